import type { IdempotencyRepository, IdempotentRequest, KeptAnswer } from "#lib/db/idempotency-port.ts";

/** The answers that were kept, by whose request it was and its key. */
export function memoryIdempotency(): IdempotencyRepository {
	const kept = new Map<string, { hash: string; at: Date; answer: KeptAnswer | null }>();
	const name = ({ actorId, key }: IdempotentRequest) => JSON.stringify([actorId, key]);
	return {
		begin: async (request, { now, forgottenBefore, givenUpBefore }) => {
			const found = kept.get(name(request));
			const isTheSame = found?.hash === request.requestHash;
			const isGivenUp = found?.answer === null && isTheSame && found.at < givenUpBefore;
			if (found === undefined || found.at < forgottenBefore || isGivenUp) {
				kept.set(name(request), { hash: request.requestHash, at: now, answer: null });
				return { state: "begun" };
			}
			if (!isTheSame) return { state: "other-request" };
			return found.answer === null ? { state: "running" } : { state: "answered", answer: found.answer };
		},
		finish: async (request, answer, at) =>
			void kept.set(name(request), { hash: request.requestHash, at, answer }),
		forget: async (request) => void kept.delete(name(request)),
		prune: async (before, limit) => {
			const old = [...kept].filter(([, { at }]) => at < before).slice(0, limit);
			for (const [key] of old) kept.delete(key);
			return old.length;
		},
	};
}
