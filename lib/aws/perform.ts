import { type CallGate, isOutage, notSent } from "./gate.ts";
import { awsErrorFacts, mapAwsError, type Signer } from "./map-error.ts";
import type { AwsAnswer } from "./port.ts";
import { type Attempt, type RetryPolicy, withRetries } from "./retry.ts";

/** How every call is made: with a deadline, retries within the budget, and failures as values. */
export type Performer = {
	perform<T>(call: PerformedCall<T>): Promise<AwsAnswer<T>>;
};

export type PerformedCall<T> = {
	readonly signer: Signer;
	readonly region: string;
	readonly signal: AbortSignal | undefined;
	/** Asked before each attempt; absent: nothing stands in the way. */
	readonly gate?: CallGate | undefined;
	readonly send: (signal: AbortSignal) => Promise<Sent<T>>;
};

export type Sent<T> = { readonly value: T; readonly requestId: string | undefined };

export function createPerformer(retries: RetryPolicy, deadlineMs: number): Performer {
	return {
		async perform(call) {
			const { region } = call;
			const limit = limitTo(deadlineMs, call.signal);
			const outcome = await withRetries(retries, limit.signal, () => attempt(call, limit.signal));
			limit.release();
			// Who loses interest says nothing about the other side.
			if (!call.signal?.aborted && (outcome.ok || outcome.facts.name !== "NotSent"))
				call.gate?.observe(!outcome.ok && isOutage(outcome));
			if (outcome.ok) {
				return {
					kind: "answered",
					value: outcome.value.value,
					requestId: outcome.value.requestId ?? null,
					region,
				};
			}
			const { facts, mapped } = outcome;
			return {
				kind: mapped.kind,
				code: mapped.code,
				awsCode: facts.httpStatus === null ? null : facts.name,
				message: facts.message,
				requestId: facts.requestId,
				region,
			};
		},
	};
}

async function attempt<T>(
	{ gate, send, signer }: PerformedCall<T>,
	signal: AbortSignal,
): Promise<Attempt<Sent<T>>> {
	const admission = gate === undefined ? "go" : await gate.admit(signal);
	if (admission !== "go") return { ok: false, ...notSent(admission) };
	try {
		return { ok: true, value: await send(signal) };
	} catch (thrown) {
		const facts = awsErrorFacts(thrown);
		const mapped = mapAwsError(facts, signer);
		if (mapped.retry === "throttled") gate?.throttled();
		return { ok: false, facts, mapped };
	}
}

// AbortSignal.timeout and .any would each live on for the whole deadline after a call of milliseconds.
function limitTo(
	deadlineMs: number,
	caller: AbortSignal | undefined,
): { signal: AbortSignal; release(): void } {
	const controller = new AbortController();
	const abort = () => controller.abort();
	const timer = setTimeout(abort, deadlineMs);
	if (caller?.aborted) abort();
	caller?.addEventListener("abort", abort, { once: true });
	return {
		signal: controller.signal,
		release() {
			clearTimeout(timer);
			caller?.removeEventListener("abort", abort);
		},
	};
}
