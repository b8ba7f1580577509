import type { QueryParams } from "./dashboard-query.ts";

export const AUDIT_OUTCOMES = ["done", "refused", "failed"] as const;
export const ACTOR_KINDS = ["person", "key", "launch-link", "system"] as const;

/** What the audit log is searched for. An empty text is no condition; all that are given must hold. */
export type AuditFilter = {
	/** Part of a name, or a whole id. */
	readonly who: string;
	readonly kind: (typeof ACTOR_KINDS)[number] | "";
	/** An action, or the beginning of one up to a dot: `connector.` */
	readonly action: string;
	/** Part of the subject, or of a connector's name. */
	readonly about: string;
	readonly outcome: (typeof AUDIT_OUTCOMES)[number] | "";
	/** First and last day, UTC: `2026-11-22`. */
	readonly from: string;
	readonly to: string;
	/** Part of anything that the entry says. */
	readonly q: string;
};

export const NO_AUDIT_FILTER: AuditFilter = {
	who: "",
	kind: "",
	action: "",
	about: "",
	outcome: "",
	from: "",
	to: "",
	q: "",
};

const LONGEST = 200;
const DAY_MS = 86_400_000;

/**
 * A filter from a URL's query. What cannot be read is no condition, so that no address breaks the page.
 *
 * @example parseAuditQuery({ who: " Ada ", from: "yesterday" }) // { who: "Ada", from: "", … }
 */
export function parseAuditQuery(params: QueryParams): AuditFilter {
	const text = (name: keyof AuditFilter) => {
		const value = params[name];
		const one = (Array.isArray(value) ? value[0] : value) ?? "";
		return one.trim().slice(0, LONGEST);
	};
	const day = (name: "from" | "to") => (startOfDay(text(name)) === null ? "" : text(name));
	return {
		who: text("who"),
		kind: ACTOR_KINDS.find((kind) => kind === text("kind")) ?? "",
		action: text("action"),
		about: text("about"),
		outcome: AUDIT_OUTCOMES.find((outcome) => outcome === text("outcome")) ?? "",
		from: day("from"),
		to: day("to"),
		q: text("q"),
	};
}

/** The filter as a query, without what is no condition; parseAuditQuery() reads it back. */
export function serializeAuditQuery(filter: AuditFilter): string {
	const given = Object.entries(filter).filter(([, value]) => value !== "");
	return new URLSearchParams(given).toString();
}

/** The moments between which an entry lies: from the first day's beginning to before the last day's end. */
export function auditTimes({ from, to }: Pick<AuditFilter, "from" | "to">): {
	readonly since: Date | null;
	readonly before: Date | null;
} {
	const last = startOfDay(to);
	return { since: startOfDay(from), before: last && new Date(last.getTime() + DAY_MS) };
}

function startOfDay(text: string): Date | null {
	if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
	const at = new Date(`${text}T00:00:00Z`);
	// 30 February is read as 2 March: no such day was meant.
	return Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== text ? null : at;
}
