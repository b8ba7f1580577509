import { isVendorModeFor } from "#lib/health/connector-facts.ts";
import "server-only";
import { launch } from "#lib/connectors/launch.ts";
import { templateInForce } from "#lib/connectors/template-in-force.ts";
import type { Context } from "#lib/context.ts";
import type { CheckRun } from "#lib/db/port.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { type ChecksView, checksView } from "./checks-view.ts";
import { type RoleView, roleView } from "./role-view.ts";

/** Whether the role answers yet; from the database only. */
export async function readRoleView(ctx: Context, connector: Connector): Promise<RoleView> {
	const [results, role, full, launched] = await Promise.all([
		ctx.db.checks.latest(connector.id),
		ctx.db.checks.latestRun(connector.id, "role"),
		ctx.db.checks.latestRun(connector.id, "full"),
		launch(ctx, connector),
	]);
	return roleView({
		connector,
		result: results.find(({ checkId }) => checkId === "role-assumable"),
		run: newer(role, full),
		launchCode: launched.ok ? null : launched.failure.code,
		now: ctx.now(),
	});
}

function newer(a: CheckRun | null, b: CheckRun | null): CheckRun | null {
	if (a === null || b === null) return a ?? b;
	return a.requestedAt > b.requestedAt ? a : b;
}

/** Where the checks stand; from the database only. */
export async function readChecksView(ctx: Context, connector: Connector): Promise<ChecksView> {
	const [results, run, settings, template] = await Promise.all([
		ctx.db.checks.latest(connector.id),
		ctx.db.checks.latestRun(connector.id, "full"),
		ctx.db.settings.get(),
		templateInForce(ctx, connector.partition, connector.destination),
	]);
	const isVendorMode = isVendorModeFor(connector, settings);
	return checksView({
		connector,
		results,
		run,
		isVendorMode,
		// In vendor mode we are whom that template's role lets in.
		usesHarnessTemplate: template.source === "harness" && !isVendorMode,
		now: ctx.now(),
	});
}
