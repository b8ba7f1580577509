import type { CheckResult } from "../check.ts";
import type { Connector } from "../connector.ts";
import type { ExternalId } from "../external-id.ts";
import {
	awsAccountOf,
	type CeAwsConnector,
	ceAwsConnectorBody,
	fieldDifferences,
	registrationFacts,
} from "../harness-connector.ts";
import { decideHealth, mayRegister } from "../health.ts";
import type { PlanAction, PlanCounts, PlanReason, PlanRow, RolloutAccount } from "../rollout.ts";
import { derivedRoleArn } from "../setup.ts";

/** An account of the rollout with what is known of its connector. */
export type PlannedAccount = {
	readonly account: Pick<RolloutAccount, "accountId" | "name" | "state" | "leftAt" | "instance">;
	/** Null: none was made here yet. */
	readonly connector: Connector | null;
	/** Newest results about the connector as it is now. */
	readonly results: readonly CheckResult[];
};

export type PlanFacts = {
	/** What Harness has, from `indexConnectors`. */
	readonly harness: ConnectorIndex;
	readonly harnessExternalId: ExternalId;
	readonly now: Date;
	readonly isVendorMode: boolean;
};

/** Harness's connectors, to be found by identifier and by AWS account. */
export type ConnectorIndex = {
	readonly byIdentifier: ReadonlyMap<string, CeAwsConnector>;
	/** Where Harness has several for one account: the first by identifier. */
	readonly byAccount: ReadonlyMap<string, CeAwsConnector>;
};

/** What Harness has, ready to be asked by identifier and by AWS account for each row of a plan. */
export function indexConnectors(connectors: Iterable<CeAwsConnector>): ConnectorIndex {
	const byIdentifier = new Map<string, CeAwsConnector>();
	const byAccount = new Map<string, CeAwsConnector>();
	for (const connector of connectors) {
		byIdentifier.set(connector.identifier, connector);
		const account = awsAccountOf(connector);
		const known = byAccount.get(account);
		if (account !== "" && (known === undefined || connector.identifier < known.identifier))
			byAccount.set(account, connector);
	}
	return { byIdentifier, byAccount };
}

/**
 * What registering would do, account by account. What would be written is written only where the evidence allows it:
 * the same rule is asked again at that moment. What is in Harness already as it ought to be is left alone whatever
 * the evidence says of it: leaving it alone registers nothing.
 *
 * @example planRollout(accounts, { harness: indexConnectors([]), … })[0] // { action: "create", reason: "new", … }
 */
export function planRollout(accounts: Iterable<PlannedAccount>, facts: PlanFacts): readonly PlanRow[] {
	return Array.from(accounts, (account) => planAccount(account, facts));
}

/** One account's row. */
export function planAccount(planned: PlannedAccount, facts: PlanFacts): PlanRow {
	const { account, connector } = planned;
	const row = {
		accountId: account.accountId,
		connectorId: connector?.id ?? null,
		name: connector?.overview?.name ?? account.name,
		identifier: connector?.overview?.identifier ?? "",
		changes: [],
	};
	const blocked = (reason: PlanReason): PlanRow => ({ ...row, action: "blocked", reason });
	const gone = whyGone(account);
	if (gone !== null) return blocked(gone);
	if (connector === null) return blocked(isDeployed(account) ? "no-connector" : "not-deployed");
	// A connector that was moved to another account says nothing of this one.
	if (connector.overview?.awsAccountId !== account.accountId) return blocked("no-connector");
	const body = plannedBody(connector, facts);
	if (body === null) return blocked("no-connector");
	const wanted = decideWrite(connector, body, facts.harness);
	if (wanted.action === "blocked") return blocked(wanted.reason);
	const reason = wanted.action === "unchanged" ? null : refusal(planned, connector, facts);
	if (reason !== null) return blocked(reason);
	return { ...row, ...wanted };
}

/** Nothing runs in these; `UNKNOWN` is not among them. */
const GONE = ["SUSPENDED", "PENDING_CLOSURE", "CLOSED"] as const;

