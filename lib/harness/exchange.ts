import type { Admission } from "#lib/domain/breaker.ts";
import type { Failure } from "#lib/domain/failures.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import type { HarnessTarget } from "./port.ts";
import { callUrl, scrubber } from "./target.ts";

/** What stands before every request to Harness: its limit is shared by all that we do, in lanes. */
export type HarnessGate = {
	/** Waits for room. Everything but "go" means that nothing may be sent. */
	limit(accountId: string, signal: AbortSignal): Promise<Admission>;
	throttled(accountId: string): void;
	/** One call's end, after its retries. */
	observe(accountId: string, answer: { readonly isOutage: boolean }): void;
};

export type Fetch = (url: URL, init: RequestInit) => Promise<Response>;
export type HarnessOptions = {
	/** For one request and its whole answer. */
	readonly timeoutMs: number;
	/** Harness's own connection test asks AWS many things before it answers. */
	readonly testTimeoutMs: number;
	/** No new try starts once this much time has passed since the first. */
	readonly retryBudgetMs: number;
	readonly maxTries: number;
	readonly maxAnswerBytes: number;
	readonly fetch: Fetch;
	/** Milliseconds, never going back. */
	readonly clock: () => number;
	readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
	/** From 0 to 1, for the jitter. */
	readonly random: () => number;
	/** So long a call waits for room in the budget. */
	readonly maxWaitMs: number;
	/** None: nothing stands in the way. */
	readonly gate?: HarnessGate | undefined;
};

export type Request = {
	readonly method: "GET" | "POST" | "PUT" | "DELETE";
	readonly path: string;
	readonly query?: Readonly<Record<string, string>>;
	readonly body?: unknown;
	readonly timeoutMs?: number;
	readonly signal?: AbortSignal;
	/** Whether asking twice does no harm. */
	readonly repeatable: boolean;
};
/** What came back: JSON (key removed), or undefined when the answer was not JSON. */
export type Answer = { readonly httpStatus: number; readonly body: unknown; readonly tries: number };

const BASE_DELAY_MS = 500;
const MAX_DELAY_MS = 8_000;

/**
 * One call with its retries: 429 for every request (it was not carried out; Harness sends no Retry-After),
 * lost connections and 5xx for repeatable ones, with full jitter, inside the budget.
 */
export async function exchange(
	options: HarnessOptions,
	target: HarnessTarget,
	request: Request,
	isFinal: (answer: Answer) => boolean = () => false,
): Promise<Result<Answer>> {
	const url = callUrl(target, request.path, request.query ?? {});
	if (!(url instanceof URL)) return failed(url);
	let last: Result<Answer> | null = null;
	const startedAt = options.clock();
	for (let tries = 1; ; tries++) {
		const closed = await gateClosed(options, target, request);
		// A later try that finds no room: what the earlier one brought is the better answer.
		if (closed !== null) return last ?? failed(closed);
		const outcome = await tryOnce(options, target, url, request, tries);
		if (outcome.ok && outcome.value.httpStatus === 429) options.gate?.throttled(target.accountId);
		if (!mayRepeat(outcome, request) || (outcome.ok && isFinal(outcome.value)))
			return observed(options, target, request, outcome);
		const delayMs = options.random() * Math.min(MAX_DELAY_MS, BASE_DELAY_MS * 2 ** (tries - 1));
		const spentMs = options.clock() - startedAt + delayMs;
		if (tries >= options.maxTries || spentMs > options.retryBudgetMs || request.signal?.aborted)
			return observed(options, target, request, outcome);
		last = outcome;
		await options.sleep(delayMs, request.signal);
	}
}

