import type { Ability } from "#lib/auth/abilities.ts";
import type { Context } from "#lib/context.ts";
import type { Operation } from "#lib/db/operations-port.ts";
import type { ItemOutcome, OperationKind } from "#lib/domain/operation.ts";
import { type ActOnOne, actOf } from "./act-of.ts";
import { presentActor } from "./present-actor.ts";
import { runCheckOperation } from "./run-check-operation.ts";

/** After so long the job hands over to a new one, so that a deploy or a crash loses little. */
const SLICE_MS = 40_000;
const BATCH = 24;
/** Most acts wait for Harness, whose own budget decides how fast they go. */
const AT_ONCE = 6;

type RunOperation = { readonly operationId: string; readonly signal?: AbortSignal };

/**
 * The job: goes on with an operation where it was left. Each act is idempotent and its outcome is stored before
 * the next batch begins, so a worker that dies loses nothing and nothing that is done is done over.
 */
export async function runOperation(ctx: Context, { operationId, signal }: RunOperation): Promise<void> {
	const operation = await ctx.db.operations.find(operationId);
	if (operation === null || operation.state === "done" || operation.state === "stopped") return;
	const own = await asTheyMayNow(ctx, operation);
	if (own === null) return stopRefused(ctx, operation);
	if (operation.kind === "check") return runCheckOperation(ctx, own, operation);
	await ctx.db.operations.setState(operationId, "running", ctx.now());
	const act = await actOf(own, operation);
	await runSlice(ctx, operation, act, signal);
}

/** What an operation needs from the table of abilities, whenever it goes on. */
const NEEDS = {
	check: "connector.check",
	resume: "connector.change",
	offboard: "connector.change",
	"decline-template": "connector.change",
	"add-proof": "connector.check",
	"add-tag": "connector.change",
	"remove-tag": "connector.change",
	pause: "connector.change",
	adopt: "connector.connect",
} as const satisfies Record<OperationKind, Ability>;

/** As whoever began it may act by now, whatever they might when they began; null: they may no longer. */
async function asTheyMayNow(ctx: Context, { kind, actor }: Operation): Promise<Context | null> {
	const now = await presentActor(ctx, actor);
	if (now === null) return null;
	const own = ctx.actingAs(now);
	return own.can(NEEDS[kind]) ? own : null;
}

/** What is done stays done. */
async function stopRefused({ db, actor, now }: Context, { id, kind }: Operation): Promise<void> {
	await db.transaction(async (tx) => {
		const at = now();
		if (!(await tx.operations.setState(id, "stopped", at))) return;
		await tx.operations.finishRest(id, { state: "failed", code: "NOT_ALLOWED" });
		const details = { kind, reason: "Whoever began it may no longer do it." };
		const entry = { action: "operation.stopped", subject: id, at, details, outcome: "refused" as const };
		await tx.audit.append({ actor, ...entry });
	});
}

async function runSlice(ctx: Context, { id }: Operation, act: ActOnOne, signal?: AbortSignal): Promise<void> {
	const { operations } = ctx.db;
	const endsAt = ctx.now().getTime() + SLICE_MS;
	for (;;) {
		// A stopped operation has none left.
		const subjects = await operations.nextItems(id, { after: "", limit: BATCH });
		if (subjects.length === 0) return void (await operations.setState(id, "done", ctx.now()));
		const isDue = signal?.aborted === true || ctx.now().getTime() >= endsAt;
		if (isDue) return ctx.jobs.runOperation(id);
		await operations.finishItems(id, await actOnAll(ctx, subjects, act));
	}
}

async function actOnAll(
	ctx: Context,
	subjects: readonly string[],
	act: ActOnOne,
): Promise<readonly ItemOutcome[]> {
	const outcomes: ItemOutcome[] = [];
	const waiting = [...subjects];
	const one = async () => {
		for (let subject = waiting.shift(); subject !== undefined; subject = waiting.shift()) {
			outcomes.push(await outcomeOf(ctx, subject, act));
		}
	};
	await Promise.all(Array.from({ length: AT_ONCE }, one));
	return outcomes;
}

/** A surprise with one connector is that one's failure: the others are not held up by it. */
async function outcomeOf(ctx: Context, subject: string, act: ActOnOne): Promise<ItemOutcome> {
	try {
		const result = await act(subject);
		if (!result.ok) return { subject, state: "failed", code: result.failure.code };
		return { subject, state: result.value === "nothing-to-do" ? "skipped" : "done", code: null };
	} catch (error) {
		const name = error instanceof Error ? error.name : "unknown";
		ctx.log.error(
			{ event: "operation-item-crashed", subject, error: name },
			"an act of an operation crashed",
		);
		return { subject, state: "failed", code: "UNEXPECTED" };
	}
}

/** Operations whose slice got lost: asked for again, which is harmless where it did not. */
export async function resumeOperations(ctx: Context): Promise<void> {
	for (const id of await ctx.db.operations.unfinished(100)) await ctx.jobs.runOperation(id);
}
