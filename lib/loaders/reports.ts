import "server-only";
import { notFound } from "next/navigation";
import { EMPTY_DASHBOARD_FILTER, HEALTH_ORDER } from "#lib/domain/dashboard-query.ts";
import type { HealthState } from "#lib/domain/health.ts";
import { connectorReport } from "#lib/reports/connector-report.ts";
import { toFleetLine } from "#lib/reports/fleet-report.ts";
import type { ConnectorReport, FleetLine } from "#lib/reports/report.ts";
import { keyFingerprint } from "#lib/reports/sign-report.ts";
import { serverContext } from "#lib/server-context.ts";
import { loadConnector } from "./connectors.ts";
import { requireSignedIn } from "./signed-in.ts";

export type ConnectorReportPage = { readonly report: ConnectorReport; readonly fingerprint: string };

export async function loadConnectorReport(id: string): Promise<ConnectorReportPage> {
	const { ctx } = await loadConnector(id);
	const report = await connectorReport(ctx, { connectorId: id });
	if (!report.ok) notFound();
	return { report: report.value, fingerprint: keyFingerprint(ctx, ctx.signer.publicKey) };
}

/** So many lines are printed; the signed file holds every connector. */
const PRINTED = 500;

export type FleetReportPage = {
	readonly issuedAt: string;
	readonly mode: "sandbox" | "live";
	readonly totals: Readonly<Record<HealthState, number>>;
	readonly attention: readonly FleetLine[];
	readonly attentionTotal: number;
	readonly fingerprint: string;
};

export async function loadFleetReport(): Promise<FleetReportPage> {
	const ctx = await serverContext((await requireSignedIn()).actor);
	const now = ctx.now();
	const health = HEALTH_ORDER.filter((state) => state !== "healthy");
	const [{ byHealth, all }, rows] = await Promise.all([
		ctx.db.dashboard.totals(now),
		ctx.db.dashboard.batch({ ...EMPTY_DASHBOARD_FILTER, health }, { after: null, limit: PRINTED, now }),
	]);
	return {
		issuedAt: now.toISOString(),
		mode: ctx.config.mode,
		totals: byHealth,
		attention: rows.map(toFleetLine),
		attentionTotal: all - byHealth.healthy,
		fingerprint: keyFingerprint(ctx, ctx.signer.publicKey),
	};
}
