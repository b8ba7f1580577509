import type { Failure } from "./failures.ts";

export type Ok<T> = { readonly ok: true; readonly value: T };
export type Failed<F> = { readonly ok: false; readonly failure: F };

/** An expected outcome is a value; only surprises are thrown. */
export type Result<T, F = Failure> = Ok<T> | Failed<F>;

export function ok<T>(value: T): Ok<T> {
	return { ok: true, value };
}

export function failed<F>(failure: F): Failed<F> {
	return { ok: false, failure };
}
