import type { Context } from "#lib/context.ts";
import type { KeptAnswer } from "#lib/db/idempotency-port.ts";
import { canonicalJson } from "#lib/domain/canonical-json.ts";
import type { FailureCode } from "#lib/domain/failures.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";

export type Once = {
	/** The Idempotency-Key. */
	readonly key: string;
	readonly method: string;
	readonly path: string;
	readonly body: unknown;
};
export type AnsweredOnce = { readonly answer: KeptAnswer; readonly isRepeated: boolean };

/** Within this time the same key means the same request. */
const KEPT_HOURS = 24;
/** A request without an answer after so long lost its process: its repetition begins anew. */
const GIVEN_UP_MINUTES = 5;
const MINUTE_MS = 60_000;

/**
 * Does a write once, however often it is sent with the same key: whoever repeats it gets the first answer. What
 * failed on our side, or was put off, is kept for nobody.
 */
export async function answerOnce(
	ctx: Context,
	{ key, method, path, body }: Once,
	work: () => Promise<KeptAnswer>,
): Promise<Result<AnsweredOnce>> {
	const requestHash = ctx.sha256Hex(canonicalJson([method, path, body ?? null]));
	const request = { actorId: ctx.actor.id, key, requestHash };
	const now = ctx.now();
	const before = (minutes: number) => new Date(now.getTime() - minutes * MINUTE_MS);
	const begun = await ctx.db.idempotency.begin(request, {
		now,
		forgottenBefore: before(KEPT_HOURS * 60),
		givenUpBefore: before(GIVEN_UP_MINUTES),
	});
	if (begun.state === "answered") return ok({ answer: begun.answer, isRepeated: true });
	if (begun.state !== "begun") return failed({ code: REFUSALS[begun.state], field: "Idempotency-Key" });
	try {
		const answer = await work();
		if (answer.status >= 500 || answer.status === 429) await ctx.db.idempotency.forget(request);
		else await ctx.db.idempotency.finish(request, answer, ctx.now());
		return ok({ answer, isRepeated: false });
	} catch (error) {
		await ctx.db.idempotency.forget(request);
		throw error;
	}
}

const REFUSALS = {
	"other-request": "IDEMPOTENCY_KEY_REUSED",
	running: "IDEMPOTENT_REQUEST_RUNNING",
} as const satisfies Record<string, FailureCode>;
