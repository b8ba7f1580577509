import type { JsonValue } from "./check.ts";
import { FAILURES, type FailureCode } from "./failures.ts";
import { type CauseKey, causeWords, parseCause } from "./incident-cause.ts";
import type { Resolution } from "./incidents.ts";
import type { PlannedMessage, PlannedTelling, Telling } from "./notification-plan.ts";

/** What the words need beside the plan. */
export type IncidentDetails = {
	readonly code: FailureCode | null;
	/** A connector's id, or what is in trouble. */
	readonly subject: string;
	readonly name: string;
	readonly awsAccountId: string | null;
	readonly owner: string | null;
	readonly openedAt: Date;
	readonly resolution: Resolution | null;
	readonly lastProofAt: Date | null;
};
export type MessageText = {
	readonly kind: "opened" | "recovered" | "digest";
	readonly title: string;
	readonly lines: readonly string[];
	/** Path of the page that shows more. */
	readonly path: string;
	/** For machines; bounded. */
	readonly facts: JsonValue;
};

const NAMES_IN_A_LINE = 5;
const INCIDENTS_IN_FACTS = 100;
const CAUSES_IN_A_DIGEST = 10;

/** A planned message in words; `details` holds every incident that it tells of. */
export function notificationWords(
	{ kind, tellings }: PlannedMessage,
	details: ReadonlyMap<string, IncidentDetails>,
): MessageText {
	const items = tellings.flatMap((item) => {
		const known = details.get(item.incident.id);
		return known === undefined ? [] : [{ ...item, details: known }];
	});
	const [first] = items;
	if (items.length === 1 && first !== undefined) return singleWords(first);
	return digestWords(kind, items);
}

type Item = PlannedTelling & { readonly details: IncidentDetails };

function singleWords(item: Item): MessageText {
	const { incident, telling, details } = item;
	const isConnector = incident.kind === "connector";
	return {
		kind: telling === "recovered" ? "recovered" : "opened",
		title: titleOf(item),
		lines: telling === "recovered" ? recoveryLines(item) : openingLines(item),
		path: isConnector ? `/connectors/${details.subject}` : "/incidents",
		facts: { event: telling, incidents: [factsOf(item)] },
	};
}

const TITLES = {
	degraded: (name, cause) => `${name} works with a fault: ${cause}`,
	unknown: (name) => `${name}: no proof that it works`,
	failing: (name, cause) => `${name} is failing: ${cause}`,
	quarantined: (name) => `Alarm: ${name} accepts a missing or wrong external ID`,
	flapping: (name, cause) => `${name} keeps failing and recovering: ${cause}`,
	trouble: (_, cause) => cause,
	recovered: (name) => `${name} works again`,
} as const satisfies Record<Telling, (name: string, cause: string) => string>;

function titleOf({ incident, telling, details }: Item): string {
	const cause = causeWords(incident.cause);
	if (telling !== "recovered") return TITLES[telling](nameOf(details), cause);
	if (incident.kind !== "connector") return `Over: ${cause}`;
	if (details.resolution === "paused") return `${nameOf(details)} was paused, its incident is closed`;
	if (details.resolution === "offboarded")
		return `${nameOf(details)} is being offboarded, its incident is closed`;
	return TITLES.recovered(nameOf(details));
}

function nameOf({ name, awsAccountId }: IncidentDetails): string {
	return awsAccountId === null ? name : `${name} (${awsAccountId})`;
}

function openingLines({ incident, telling, details }: Item): readonly string[] {
	const { code, owner, openedAt, lastProofAt } = details;
	const text = code === null ? null : FAILURES[code];
	return [
		...(telling === "unknown" ? [lastProofLine(lastProofAt)] : []),
		...(text === null ? [] : [text.cause]),
		...(text?.fixes[0] === undefined ? [] : [`What to do first: ${text.fixes[0]}`]),
		...(telling === "quarantined" ? ["It stays registered: Rolebridge removes nothing by itself."] : []),
		...(telling === "flapping"
			? ["The next message comes when it has stayed in one state for 15 minutes."]
			: []),
		...(telling === "trouble"
			? [
					"While this lasts, nothing is told about the connectors that rest on it. What is still wrong afterwards is told then.",
				]
			: []),
		`Since ${utc(openedAt)}.`,
		...(owner === null || incident.kind !== "connector" ? [] : [`Owner: ${owner}.`]),
	];
}

