import type { Context } from "#lib/context.ts";
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
	const isPayer =
		payer?.costReport?.kind === "own" && payer.harnessAccountRef === facts.connector.harnessAccountRef;
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

function no(observed: string): Verdict {
	return { outcome: "failed", code: "COST_REPORT_DOES_NOT_COVER", observed };
}
