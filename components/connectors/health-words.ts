import type { HealthState } from "#lib/domain/health.ts";

type Words = {
	/** What the state means, in one sentence. */
	readonly meaning: string;
	/** What to do when no single check says it better. */
	readonly todo: string;
};

export const HEALTH_WORDS = {
	healthy: {
		meaning:
			"Harness gets in with its external ID, nobody gets in without it, and everything asked for works.",
		todo: "Nothing. The checks go on by themselves.",
	},
	degraded: {
		meaning: "The connection itself is proven; something beside it does not work as asked for.",
		todo: "Open the checks below that did not pass. Each says what would mend it.",
	},
	failing: {
		meaning: "Harness cannot do its work in this account now.",
		todo: "Follow the fix of the failed check below, then run the checks again.",
	},
	quarantined: {
		meaning:
			"The role takes a wrong external ID or none, or refuses Harness's. Until that is mended it must not be used.",
		todo: "Correct the role's trust policy: update the stack with the template, then run the checks again.",
	},
	pending: {
		meaning: "The set-up is not finished, or something made moments ago is not expected to work yet.",
		todo: "Finish the set-up, or wait: what is awaited is asked for again.",
	},
	reported: {
		meaning:
			"Harness says that it works. The role does not trust Rolebridge, so nothing is proven from here.",
		todo: "Update the stack with our template, which adds a statement for Rolebridge; the role keeps its ARN.",
	},
	paused: { meaning: "Checks are off for this connector.", todo: "Nothing while it is meant to be so." },
	unknown: {
		meaning: "There is no recent evidence, so nothing is claimed.",
		todo: "Run the checks again.",
	},
} as const satisfies Record<HealthState, Words>;