/** Why nothing is registered of an account that was there; null: it still is. */
export function whyGone({
	leftAt,
	state,
}: Pick<RolloutAccount, "leftAt" | "state">): Extract<
	PlanReason,
	"account-left" | "account-not-active"
> | null {
	if (leftAt !== null) return "account-left";
	return GONE.some((gone) => gone === state) ? "account-not-active" : null;
}

function isDeployed({ instance }: PlannedAccount["account"]): boolean {
	return instance?.status === "CURRENT";
}

/** What Harness ought to have; null: a step of the set-up is missing, or the connector is on its way out. */
export function plannedBody(
	connector: Connector,
	{ harnessExternalId }: Pick<PlanFacts, "harnessExternalId">,
): CeAwsConnector | null {
	if (connector.status === "offboarded" || connector.offboarding !== null) return null;
	const roleArn = derivedRoleArn(connector);
	const facts = roleArn && registrationFacts(connector, { roleArn, harnessExternalId });
	if (facts === null) return null;
	const body = ceAwsConnectorBody(facts);
	// Harness refuses a connector without a feature.
	return body.spec.featuresEnabled.length > 0 ? body : null;
}

type Wanted = Pick<PlanRow, "action" | "reason" | "identifier" | "changes">;

/** An identifier never changes in Harness: a connector that is there under another one keeps it. */
function decideWrite(connector: Connector, body: CeAwsConnector, harness: ConnectorIndex): Wanted {
	const { identifier } = body;
	const account = awsAccountOf(body);
	const own = harness.byIdentifier.get(identifier);
	if (own !== undefined && awsAccountOf(own) !== account)
		return { action: "blocked", reason: "identifier-taken", identifier, changes: [] };
	const there = own ?? harness.byAccount.get(account);
	if (there === undefined) return { action: "create", reason: "new", identifier, changes: [] };
	const changes = fieldDifferences(there, { ...body, identifier: there.identifier });
	if (connector.status !== "registered" || own === undefined)
		return { action: "adopt", reason: "already-there", identifier: there.identifier, changes };
	return changes.length > 0
		? { action: "update", reason: "differs", identifier, changes }
		: { action: "unchanged", reason: "same", identifier, changes };
}

/** Why nothing may be written for it now; null: it may. */
function refusal(
	{ account, results }: PlannedAccount,
	connector: Connector,
	{ now, isVendorMode }: PlanFacts,
): PlanReason | null {
	const { proof, status } = connector;
	const isAccepted = isRegistrable({ connector, results, now, isVendorMode });
	if (isAccepted) return null;
	const health = decideHealth({
		results,
		proof,
		status,
		paused: false,
		requiresBilling: false,
		now,
		isVendorMode,
	});
	if (health.state === "quarantined") return "quarantined";
	if (connector.roleFoundAt !== null) return "not-proven";
	return connector.launchedAt === null || (account.instance !== null && !isDeployed(account))
		? "not-deployed"
		: "role-not-found";
}

/**
 * Whether the evidence allows a connector of a rollout to be written to Harness. Permissions that are missing do not
 * stand in the way: its health says so. Of one that was registered on Harness's word, that word was accepted then.
 */
export function isRegistrable({
	connector: { proof, status },
	results,
	now,
	isVendorMode,
}: {
	readonly connector: Pick<Connector, "proof" | "status">;
	readonly results: readonly CheckResult[];
	readonly now: Date;
	readonly isVendorMode: boolean;
}): boolean {
	const acceptedHarnessProof = proof === "harness" && status === "registered";
	return mayRegister({ results, proof, acceptedHarnessProof, now, isVendorMode });
}

export const NO_PLAN_COUNTS: PlanCounts = { create: 0, update: 0, adopt: 0, unchanged: 0, blocked: 0 };

/** The counts with these rows added. */
export function countRows(counts: PlanCounts, rows: readonly Pick<PlanRow, "action">[]): PlanCounts {
	const sum: Record<PlanAction, number> = { ...counts };
	for (const { action } of rows) sum[action] += 1;
	return sum;
}

/** What applying a plan writes. */
export const WRITTEN_ACTIONS = ["create", "update", "adopt"] as const satisfies readonly PlanAction[];
