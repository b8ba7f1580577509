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
	readonly send: (signal: AbortSignal) => Promise<Sent<T>>;
};

export type Sent<T> = { readonly value: T; readonly requestId: string | undefined };

export function createPerformer(retries: RetryPolicy, deadlineMs: number): Performer {
	return {
		async perform({ signer, region, signal: callerSignal, send }) {
			const limit = limitTo(deadlineMs, callerSignal);
			const outcome = await withRetries(retries, limit.signal, () =>
				attempt(() => send(limit.signal), signer),
			);
			limit.release();
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

async function attempt<T>(send: () => Promise<Sent<T>>, signer: Signer): Promise<Attempt<Sent<T>>> {
	try {
		return { ok: true, value: await send() };
	} catch (thrown) {
		const facts = awsErrorFacts(thrown);
		return { ok: false, facts, mapped: mapAwsError(facts, signer) };
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
