import { type StepTarget, saveStep } from "#lib/connectors/save-step.ts";
import type { Context } from "#lib/context.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { findEntry, LIBRARY } from "#lib/domain/policy/library.ts";
import { failed, type Result } from "#lib/domain/result.ts";
import { taskBuckets } from "#lib/schemas/platform-schemas.ts";
import { openPlatform } from "./open-platform.ts";

type Input = StepTarget & {
	readonly tasks: readonly string[];
	/** As typed, and parsed at the edge. */
	readonly buckets: string;
};

/** What the role is to be able to do, from the permission library: that is what our checks ask AWS about. */
export async function saveTasks(
	ctx: Context,
	{ tasks, buckets, ...target }: Input,
): Promise<Result<Connector>> {
	const opened = await openPlatform(ctx, target);
	if (!opened.ok) return opened;
	const unknown = tasks.find((id) => findEntry(id) === null);
	if (unknown !== undefined) {
		return failed({ code: "INPUT_INVALID", field: "tasks", detail: `There is no task “${unknown}”.` });
	}
	const ordered = LIBRARY.map(({ id }) => id).filter((id) => tasks.includes(id));
	const platform = { ...opened.value.platform, tasks: ordered, taskBuckets: taskBuckets(buckets) };
	return saveStep(ctx, target, "test", { platform }, "connector.tasks.saved");
}
