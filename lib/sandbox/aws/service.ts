import type { Caller } from "./caller.ts";
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
