import { createInHarness, isOfSameAccount } from "#lib/connectors/create-in-harness.ts";
import { harnessSide } from "#lib/connectors/harness-side.ts";
import { harnessTarget } from "#lib/connectors/harness-target.ts";
import { saveRegistered } from "#lib/connectors/save-registered.ts";
import type { Context } from "#lib/context.ts";
import type { CheckResult } from "#lib/domain/check.ts";
import type { Connector } from "#lib/domain/connector.ts";
import type { ExternalId } from "#lib/domain/external-id.ts";
import type { FailureCode } from "#lib/domain/failures.ts";
import { type CeAwsConnector, differences, fieldDifferences } from "#lib/domain/harness-connector.ts";
import { decideHealth } from "#lib/domain/health.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { isRegistrable, plannedBody, whyGone } from "#lib/domain/rollout/plan-rollout.ts";
import type { FieldChange, PlanRow } from "#lib/domain/rollout.ts";
import type { HarnessConnectorRecord, HarnessTarget } from "#lib/harness/port.ts";
import { findRollout } from "./open-rollout.ts";

/** A key that Harness does not take for one connector it takes for none. */
export const KEY_REFUSED: readonly FailureCode[] = ["HARNESS_UNAUTHORIZED", "HARNESS_FORBIDDEN"];

/** What applying a plan needs to know of the rollout, read once for many accounts. */
export type Registration = {
	readonly rolloutId: string;
	readonly planId: string;
	readonly target: HarnessTarget;
	readonly harnessExternalId: ExternalId;
	readonly isVendorMode: boolean;
};

export async function openRegistration(
	ctx: Context,
	{ rolloutId, planId }: { readonly rolloutId: string; readonly planId: string },
): Promise<Result<Registration>> {
	const found = await findRollout(ctx, rolloutId);
	if (!found.ok) return found;
	const { harnessAccountRef, partition } = found.value;
	const [target, account, settings] = await Promise.all([
		harnessTarget(ctx, harnessAccountRef),
		ctx.db.harnessAccounts.find(harnessAccountRef),
		ctx.db.settings.get(),
	]);
	if (!target.ok) return target;
	const side = harnessSide(account, partition);
	if (!side.ok) return side;
	return ok({
		rolloutId,
		planId,
		target: target.value,
		harnessExternalId: side.value.externalId,
		isVendorMode: settings.verifierMode === "vendor",
	});
}

/**
 * Brings one account's connector into Harness as its plan said, and ties what is there. The evidence is asked again
 * first; what was changed in Harness since it was planned is not overwritten. Doing it twice changes nothing more:
 * a process that died between Harness's answer and our save finds its own connector again.
 *
 * Harness's own test is not run here: for thousands it would take the requests that registering needs. The sweep
 * over Harness's list brings its result.
 */
export async function registerAccount(
	ctx: Context,
	registration: Registration,
	{ accountId }: { readonly accountId: string },
): Promise<Result<true>> {
	const row = await ctx.db.rolloutPlans.row(registration.planId, accountId);
	const connector = row?.connectorId ? await ctx.db.connectors.find(row.connectorId) : null;
	if (row === null || connector === null) return failed({ code: "CONNECTOR_NOT_FOUND" });
	if (connector.overview?.awsAccountId !== accountId) return failed({ code: "CONNECTOR_CHANGED_MEANWHILE" });
	const there = await stillThere(ctx, registration, accountId);
	if (!there.ok) return there;
	const results = await ctx.db.checks.latest(connector.id);
	const refused = refusal(ctx, registration, connector, results);
	if (refused !== null) return failed({ code: refused });
	const own = plannedBody(connector, registration);
	if (own === null) return failed({ code: "CONNECTOR_INCOMPLETE" });
	// Only what is adopted may bear another identifier than ours: it keeps the one that it has.
	if (row.action !== "adopt" && own.identifier !== row.identifier)
		return failed({ code: "CONNECTOR_CHANGED_MEANWHILE" });
	const body = { ...own, identifier: row.identifier };
	const record = await write(ctx, registration.target, row, body);
	if (!record.ok) return record;
	const isProven = connector.proof === "direct" && results.every(({ outcome }) => outcome !== "failed");
	return tie(ctx, registration, { connectorId: connector.id, body, record: record.value, isProven });
}

