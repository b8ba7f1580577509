import type { Context } from "#lib/context.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { readingSession } from "./assume.ts";
import { type ConnectorFacts, loadConnectorFacts } from "./connector-facts.ts";
import { aws, passed, undecided, type Verdict } from "./verdict.ts";

/** Whether the payer's organization holds this account, asked as the payer's own stored role. */
export async function checkCoversAccount(
	ctx: Context,
	facts: ConnectorFacts,
	payerConnectorId: string,
	signal: AbortSignal,
): Promise<Verdict> {
	const payer = await ctx.db.connectors.find(payerConnectorId);
	const { harnessAccountRef, destination } = facts.connector;
	const isPayer =
		payer?.costReport?.kind === "own" &&
		payer.harnessAccountRef === harnessAccountRef &&
		payer.destination === destination;
	if (payer === null || !isPayer || payer.status !== "registered") {
		return no("The connector whose report should cover this account is gone or has no report.");
	}
	if (payer.overview?.awsAccountId === facts.overview.awsAccountId)
		return passed("It is the payer's own account.");
	if (payer.proof === "harness") {
		return {
			outcome: "skipped",
			observed: "The payer's role does not trust Rolebridge, so its list of accounts cannot be read.",
			code: "ROLE_DOES_NOT_TRUST_US",
		};
	}
	const known = await knownByRollout(ctx, facts, payer);
	if (known !== null) return known;
	const payerFacts = await loadConnectorFacts(ctx, payer, facts.verifier);
	if (!payerFacts.ok)
		return { outcome: "unknown", code: payerFacts.failure.code, observed: "The payer is incomplete." };
	const opened = await ctx.aws.openRole(readingSession(payerFacts.value, signal));
	if (opened.kind !== "answered") return undecided("The payer's role does not answer.", opened);
	const session = opened.value;
	if (session.accountId !== payerFacts.value.overview.awsAccountId) {
		session.close();
		return {
			outcome: "unknown",
			code: "ROLE_WRONG_ACCOUNT",
			observed: "The payer's role is in another account.",
		};
	}
	const accounts = await session.organizationAccounts(signal);
	session.close();
	if (accounts.kind !== "answered")
		return undecided("The payer's role may not list its organization.", accounts);
	const member = accounts.value.find(({ accountId }) => accountId === facts.overview.awsAccountId);
	if (member === undefined) {
		const count = accounts.value.length;
		return {
			...no(`The payer's organization has ${count} accounts, and this is none of them.`),
			...aws(accounts),
		};
	}
	return passed("The payer's organization holds this account.", {
		...aws(accounts),
		details: { state: member.state, payerAccountId: session.accountId },
	});
}

const FRESH_MS = 24 * 3_600_000;

/**
 * An account that a rollout brought was seen in the organization itself, by AWS's own list: thousands of members need
 * not each have the whole list read once more. Null: it has to be asked.
 */
async function knownByRollout(
	ctx: Context,
	{ connector, overview }: ConnectorFacts,
	payer: Connector,
): Promise<Verdict | null> {
	if (connector.rolloutId === null) return null;
	const rollout = await ctx.db.rollouts.find(connector.rolloutId);
	const { reconciledAt = null, organization = null } = rollout ?? {};
	if (reconciledAt === null || ctx.now().getTime() - reconciledAt.getTime() > FRESH_MS) return null;
	if (organization?.managementAccountId !== payer.overview?.awsAccountId) return null;
	const filter = { text: overview.awsAccountId, hasLeft: false };
	const page = { limit: 1, now: ctx.now() };
	const [account] = await ctx.db.rollouts.accounts(connector.rolloutId, filter, page);
	if (account?.accountId !== overview.awsAccountId) return null;
	const details = { state: account.state, payerAccountId: organization?.managementAccountId ?? "" };
	return passed("The payer's organization holds this account.", { details });
}

function no(observed: string): Verdict {
	return { outcome: "failed", code: "COST_REPORT_DOES_NOT_COVER", observed };
}
