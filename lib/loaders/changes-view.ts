import type { Context } from "#lib/context.ts";
import type { ChangeProgress } from "#lib/domain/change-progress.ts";
import type { Connector, ExternalIdRotation } from "#lib/domain/connector.ts";

/** What is read live while a change of one connector is open. Times in milliseconds since 1970. */
export type ChangesView = {
	/** Another version than the page's: something was saved, and the page is made anew. */
	readonly version: number;
	readonly pendingSince: number | null;
	readonly rotationPhase: ExternalIdRotation["phase"] | null;
	readonly templateVersion: number | null;
	/** Of the newest look at the role's policies; null: none yet. */
	readonly templateCheckedAt: number | null;
	readonly progress: ChangeProgress;
	readonly now: number;
};

/** Where a connector's changes stand; from the database only. */
export async function readChangesView(ctx: Context, connector: Connector): Promise<ChangesView> {
	const [progress, results] = await Promise.all([
		ctx.db.changes.progress(connector.id),
		ctx.db.checks.latest(connector.id),
	]);
	const template = results.find(({ checkId }) => checkId === "template-current");
	return {
		version: connector.version,
		pendingSince: connector.pendingRequirements?.since.getTime() ?? null,
		rotationPhase: connector.rotation?.phase ?? null,
		templateVersion: connector.templateVersion,
		templateCheckedAt: template?.checkedAt.getTime() ?? null,
		progress,
		now: ctx.now().getTime(),
	};
}