function lastProofLine(lastProofAt: Date | null): string {
	return lastProofAt === null
		? "It was never proven to work."
		: `It was last proven to work at ${utc(lastProofAt)}.`;
}

function recoveryLines({ incident, details }: Item): readonly string[] {
	const { openedAt } = details;
	const { resolvedAt } = incident;
	return [
		`It was wrong because: ${causeWords(incident.cause)}.`,
		resolvedAt === null ? `Since ${utc(openedAt)}.` : `From ${utc(openedAt)} to ${utc(resolvedAt)}.`,
	];
}

function digestWords(kind: PlannedMessage["kind"], items: readonly Item[]): MessageText {
	const groups = groupByCause(items);
	const shown = groups.slice(0, CAUSES_IN_A_DIGEST);
	const left = groups.length - shown.length;
	return {
		kind: kind === "recovered" ? "recovered" : "digest",
		title: digestTitle(kind, items.length, groups),
		lines: [
			...shown.map(([cause, members]) => groupLine(kind, cause, members)),
			...(left > 0 ? [`And ${count(left, "other cause")}.`] : []),
		],
		path: "/incidents",
		facts: {
			event: kind,
			count: items.length,
			causes: shown.map(([cause, members]) => ({ cause, words: causeWords(cause), count: members.length })),
			incidents: items.slice(0, INCIDENTS_IN_FACTS).map(factsOf),
		},
	};
}

type Group = readonly [cause: CauseKey, members: readonly Item[]];

/** The largest group first. */
function groupByCause(items: readonly Item[]): readonly Group[] {
	const groups = Map.groupBy(items, ({ incident }) => incident.cause);
	return [...groups].sort(([a, left], [b, right]) => right.length - left.length || (a < b ? -1 : 1));
}

function digestTitle(kind: PlannedMessage["kind"], total: number, groups: readonly Group[]): string {
	const connectors = count(total, "connector");
	if (kind === "alarm") return `Alarm: ${connectors} accept a missing or wrong external ID`;
	if (kind === "recovered") return `${connectors} work again`;
	const [largest] = groups;
	if (largest === undefined) return connectors;
	const cause = causeWords(largest[0]);
	if (groups.length === 1) return `${connectors}: ${cause}`;
	return `${connectors}, ${largest[1].length} of them: ${cause}`;
}

function groupLine(kind: PlannedMessage["kind"], cause: CauseKey, members: readonly Item[]): string {
	const names = members.slice(0, NAMES_IN_A_LINE).map(({ details }) => nameOf(details));
	const left = members.length - names.length;
	const who = left > 0 ? `${names.join(", ")} and ${left} more` : names.join(", ");
	const { code } = parseCause(cause);
	const fix = kind === "recovered" || code === null ? undefined : FAILURES[code].fixes[0];
	return [`${members.length}: ${causeWords(cause)} – ${who}.`, ...(fix === undefined ? [] : [fix])].join(" ");
}

function factsOf({ incident, telling, details }: Item): JsonValue {
	return {
		id: incident.id,
		kind: incident.kind,
		subject: details.subject,
		name: details.name,
		awsAccountId: details.awsAccountId,
		owner: details.owner,
		state: telling,
		code: details.code,
		cause: incident.cause,
		openedAt: details.openedAt.toISOString(),
		resolvedAt: incident.resolvedAt?.toISOString() ?? null,
	};
}

function count(n: number, noun: string): string {
	return `${n} ${n === 1 ? noun : `${noun}s`}`;
}

/** @example utc(new Date("2026-11-22T02:51:07Z")) // "2026-11-22 02:51 UTC" */
function utc(at: Date): string {
	return `${at.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
