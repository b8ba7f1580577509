import type { Context } from "#lib/context.ts";
import type { Connector } from "#lib/domain/connector.ts";
import type { AwsConnector } from "#lib/domain/platform/aws-connector-body.ts";
import { NEW_PLATFORM, type PlatformScope } from "#lib/domain/platform/platform-settings.ts";
import { ok, type Result } from "#lib/domain/result.ts";
import type { HarnessConnectorRecord, HarnessTarget } from "#lib/harness/port.ts";

/** A record as a list named it, with where it lies. */
export type ListedRecord =
	| { readonly type: "CEAws"; readonly record: HarnessConnectorRecord; readonly scope: PlatformScope }
	| {
			readonly type: "Aws";
			readonly record: HarnessConnectorRecord<AwsConnector>;
			readonly scope: PlatformScope;
	  };

type Records = ReadonlyMap<string, ListedRecord>;
export type HarnessLists = {
	readonly size: number;
	/** `not-listed`: nobody asked where it lies, or there was no answer. */
	find(connector: Connector): ListedRecord | "missing" | "not-listed";
};

const OF_ACCOUNT: PlatformScope = { kind: "account" };
/** Lists of organizations and projects in one sweep: with one every quarter of an hour, thousands a day. */
export const SCOPES_A_SWEEP = 60;
const SWEEP_MS = 15 * 60_000;

/**
 * What Harness lists: Cost Management connectors of the account once, and platform connectors of each scope that one of
 * ours lies in. Of many scopes each sweep takes the next few. Without the account's list nothing is known; a scope that
 * gives none is left out.
 */
export async function readHarnessLists(
	ctx: Context,
	{
		ref,
		target,
		signal,
	}: { readonly ref: string; readonly target: HarnessTarget; readonly signal: AbortSignal },
): Promise<Result<HarnessLists>> {
	const listed = await ctx.harness.listConnectors(target, { filter: {}, signal });
	if (!listed.ok) return listed;
	const costs = byIdentifier(
		listed.value.map((record) => ({ type: "CEAws" as const, record, scope: OF_ACCOUNT })),
	);
	const platform = new Map<string, Records>();
	for (const scope of inTurn(await ctx.db.harnessSweeps.scopes(ref), ctx.now())) {
		if (signal.aborted) break;
		const found = await ctx.harness.listAwsConnectors(target, { scope, signal });
		if (found.ok) {
			const records = found.value.map((record) => ({ type: "Aws" as const, record, scope }));
			platform.set(keyOf(scope), byIdentifier(records));
		} else
			ctx.log.warn({ event: "harness-sweep", ref, scope, code: found.failure.code }, "no list of a scope");
	}
	return ok(listsOf(costs, platform));
}

function listsOf(costs: Records, platform: ReadonlyMap<string, Records>): HarnessLists {
	return {
		size: [...platform.values()].reduce((sum, records) => sum + records.size, costs.size),
		find({ destination, overview, platform: settings }) {
			const identifier = overview?.identifier ?? "";
			if (destination !== "harness-platform") return costs.get(identifier) ?? "missing";
			const records = platform.get(keyOf((settings ?? NEW_PLATFORM).scope));
			return records === undefined ? "not-listed" : (records.get(identifier) ?? "missing");
		},
	};
}

function byIdentifier(records: readonly ListedRecord[]): Records {
	return new Map(records.map((listed) => [listed.record.connector.identifier, listed]));
}

/** The account first and always; of the rest, as many as fit, going round from sweep to sweep. */
function inTurn(scopes: readonly PlatformScope[], now: Date): readonly PlatformScope[] {
	const account = scopes.filter(({ kind }) => kind === "account");
	const others = scopes.filter(({ kind }) => kind !== "account");
	const turn = Math.floor(now.getTime() / SWEEP_MS);
	const start = others.length <= SCOPES_A_SWEEP ? 0 : (turn * SCOPES_A_SWEEP) % others.length;
	return [...account, ...[...others.slice(start), ...others.slice(0, start)].slice(0, SCOPES_A_SWEEP)];
}

function keyOf(scope: PlatformScope): string {
	switch (scope.kind) {
		case "account":
			return "";
		case "organization":
			return JSON.stringify([scope.orgId]);
		case "project":
			return JSON.stringify([scope.orgId, scope.projectId]);
		default:
			return scope satisfies never;
	}
}
