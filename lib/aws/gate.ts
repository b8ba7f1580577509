import type { Admission } from "#lib/domain/breaker.ts";
import type { FailureCode } from "#lib/domain/failures.ts";
import type { AwsErrorFacts, MappedError } from "./map-error.ts";

/** What stands before every request to STS: all workers share its quota, and nobody hammers it while it is down. */
export type StsGate = {
	/** Waits for room. Everything but "go" means that nothing may be sent. */
	limit(region: string, signal: AbortSignal): Promise<Admission>;
	throttled(region: string): void;
	/** One call's end, after its retries. `account`: of the role, or null where the call is about ourselves. */
	observe(region: string, answer: { readonly account: string | null; readonly isOutage: boolean }): void;
};

/** The gate as one call meets it. */
export type CallGate = {
	admit(signal: AbortSignal): Promise<Admission>;
	throttled(): void;
	observe(isOutage: boolean): void;
};

/** Undefined: nothing was handed in, so nothing stands in the way. */
export function callGate(
	gate: StsGate | undefined,
	region: string,
	account: string | null,
): CallGate | undefined {
	if (gate === undefined) return undefined;
	return {
		admit: (signal) => gate.limit(region, signal),
		throttled: () => gate.throttled(region),
		observe: (isOutage) => gate.observe(region, { account, isOutage }),
	};
}

type Refused = { readonly facts: AwsErrorFacts; readonly mapped: MappedError };

/** A request that was never sent; what STS would have said is not known. */
export function notSent(admission: Exclude<Admission, "go">): Refused {
	return admission === "later"
		? refused("AWS_THROTTLED", "Not asked: the request budget left no room in time.")
		: refused("AWS_UNAVAILABLE", "Not asked: STS has not been answering; it is tried again shortly.");
}

function refused(code: FailureCode, message: string): Refused {
	const facts = { name: "NotSent", message, httpStatus: null, requestId: null, clockCorrected: false };
	return { facts, mapped: { kind: "failed", code, retry: "no" } };
}

/** No answer, a server error, or nothing that could be read: about the system, not about the role. */
export function isOutage({ facts, mapped }: Refused): boolean {
	if (mapped.code === "AWS_UNAVAILABLE" || mapped.code === "AWS_TIMEOUT") return true;
	return mapped.code === "AWS_UNEXPECTED" && (facts.httpStatus === null || facts.httpStatus < 400);
}
