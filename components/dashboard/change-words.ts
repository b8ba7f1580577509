import type { ChangeGroup } from "#lib/db/dashboard-port.ts";
import type { HealthState } from "#lib/domain/health.ts";
import { momentWords, numberWords } from "./chart-words.ts";

const BECAME = {
	quarantined: "went into quarantine",
	failing: "began failing",
	degraded: "became degraded",
	unknown: "lost their proof",
	pending: "wait for something",
	reported: "rest on Harness's word",
	paused: "were paused",
	healthy: "became healthy",
} as const satisfies Record<HealthState, string>;

/** What became of a group, and when: "3 began failing at 02:51 UTC". */
export function changeWords({ health, count, firstAt, lastAt }: ChangeGroup, now: number): string {
	const verb = health === "unknown" && count === 1 ? "lost its proof" : BECAME[health];
	return `${numberWords(count)} ${single(verb, count)} ${whenWords(firstAt, lastAt, now)}`;
}

/** The changes that somebody should look at, and the others. */
export function splitChanges(changes: readonly ChangeGroup[]): {
	readonly trouble: readonly ChangeGroup[];
	readonly rest: readonly ChangeGroup[];
} {
	const isTrouble = ({ health }: ChangeGroup) => TROUBLE.includes(health);
	return {
		trouble: changes
			.filter(isTrouble)
			.toSorted((a, b) => TROUBLE.indexOf(a.health) - TROUBLE.indexOf(b.health) || b.count - a.count),
		rest: changes.filter((change) => !isTrouble(change)),
	};
}

const TROUBLE: readonly HealthState[] = ["quarantined", "failing", "degraded", "unknown"];

function single(verb: string, count: number): string {
	if (count !== 1) return verb;
	return verb
		.replace(/^wait\b/, "waits")
		.replace(/^rest\b/, "rests")
		.replace(/^were\b/, "was");
}

/** "at 02:51 UTC"; of a span "between 02:51 and 04:10 UTC". The day is named when it is not today. */
function whenWords(first: number, last: number, now: number): string {
	const from = momentWords(first, now);
	const to = momentWords(last, now);
	return from === to ? `at ${from} UTC` : `between ${from} and ${to} UTC`;
}