/** Since the plan the rollout may have ended, and the account may have left or been suspended. */
async function stillThere(
	ctx: Context,
	{ rolloutId }: Registration,
	accountId: string,
): Promise<Result<true>> {
	const [rollout, account] = await Promise.all([
		findRollout(ctx, rolloutId),
		ctx.db.rollouts.account(rolloutId, accountId),
	]);
	if (!rollout.ok) return rollout;
	if (account !== null && whyGone(account) === null) return ok(true);
	return failed({
		code: "ROLLOUT_PLAN_TOO_OLD",
		detail: `${accountId} left the organization or was suspended.`,
	});
}

function refusal(
	{ now: clock }: Context,
	{ isVendorMode }: Registration,
	connector: Connector,
	results: readonly CheckResult[],
): FailureCode | null {
	const now = clock();
	if (isRegistrable({ connector, results, now, isVendorMode })) return null;
	const { proof, status } = connector;
	const facts = { results, proof, status, paused: false, requiresBilling: false, now, isVendorMode };
	return decideHealth(facts).state === "quarantined" ? "CONNECTOR_QUARANTINED" : "CONNECTOR_NOT_PROVEN";
}

async function write(
	ctx: Context,
	target: HarnessTarget,
	row: PlanRow,
	body: CeAwsConnector,
): Promise<Result<HarnessConnectorRecord>> {
	switch (row.action) {
		case "create":
			return createInHarness(ctx, target, body);
		case "update":
		case "adopt":
			return changeAsPlanned(ctx, target, row.changes, body);
		case "unchanged":
		case "blocked":
			return failed({ code: "CONNECTOR_NOT_PROVEN" });
		default:
			return row.action satisfies never;
	}
}

/** Writes no other change than the one that was shown; what is as it ought to be is only tied. */
async function changeAsPlanned(
	ctx: Context,
	target: HarnessTarget,
	planned: readonly FieldChange[],
	body: CeAwsConnector,
): Promise<Result<HarnessConnectorRecord>> {
	const there = await ctx.harness.getConnector(target, { identifier: body.identifier });
	if (!there.ok) return there;
	const { connector, lastModifiedAt } = there.value;
	if (!isOfSameAccount(connector, body))
		return failed({ code: "CONNECTOR_IDENTIFIER_TAKEN", field: "identifier" });
	const changes = fieldDifferences(connector, body);
	if (changes.length === 0) return there;
	if (!areSame(changes, planned)) return failed({ code: "HARNESS_CONNECTOR_CHANGED" });
	return ctx.harness.updateConnector(target, { connector: body, knownLastModifiedAt: lastModifiedAt });
}

function areSame(changes: readonly FieldChange[], planned: readonly FieldChange[]): boolean {
	const text = (list: readonly FieldChange[]) =>
		JSON.stringify(list.map(({ path, from, to }) => [path, from, to]));
	return text(changes) === text(planned);
}

type Tie = {
	readonly connectorId: string;
	/** What was written. */
	readonly body: CeAwsConnector;
	readonly record: HarnessConnectorRecord;
	readonly isProven: boolean;
};

/** Somebody may save the connector at the same time: what they save counts, and what Harness has must still be it. */
const TRIES = 3;

async function tie(
	ctx: Context,
	registration: Registration,
	{ connectorId, body, record, isProven }: Tie,
): Promise<Result<true>> {
	for (let left = TRIES; left > 0; left -= 1) {
		const connector = await ctx.db.connectors.find(connectorId);
		const now = connector && plannedBody(connector, registration);
		if (connector?.overview == null || now === null) return failed({ code: "CONNECTOR_NOT_FOUND" });
		const { identifier } = body;
		if (differences({ ...now, identifier }, body).length > 0)
			return failed({ code: "CONNECTOR_CHANGED_MEANWHILE" });
		if (isTied(connector, identifier, record)) return ok(true);
		const isOther = connector.overview.identifier !== identifier;
		const change = isOther ? { overview: { ...connector.overview, identifier } } : {};
		const saved = await saveRegistered(ctx, { connector, record, isProven, change });
		if (saved.ok) return ok(true);
		if (saved.failure.code !== "CONNECTOR_CHANGED_MEANWHILE") return saved;
	}
	return failed({ code: "CONNECTOR_CHANGED_MEANWHILE" });
}

/** A process that died after it had saved leaves nothing to save. */
function isTied(
	{ status, overview, harnessLastModifiedAt }: Connector,
	identifier: string,
	{ lastModifiedAt }: HarnessConnectorRecord,
): boolean {
	return (
		status === "registered" &&
		overview?.identifier === identifier &&
		harnessLastModifiedAt?.getTime() === lastModifiedAt?.getTime()
	);
}
