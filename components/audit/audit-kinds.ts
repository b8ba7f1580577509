import type { ACTOR_KINDS, AUDIT_OUTCOMES } from "#lib/domain/audit-query.ts";

export const KIND_WORDS = {
	person: "Person",
	key: "API key",
	"launch-link": "Launch link",
	system: "Rolebridge itself",
} as const satisfies Record<(typeof ACTOR_KINDS)[number], string>;

export const OUTCOME_WORDS = {
	done: "Done",
	refused: "Refused",
	failed: "Failed",
} as const satisfies Record<(typeof AUDIT_OUTCOMES)[number], string>;
