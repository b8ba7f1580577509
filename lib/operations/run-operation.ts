import type { Ability } from "#lib/auth/abilities.ts";
import type { Context } from "#lib/context.ts";
import type { Operation } from "#lib/db/operations-port.ts";
import type { FailureCode } from "#lib/domain/failures.ts";
import type { ItemOutcome, OperationKind } from "#lib/domain/operation.ts";
import { type Act, type ActOnOne, actOf } from "./act-of.ts";
import { presentActor } from "./present-actor.ts";
import { runCheckOperation } from "./run-check-operation.ts";

/** After so long it is asked again whether whoever began it may still do it, and with which key. */
const SLICE_MS = 40_000;
/** After so long the job hands over to a new one: before it expires, and no sooner, for a hand-over costs time. */
const JOB_MS = 50 * 60_000;
/** Harness is left alone for so long once it stops answering, or takes no more. */
const WAIT_SECONDS = 30;
/** So long an operation waits before its items fail. */
const GIVE_UP_MS = 2 * 60 * 60_000;

type RunOperation = { readonly operationId: string; readonly signal?: AbortSignal };

/**
 * The job: goes on with an operation where it was left. Each act is idempotent and its outcome is stored before
 * the next batch begins, so a worker that dies loses nothing and nothing that is done is done over.
 */
export async function runOperation(ctx: Context, { operationId, signal }: RunOperation): Promise<void> {
	const handsOverAt = ctx.now().getTime() + JOB_MS;
	while (await runPart(ctx, { operationId, ...(signal && { signal }) })) {
		const mustEnd = signal?.aborted === true || ctx.now().getTime() >= handsOverAt;
		if (mustEnd) return ctx.jobs.runOperation(operationId);
	}
}

/** Whether there is more to do now. */
async function runPart(ctx: Context, { operationId, signal }: RunOperation): Promise<boolean> {
	const operation = await ctx.db.operations.find(operationId);
	if (operation === null || operation.state === "done" || operation.state === "stopped") return false;
	const own = await asTheyMayNow(ctx, operation);
	if (own === null) {
		await stopRefused(ctx, operation);
		return false;
	}
	if (operation.kind === "check") {
		await runCheckOperation(ctx, own, operation);
		return false;
	}
	await ctx.db.operations.setState(operationId, "running", ctx.now());
	return runSlice(ctx, operation, await actOf(own, operation), signal);
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
	register: "connector.connect",
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

/** Whether there is more to do now. */
async function runSlice(
	ctx: Context,
	operation: Operation,
	act: Act,
	signal?: AbortSignal,
): Promise<boolean> {
	const { id } = operation;
	const { operations } = ctx.db;
	const endsAt = ctx.now().getTime() + SLICE_MS;
	let batch = act.endsAll.length > 0 && (await isUntouched(ctx, operation)) ? 1 : act.batch;
	for (;;) {
		// A stopped operation has none left.
		const subjects = await operations.nextItems(id, { after: "", limit: batch });
		if (subjects.length === 0) {
			await operations.setState(id, "done", ctx.now());
			return false;
		}
		if (signal?.aborted === true || ctx.now().getTime() >= endsAt) return true;
		const outcomes = await actOnAll(ctx, subjects, act);
		const mayWait = ctx.now().getTime() - operation.createdAt.getTime() < GIVE_UP_MS;
		const waiting = outcomes.filter(({ code }) => mayWait && code !== null && act.mustWait(code));
		await operations.finishItems(
			id,
			outcomes.filter((outcome) => !waiting.includes(outcome)),
		);
		const end = outcomes.find(({ code }) => code !== null && act.endsAll.includes(code));
		if (end !== undefined) {
			await endAll(ctx, operation, end.code);
			return false;
		}
		if (waiting.length > 0) {
			await ctx.jobs.runOperation(id, { startAfterSeconds: WAIT_SECONDS });
			return false;
		}
		batch = act.batch;
	}
}

async function isUntouched({ db }: Context, { id, total }: Operation): Promise<boolean> {
	return (await db.operations.counts(id)).queued === total;
}

/** Nobody else of them would fare better. */
async function endAll({ db, now }: Context, { id }: Operation, code: FailureCode | null): Promise<void> {
	await db.operations.finishRest(id, { state: "failed", code });
	await db.operations.setState(id, "done", now());
}

async function actOnAll(
	ctx: Context,
	subjects: readonly string[],
	act: Act,
): Promise<readonly ItemOutcome[]> {
	const outcomes: ItemOutcome[] = [];
	const waiting = [...subjects];
	const one = async () => {
		for (let subject = waiting.shift(); subject !== undefined; subject = waiting.shift()) {
			const outcome = await outcomeOf(ctx, subject, act.one);
			outcomes.push(outcome);
			// Those not begun yet are left for whoever ends them.
			if (outcome.code !== null && act.endsAll.includes(outcome.code)) waiting.length = 0;
		}
	};
	await Promise.all(Array.from({ length: act.atOnce }, one));
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
