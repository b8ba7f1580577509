import type { Context } from "#lib/context.ts";
import type { Db } from "#lib/db/port.ts";

type Memory = Map<string, { readonly at: number; readonly value: Promise<unknown> }>;
/** By database as somebody sees it, so that it lives and ends with the process's own. */
const memories = new WeakMap<Db, Memory>();
/** So many readings are known of each at most; the oldest goes first. */
const MOST = 500;

/**
 * What everybody who sees the same reads within so long, read once. What is not worth it when it was read is shared
 * by those alone who wait for it; a failure is forgotten.
 */
export function remembered<T>(
	{ db, now: clock }: Pick<Context, "db" | "now">,
	key: string,
	maxAgeMs: number,
	read: () => Promise<T>,
	isWorthIt: (value: T) => boolean = () => true,
): Promise<T> {
	const memory: Memory = memories.get(db) ?? new Map();
	memories.set(db, memory);
	const now = clock().getTime();
	const known = memory.get(key);
	if (known !== undefined && Math.abs(now - known.at) <= maxAgeMs) return asRead<T>(known.value);
	const value = read();
	memory.delete(key);
	memory.set(key, { at: now, value });
	const [oldest] = memory.keys();
	if (memory.size > MOST && oldest !== undefined) memory.delete(oldest);
	const forget = () => memory.get(key)?.value === value && memory.delete(key);
	value.then((found) => isWorthIt(found) || forget(), forget);
	return value;
}

/** Sound: each key has one reader. */
function asRead<T>(value: Promise<unknown>): Promise<T> {
	return value as Promise<T>;
}
