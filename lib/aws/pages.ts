import type { Sent } from "./perform.ts";
import type { AwsAnswer } from "./port.ts";

export type Page<T> = { readonly items: readonly T[]; readonly next: string | undefined };
/** Makes one call with a deadline and retries of its own. */
export type Perform = <T>(send: (signal: AbortSignal) => Promise<Sent<T>>) => Promise<AwsAnswer<T>>;

/** More than any list of an organization has: 10,000 accounts come in 500 pages of twenty. */
const MOST_PAGES = 2_000;

/**
 * Every page of a list, each with the deadline and the retries of one call: a list of hundreds of pages then neither
 * runs out of time nor begins again because one page was throttled. Whoever calls bounds the whole by its signal.
 */
export async function everyPage<T>(
	perform: Perform,
	sendPage: (token: string | undefined, signal: AbortSignal) => Promise<Sent<Page<T>>>,
): Promise<AwsAnswer<readonly T[]>> {
	const items: T[] = [];
	let token: string | undefined;
	for (let page = 0; page < MOST_PAGES; page++) {
		const answer = await perform((signal) => sendPage(token, signal));
		if (answer.kind !== "answered") return answer;
		items.push(...answer.value.items);
		const { next } = answer.value;
		if (next === undefined || next === "" || next === token) return { ...answer, value: items };
		token = next;
	}
	throw new Error(`A list of AWS did not end within ${MOST_PAGES} pages.`);
}
