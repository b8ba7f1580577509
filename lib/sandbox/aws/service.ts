import type { Caller } from "./caller.ts";
import { validationError } from "./errors.ts";
import type { World } from "./world.ts";
import type { XmlValue } from "./xml.ts";

/** One authenticated call, as a service sees it. */
export type Call = {
	readonly world: World;
	readonly caller: Caller;
	/** From the credential scope. */
	readonly region: string;
	readonly requestId: string;
};

/** Parameters of the query protocol, flat as sent. */
export type QueryParams = ReadonlyMap<string, string>;
export type QueryAction = (call: Call, params: QueryParams) => XmlValue | Promise<XmlValue>;
export type JsonAction = (call: Call, input: { readonly [key: string]: unknown }) => unknown;

/** Items from the token's place on, at most `most` or what the call asks for. */
export function pageOf<T>(
	all: readonly T[],
	params: QueryParams,
	most: number,
): { readonly items: readonly T[]; readonly NextToken?: string } {
	const start = Number(params.get("NextToken") ?? 0);
	if (!Number.isInteger(start) || start < 0) throw validationError("NextToken is not valid.");
	const asked = Number(params.get("MaxResults") ?? most);
	if (!Number.isInteger(asked) || asked < 1 || asked > most)
		throw validationError(`MaxResults must be between 1 and ${most}.`);
	const end = start + asked;
	return { items: all.slice(start, end), ...(end < all.length ? { NextToken: String(end) } : {}) };
}

/** `Prefix.member.1`, `Prefix.member.2` … in their order. */
export function listParam(params: QueryParams, prefix: string, item = ".member"): string[] {
	const values: string[] = [];
	for (let index = 1; params.has(`${prefix}${item}.${index}`); index += 1)
		values.push(params.get(`${prefix}${item}.${index}`) ?? "");
	return values;
}

/** `Prefix.member.1.Field` … as one record an item. */
export function recordsParam(params: QueryParams, prefix: string): Record<string, string>[] {
	const records = new Map<number, Record<string, string>>();
	for (const [name, value] of params) {
		const match = /^\.member\.(\d+)\.(.+)$/.exec(name.startsWith(prefix) ? name.slice(prefix.length) : "");
		if (match === null) continue;
		const index = Number(match[1]);
		records.set(index, { ...records.get(index), [match[2] ?? ""]: value });
	}
	return [...records].sort(([a], [b]) => a - b).map(([, record]) => record);
}
