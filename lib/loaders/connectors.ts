import "server-only";
import { notFound } from "next/navigation";
import { cache } from "react";
import { harnessSide } from "#lib/connectors/harness-side.ts";
import type { AuditEvent, ConnectorSummary } from "#lib/db/port.ts";
import type { CheckId, CheckResult } from "#lib/domain/check.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { decideHealth, type Health } from "#lib/domain/health.ts";
import { firstOpenStep, type Step } from "#lib/domain/setup.ts";
import { serverContext } from "#lib/server-context.ts";
import type { ChecksView } from "./checks-view.ts";
import { readChecksView } from "./live.ts";
import { requireSignedIn } from "./signed-in.ts";

const PAGE_SIZE = 50;

export type ConnectorPage = {
	readonly connectors: readonly ConnectorSummary[];
	/** The id to ask the next page with; null: this is the last one. */
	readonly next: string | null;
	readonly now: number;
};

export async function loadConnectorPage(after?: string): Promise<ConnectorPage> {
	const ctx = await serverContext((await requireSignedIn()).actor);
	const now = ctx.now();
	const rows = await ctx.db.connectors.list({
		limit: PAGE_SIZE + 1,
		now,
		...(after !== undefined && { after }),
	});
	const connectors = rows.slice(0, PAGE_SIZE);
	const next = rows.length > PAGE_SIZE ? (connectors.at(-1)?.id ?? null) : null;
	return { connectors, next, now: now.getTime() };
}

/** A connector that may be looked at; anything else is a page that does not exist. */
export const loadConnector = cache(async (id: string) => {
	const ctx = await serverContext((await requireSignedIn()).actor);
	const connector = await ctx.db.connectors.find(id);
	if (connector === null) notFound();
	return { ctx, connector };
});

/** The step that somebody who comes back to a set-up goes on with. */
export async function loadSetupStart(id: string): Promise<Step> {
	return firstOpenStep((await loadConnector(id)).connector);
}

/** For the page's title; whoever may not see the page learns nothing from it. */
export async function loadConnectorName(id: string): Promise<string> {
	const { connector } = await loadConnector(id);
	return connector.overview?.name ?? "Draft without a name";
}

export type ConnectorDetail = {
	readonly connector: Connector;
	readonly health: Health;
	readonly checks: ChecksView;
	readonly trustPolicy: CheckResult | null;
	readonly harnessView: CheckResult | null;
	/** When our own call last assumed the role; null: never. */
	readonly lastProofAt: number | null;
	/** Accounts whose names a trust policy may bear, so that they can be called by name. */
	readonly knownAccounts: Readonly<Record<string, string>>;
	readonly events: readonly AuditEvent[];
	readonly now: number;
};

export async function loadConnectorDetail(id: string): Promise<ConnectorDetail> {
	const { ctx, connector } = await loadConnector(id);
	const [results, settings, previous, events, checks, passed, account, verifier] = await Promise.all([
		ctx.db.checks.latest(id),
		ctx.db.settings.get(),
		ctx.db.connectors.health(id),
		ctx.db.audit.list(id, 50),
		readChecksView(ctx, connector),
		ctx.db.checks.passedTimes(id, "role-assumable"),
		ctx.db.harnessAccounts.find(connector.harnessAccountRef),
		ctx.db.verifiers.find(connector.partition),
	]);
	const now = ctx.now();
	const hasBilling = connector.requirements?.features.includes("BILLING") === true;
	const health = decideHealth({
		results,
		proof: connector.proof,
		status: connector.status,
		paused: false,
		requiresBilling: hasBilling && connector.costReport?.kind === "own",
		isVendorMode: settings.verifierMode === "vendor",
		previous,
		now,
	});
	const find = (checkId: CheckId) => results.find((result) => result.checkId === checkId) ?? null;
	const side = harnessSide(account, connector.partition);
	return {
		connector,
		health,
		checks,
		trustPolicy: find("trust-policy"),
		harnessView: find("harness-connector"),
		lastProofAt: passed.last?.getTime() ?? null,
		knownAccounts: {
			...(verifier?.accountId && { [verifier.accountId]: "Rolebridge" }),
			...(side.ok && { [side.value.cluster.awsAccountId]: side.value.cluster.title }),
		},
		events,
		now: now.getTime(),
	};
}