/** Null: go on. Otherwise why nothing was sent. */
async function gateClosed(
	{ gate, maxWaitMs }: HarnessOptions,
	{ accountId }: HarnessTarget,
	{ signal }: Request,
): Promise<Failure | null> {
	if (gate === undefined) return null;
	const patience = AbortSignal.timeout(maxWaitMs);
	const admission = await gate.limit(accountId, signal ? AbortSignal.any([signal, patience]) : patience);
	switch (admission) {
		case "go":
			return null;
		case "later":
			return { code: "HARNESS_RATE_LIMITED", detail: "Not asked: the request budget left no room in time." };
		case "away":
			return { code: "HARNESS_UNAVAILABLE", detail: "Not asked: Harness has not been answering." };
		default:
			return admission satisfies never;
	}
}

/** Tells the gate whether Harness itself is there; who loses interest says nothing about it. */
function observed(
	{ gate }: HarnessOptions,
	{ accountId }: HarnessTarget,
	{ signal }: Request,
	outcome: Result<Answer>,
): Result<Answer> {
	const isUnreadable = outcome.ok && outcome.value.httpStatus < 300 && outcome.value.body === undefined;
	const isOutage = !outcome.ok || outcome.value.httpStatus >= 500 || isUnreadable;
	if (!signal?.aborted) gate?.observe(accountId, { isOutage });
	return outcome;
}

function mayRepeat(outcome: Result<Answer>, request: Request): boolean {
	if (outcome.ok && outcome.value.httpStatus === 429) return true;
	if (!request.repeatable) return false;
	return outcome.ok ? outcome.value.httpStatus >= 500 : outcome.failure.code === "HARNESS_UNAVAILABLE";
}

async function tryOnce(
	options: HarnessOptions,
	target: HarnessTarget,
	url: URL,
	request: Request,
	tries: number,
): Promise<Result<Answer>> {
	const timeout = AbortSignal.timeout(request.timeoutMs ?? options.timeoutMs);
	const signal = request.signal ? AbortSignal.any([request.signal, timeout]) : timeout;
	try {
		const response = await options.fetch(url, {
			method: request.method,
			headers: {
				"x-api-key": target.apiKey,
				accept: "application/json",
				...(request.body === undefined ? {} : { "content-type": "application/json" }),
			},
			body: request.body === undefined ? null : JSON.stringify(request.body),
			// A redirect would carry the key to another host.
			redirect: "manual",
			signal,
		});
		const text = await boundedText(response, options.maxAnswerBytes);
		if (text === null)
			return failed({ code: "HARNESS_UNEXPECTED_ANSWER", detail: "The answer was too long." });
		return ok({ httpStatus: response.status, body: parseJson(text, scrubber(target.apiKey)), tries });
	} catch (error) {
		return failed(networkFailure(error, signal));
	}
}

async function boundedText(response: Response, maxBytes: number): Promise<string | null> {
	const chunks: Uint8Array[] = [];
	let length = 0;
	for await (const chunk of response.body ?? []) {
		length += chunk.byteLength;
		// Leaving the loop cancels the stream, so the rest is never read.
		if (length > maxBytes) return null;
		chunks.push(chunk);
	}
	return Buffer.concat(chunks).toString("utf8");
}

function parseJson(text: string, scrub: (text: string) => string): unknown {
	try {
		return JSON.parse(scrub(text), (_, value) => (typeof value === "string" ? scrub(value) : value));
	} catch {
		return undefined;
	}
}

/** Only the system's error code is told: a message may quote the request. */
function networkFailure(error: unknown, signal: AbortSignal): Failure {
	if (signal.aborted) return { code: "HARNESS_TIMEOUT" };
	const code = errorCode(error) ?? (error instanceof Error ? errorCode(error.cause) : null);
	return { code: "HARNESS_UNAVAILABLE", detail: `The connection failed (${code ?? "no reason given"}).` };
}

function errorCode(error: unknown): string | null {
	if (typeof error !== "object" || error === null || !("code" in error)) return null;
	return typeof error.code === "string" && /^[A-Z0-9_]{1,60}$/.test(error.code) ? error.code : null;
}
