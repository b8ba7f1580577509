import type { IncidentRow } from "#lib/db/incidents-port.ts";
import { FAILURES } from "#lib/domain/failures.ts";
import { parseCause } from "#lib/domain/incident-cause.ts";
import type { BadState, Resolution } from "#lib/domain/incidents.ts";

/** What to do first, by the state, where no code says it better. */
const FIRST = {
	quarantined: "Put the role's trust policy right, then run the checks again.",
	failing: "Open a connector and follow the fix of its failed check.",
	unknown: "Run the checks again. If they do not run at all, see whether a worker runs.",
	degraded: "Open a connector and see which check did not pass.",
} as const satisfies Record<BadState, string>;

type CauseAdvice = {
	readonly why: string | null;
	readonly first: string;
	readonly others: readonly string[];
};

/** Why, and what to do, likeliest first. */
export function causeAdvice(cause: string, state: BadState | null): CauseAdvice {
	const { code } = parseCause(cause);
	if (code === null) return { why: null, first: FIRST[state ?? "failing"], others: [] };
	const { cause: why, fixes } = FAILURES[code];
	const [first = FIRST[state ?? "failing"], ...others] = fixes;
	return { why, first, others };
}

export const RESOLUTION_WORDS = {
	recovered: "Recovered",
	blip: "Recovered",
	paused: "Paused",
	offboarded: "Offboarded",
	superseded: "Got worse",
} as const satisfies Record<Resolution, string>;

export function incidentHref({ kind, subject }: Pick<IncidentRow, "kind" | "subject">): string {
	if (kind === "connector") return `/connectors/${subject}`;
	if (kind === "audit") return "/audit";
	return kind === "harness" ? "/settings" : "/settings/verifier";
}

export function causeHref(cause: string, skip = 0): string {
	const query = new URLSearchParams({ cause, ...(skip > 0 && { skip: String(skip) }) });
	return `/incidents?${query}`;
}

/** @example countWords(1, "connector") // "1 connector" */
export function countWords(count: number, noun: string): string {
	return `${count.toLocaleString("en-US")} ${count === 1 ? noun : `${noun}s`}`;
}
