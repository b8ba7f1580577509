import type { CheckDetails, JsonValue } from "#lib/domain/check.ts";
import { isList, isRecord } from "#lib/domain/json-values.ts";

/** One principal that a trust policy lets in, as the trust-policy check found it. */
export type Admitted = {
	readonly principal: string;
	readonly kind: string;
	readonly accountId: string | null;
	readonly needs: readonly string[];
};

/** Reads the details of a trust-policy result; null where the policy was not read. */
export function readWhoCanAssume(details: CheckDetails): readonly Admitted[] | null {
	const list = details.whoCanAssume;
	return isList(list) ? list.flatMap((entry) => admitted(entry) ?? []) : null;
}

function admitted(entry: JsonValue): Admitted | null {
	if (!isRecord(entry) || typeof entry.principal !== "string") return null;
	const needs = isList(entry.needs) ? entry.needs.flatMap((need) => clause(need) ?? []) : [];
	return {
		principal: entry.principal,
		kind: typeof entry.kind === "string" ? entry.kind : "other",
		accountId: typeof entry.accountId === "string" ? entry.accountId : null,
		needs,
	};
}

/** A condition as one line: `sts:ExternalId StringEquals harness:…`. */
function clause(need: JsonValue): string | null {
	if (!isRecord(need) || typeof need.key !== "string" || typeof need.operator !== "string") return null;
	const values = isList(need.values) ? need.values.map(String) : [];
	return `${need.key} ${need.operator} ${values.join(" | ")}`;
}
