import type { Context } from "#lib/context.ts";
import { isWithin } from "#lib/domain/access.ts";
import type { Connector, Overview } from "#lib/domain/connector.ts";
import { profileOf } from "#lib/domain/destinations/profile-of.ts";
import type { Failure } from "#lib/domain/failures.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { whyOutside } from "#lib/domain/scope-rules.ts";
import { ownStack } from "#lib/organizations/own-stack.ts";
import { harnessTarget } from "./harness-target.ts";
import { openForEdit, type StepTarget, saveStep } from "./save-step.ts";

type Input = StepTarget & { readonly overview: Overview };

/** Step 1. One live connector an AWS account and destination: in this installation and in Harness. */
export async function saveOverview(ctx: Context, { overview, ...target }: Input): Promise<Result<Connector>> {
	const opened = await openForEdit(ctx, target);
	if (!opened.ok) return opened;
	const connector = opened.value;
	const refused = refusedByVendor(connector, overview);
	if (refused !== null) return failed(refused);
	const frozen = frozenField(connector, overview);
	if (frozen !== null) return failed({ code: "CONNECTOR_REGISTERED", field: frozen });
	const isOtherAccount = connector.overview?.awsAccountId !== overview.awsAccountId;
	const isOtherPartition = (connector.overview?.isGovCloud ?? false) !== overview.isGovCloud;
	const own = isOtherAccount || isOtherPartition ? await ownStack(ctx, connector) : ok(true);
	if (!own.ok) return own;
	const { harnessAccountRef } = connector;
	const outside = whyOutside(ctx.actor.scope, { harnessAccountRef, tags: overview.tags });
	if (outside !== null) return failed({ code: "NOT_ALLOWED", field: "tags", detail: outside });
	const taken = await takenBy(ctx, connector, overview.awsAccountId);
	if (taken !== null) return failed({ ...taken, field: "awsAccountId" });
	const costReport = overview.isGovCloud ? ({ kind: "none", reason: "govcloud" } as const) : null;
	return saveStep(ctx, target, "overview", {
		overview,
		// What was pasted for another account is no ARN of this one.
		...((isOtherAccount || isOtherPartition) && { pastedRoleArn: null }),
		...((overview.isGovCloud || isOtherPartition) && { costReport }),
		...(isOtherPartition && { requirements: null }),
	});
}

/** What the vendor does not take: names that break its rule, accounts in partitions where it has none itself. */
function refusedByVendor({ destination }: Connector, { name, isGovCloud }: Overview): Failure | null {
	const { principal, words } = profileOf(destination);
	const named = words.name.parse(name);
	if (!named.ok) return { code: "INPUT_INVALID", field: "name", detail: named.failure.message };
	if (!isGovCloud || principal.kind === "harness-account") return null;
	return principal.accountIds["aws-us-gov"] === null
		? { code: "DESTINATION_NOT_IN_PARTITION", field: "isGovCloud" }
		: null;
}

/** In Harness, identifier and account stay what they were when the connector was registered. */
function frozenField({ status, overview: before }: Connector, after: Overview): keyof Overview | null {
	if (status !== "registered" || before === null) return null;
	const frozen = ["identifier", "awsAccountId", "isGovCloud"] as const;
	return frozen.find((field) => before[field] !== after[field]) ?? null;
}

/** Harness allows two connectors for one account; we ask. An unreachable Harness stops nobody here. */
async function takenBy(ctx: Context, connector: Connector, awsAccountId: string): Promise<Failure | null> {
	const here = await sameAccountHere(ctx, connector, awsAccountId);
	if (here !== null) {
		const which = here.overview === null ? "Another draft" : `The connector “${here.overview.name}”`;
		return { code: "CONNECTOR_ACCOUNT_TAKEN", detail: `${which} is for this AWS account already.` };
	}
	// Only cost connectors say in Harness which AWS account they are for.
	if (connector.status !== "draft" || connector.destination !== "harness-ccm") return null;
	const existing = await connectorInHarness(ctx, connector.harnessAccountRef, awsAccountId);
	if (!existing.ok || existing.value === null) return null;
	const { name } = existing.value;
	const which = name === "" ? "a connector" : `the connector “${name}”`;
	return { code: "HARNESS_CONNECTOR_EXISTS", detail: `Harness has ${which} for this AWS account already.` };
}

/** Another live connector of this installation for the same AWS account and destination, drafts included. */
export async function sameAccountHere(
	ctx: Context,
	connector: Connector,
	awsAccountId: string,
): Promise<Connector | null> {
	const found = await ctx.db.connectors.findByAccount(connector.harnessAccountRef, awsAccountId);
	const { id, destination } = connector;
	return found.find((other) => other.id !== id && other.destination === destination) ?? null;
}

/** Of a connector outside the asker's scope nothing but that it is there: its names are empty. */
export type ConnectorInHarness = { readonly name: string; readonly identifier: string };

/** The connector that Harness has for an AWS account; null when it has none. */
export async function connectorInHarness(
	ctx: Context,
	harnessAccountRef: string,
	awsAccountId: string,
): Promise<Result<ConnectorInHarness | null>> {
	const target = await harnessTarget(ctx, harnessAccountRef);
	if (!target.ok) return target;
	const listed = await ctx.harness.listConnectors(target.value, {
		filter: { awsAccountId },
		signal: AbortSignal.timeout(8_000),
	});
	if (!listed.ok) return listed;
	const first = listed.value.find(({ connector }) => connector.spec.awsAccountId === awsAccountId);
	if (first === undefined) return ok(null);
	const { name, identifier, tags } = first.connector;
	const isTheirs = isWithin(ctx.actor.scope, { harnessAccountRef, tags: tags ?? {} });
	return ok(isTheirs ? { name, identifier } : { name: "", identifier: "" });
}
