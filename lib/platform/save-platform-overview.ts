import { harnessTarget } from "#lib/connectors/harness-target.ts";
import { type StepTarget, saveStep } from "#lib/connectors/save-step.ts";
import type { Context } from "#lib/context.ts";
import { isSameJson } from "#lib/domain/canonical-json.ts";
import type { Connector, Overview } from "#lib/domain/connector.ts";
import type { Failure } from "#lib/domain/failures.ts";
import { partitionFacts } from "#lib/domain/partition.ts";
import type { PlatformScope, PlatformSettings } from "#lib/domain/platform/platform-settings.ts";
import { failed, type Result } from "#lib/domain/result.ts";
import { whyNotInside, whyOutside } from "#lib/domain/scope-rules.ts";
import { openPlatform } from "./open-platform.ts";
import { whyRoleStays } from "./why-role-stays.ts";

type Input = StepTarget & { readonly overview: Overview & { readonly scope: PlatformScope } };

/** Somebody waits for the page: an unreachable Harness stops nobody here. */
const HARNESS_TIMEOUT_MS = 8_000;

/** Overview: what the connector is called, where in Harness it lies, and which AWS account it works in. */
export async function savePlatformOverview(
	ctx: Context,
	{ overview: { scope, ...overview }, ...target }: Input,
): Promise<Result<Connector>> {
	const opened = await openPlatform(ctx, target);
	if (!opened.ok) return opened;
	const { connector, platform } = opened.value;
	const frozen = frozenField(connector, platform, { overview, scope });
	if (frozen !== null) return failed({ code: "CONNECTOR_REGISTERED", field: frozen });
	const { harnessAccountRef } = connector;
	const outside = whyOutside(ctx.actor.scope, { harnessAccountRef, tags: overview.tags });
	if (outside !== null) return failed({ code: "NOT_ALLOWED", field: "tags", detail: outside });
	const limit = isSameJson(platform.scope, scope) ? null : whyNotThere(ctx, scope);
	if (limit !== null) return failed({ code: "NOT_ALLOWED", field: "scope", detail: limit });
	const taken = await takenInHarness(ctx, connector, { identifier: overview.identifier, scope });
	if (taken !== null) return failed(taken);
	const changed = { ...stillTrue(connector, platform, { overview, scope }), scope };
	const stays = await whyRoleStays(ctx, connector, changed);
	if (stays !== null) return failed(stays);
	return saveStep(ctx, target, "overview", { overview, platform: changed });
}

/** The account itself is open to everybody who connects; what lies within it is not. */
function whyNotThere(ctx: Context, { kind }: PlatformScope): string | null {
	return kind === "account" ? null : whyNotInside(ctx.actor.scope);
}

type Saved = { readonly overview: Overview; readonly scope: PlatformScope };

/** In Harness, identifier and scope stay what they were; evidence and access speak of one AWS account. */
function frozenField(
	{ status, overview: before }: Connector,
	platform: PlatformSettings,
	{ overview: after, scope }: Saved,
): string | null {
	if (status !== "registered" || before === null) return null;
	const frozen = ["identifier", "awsAccountId", "isGovCloud"] as const;
	const field = frozen.find((name) => before[name] !== after[name]);
	return field ?? (isSameJson(platform.scope, scope) ? null : "scope");
}

/** Harness keeps identifiers unique within a scope, whatever the type; we ask for what is new. */
async function takenInHarness(
	ctx: Context,
	{ status, overview, platform, harnessAccountRef }: Connector,
	{ identifier, scope }: { readonly identifier: string; readonly scope: PlatformScope },
): Promise<Failure | null> {
	const isKnown = overview?.identifier === identifier && platform && isSameJson(platform.scope, scope);
	if (status !== "draft" || isKnown) return null;
	const target = await harnessTarget(ctx, harnessAccountRef);
	if (!target.ok) return null;
	const signal = AbortSignal.timeout(HARNESS_TIMEOUT_MS);
	const free = await ctx.harness.isIdentifierFree(target.value, { identifier, scope, signal });
	if (!free.ok || free.value) return null;
	const detail = "Harness has a connector by this identifier there already.";
	return { code: "HARNESS_CONNECTOR_EXISTS", field: "identifier", detail };
}

/**
 * What was saved of the other steps, without what is wrong by now: roles and regions of another account or
 * partition, and names of secrets that mean other secrets elsewhere.
 */
function stillTrue(
	{ overview: before, platform: known }: Connector,
	platform: PlatformSettings,
	{ overview: after, scope }: Saved,
): PlatformSettings {
	const isFirst = before === null;
	const isOtherPartition = (before?.isGovCloud ?? false) !== after.isGovCloud;
	const isOtherAccount = isOtherPartition || (!isFirst && before.awsAccountId !== after.awsAccountId);
	const isElsewhere = known !== null && !isSameJson(known.scope, scope);
	const usesRole = platform.credential?.type === "OidcAuthentication" || platform.crossAccount !== null;
	const usesSecrets = platform.credential?.type === "ManualConfig";
	return {
		...platform,
		...(((isOtherAccount && usesRole) || (isElsewhere && usesSecrets)) && { credential: null }),
		...(isOtherAccount && { crossAccount: null }),
		...(isOtherPartition && {
			region: partitionFacts(after.isGovCloud ? "aws-us-gov" : "aws").defaultRegion,
			delegateSetUp: null,
		}),
	};
}
