import { profileOf } from "#lib/domain/destinations/profile-of.ts";
import { isVendorModeFor } from "#lib/health/connector-facts.ts";
import "server-only";
import { notFound } from "next/navigation";
import { cache } from "react";
import { destinationSide } from "#lib/connectors/destination-side.ts";
import type { AuditEvent } from "#lib/db/port.ts";
import type { CheckId, CheckResult, JsonValue } from "#lib/domain/check.ts";
import { type Connector, requiresBilling } from "#lib/domain/connector.ts";
import type { Feature } from "#lib/domain/features.ts";
import { decideHealth, type Health } from "#lib/domain/health.ts";
import { type ComparedAction, compareActions } from "#lib/domain/permissions/compare-actions.ts";
import { type TimelineCell, timelineCells, timelineStart } from "#lib/domain/timeline.ts";
import { serverContext } from "#lib/server-context.ts";
import type { ChecksView } from "./checks-view.ts";
import { readChecksView } from "./live.ts";
import { openStepPath } from "./open-step-path.ts";
import { requireSignedIn } from "./signed-in.ts";

/** A connector that may be looked at; anything else is a page that does not exist. */
export const loadConnector = cache(async (id: string) => {
	const ctx = await serverContext((await requireSignedIn()).actor);
	const connector = await ctx.db.connectors.find(id);
	if (connector === null) notFound();
	return { ctx, connector };
});

/** Where somebody who comes back to a set-up goes on. What an organization brought is registered with it. */
export async function loadSetupStart(id: string): Promise<string> {
	const { ctx, connector } = await loadConnector(id);
	const { rolloutId, status } = connector;
	const rollout = rolloutId === null || status !== "draft" ? null : await ctx.db.rollouts.find(rolloutId);
	return rollout?.status === "launched" ? `/organizations/${rollout.id}/register` : openStepPath(connector);
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
	/** What each feature needs, the template gives and the role has. */
	readonly permissions: readonly ComparedFeature[];
	/** Actions the role has beyond the template; null: nobody has looked. */
	readonly beyondTemplate: readonly string[] | null;
	/** The last 30 days; a day without a record: nobody looked. */
	readonly timeline: readonly TimelineCell[];
	/** When our own call last assumed the role; null: never. */
	readonly lastProofAt: number | null;
	/** Accounts whose names a trust policy may bear, so that they can be called by name. */
	readonly knownAccounts: Readonly<Record<string, string>>;
	readonly events: readonly AuditEvent[];
	/** Whoever looks may see trust policies and permissions; without, the results above are bare of them. */
	readonly seesTrust: boolean;
	readonly readsAudit: boolean;
	readonly now: number;
};

export async function loadConnectorDetail(id: string): Promise<ConnectorDetail> {
	const { ctx, connector } = await loadConnector(id);
	const [results, settings, previous, events, checks, passed, account, verifier, days] = await Promise.all([
		ctx.db.checks.latest(id),
		ctx.db.settings.get(),
		ctx.db.connectors.health(id),
		ctx.db.audit.list(id, 50),
		readChecksView(ctx, connector),
		ctx.db.checks.passedTimes(id, "role-assumable"),
		ctx.db.harnessAccounts.find(connector.harnessAccountRef),
		ctx.db.verifiers.find(connector.partition),
		ctx.db.dashboard.days([id], timelineStart(ctx.now())),
	]);
	const now = ctx.now();
	const health = decideHealth({
		results,
		proof: connector.proof,
		status: connector.status,
		paused: connector.pausedAt !== null,
		requiresBilling: requiresBilling(connector),
		isVendorMode: isVendorModeFor(connector, settings),
		previous,
		now,
	});
	const find = (checkId: CheckId) => results.find((result) => result.checkId === checkId) ?? null;
	const side = destinationSide(account, connector);
	return {
		connector,
		health,
		checks,
		trustPolicy: find("trust-policy"),
		harnessView: find("harness-connector"),
		permissions: comparePermissions(connector, results),
		beyondTemplate: textsOf(find("template-current")?.details.extra),
		timeline: timelineCells(days[id] ?? [], now),
		lastProofAt: passed.last?.getTime() ?? null,
		knownAccounts: {
			...(verifier?.accountId && { [verifier.accountId]: "Rolebridge" }),
			...(side.ok && { [side.value.cluster.awsAccountId]: side.value.cluster.title }),
		},
		events,
		seesTrust: ctx.can("connector.view-trust"),
		readsAudit: ctx.can("audit.view"),
		now: now.getTime(),
	};
}

export type ComparedFeature = { readonly feature: Feature; readonly actions: readonly ComparedAction[] };

function comparePermissions(
	{ requirements, costReport, destination }: Connector,
	results: readonly CheckResult[],
): readonly ComparedFeature[] {
	if (requirements === null) return [];
	const reportType = costReport?.kind === "own" ? costReport.reportType : null;
	const { manifest } = profileOf(destination);
	// Costs of a covered account come with its payer: this role needs nothing for them.
	const own = requirements.features.filter((feature) => feature !== "BILLING" || reportType !== null);
	return own.map((feature) => {
		const result = results.find(({ checkId }) => checkId === `permissions:${feature}`);
		const details = result?.details ?? null;
		return { feature, actions: compareActions(feature, requirements, reportType, details, manifest) };
	});
}

function textsOf(value: JsonValue | undefined): readonly string[] | null {
	return Array.isArray(value) ? value.filter((item) => typeof item === "string").slice(0, 500) : null;
}
