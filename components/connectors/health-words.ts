import type { Destination } from "#lib/domain/destination.ts";
import { wordsOf } from "#lib/domain/destinations/words-of.ts";
import type { HealthState } from "#lib/domain/health.ts";

type Words = {
	/** What the state means, in one sentence. */
	readonly meaning: string;
	/** What to do when no single check says it better. */
	readonly todo: string;
};

/** `{vendor}` is whom the role is for. */
const WORDS = {
	healthy: {
		meaning:
			"{vendor} gets in with its external ID, nobody gets in without it, and everything asked for works.",
		todo: "Nothing. The checks go on by themselves.",
	},
	degraded: {
		meaning: "The connection itself is proven; something beside it does not work as asked for.",
		todo: "Open the checks below that did not pass. Each says what would mend it.",
	},
	failing: {
		meaning: "{vendor} cannot do its work in this account now.",
		todo: "Follow the fix of the failed check below, then run the checks again.",
	},
	quarantined: {
		meaning:
			"The role takes a wrong external ID or none, or refuses {vendor}'s. Until that is mended it must not be used.",
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

/** A platform connector's role is its owner's own: no stack of ours, and Harness comes as a delegate or a user. */
const PLATFORM_WORDS = {
	healthy: {
		meaning:
			"Rolebridge gets in with an external ID of its own, no stranger does, and Harness's own test passed.",
		todo: WORDS.healthy.todo,
	},
	quarantined: {
		meaning:
			"The role lets in a stranger, or takes a wrong external ID or none. Until that is mended it must not be used.",
		todo: "Correct the role's trust policy, then run the checks again.",
	},
	reported: {
		meaning: WORDS.reported.meaning,
		todo: "Nothing, or add proof: one more statement in the role's trust policy lets Rolebridge ask AWS itself.",
	},
} as const satisfies Partial<Record<HealthState, Words>>;

const WITHOUT_ROLE: Words = {
	meaning:
		"Harness says that it works. Only Harness or its delegate has these credentials, so nothing can be proven from here.",
	todo: "Nothing. Harness is asked again by itself.",
};

type HealthSubject = {
	readonly destination: Destination;
	/** False: a delegate or a key has the permissions, and there is no role that could be asked. */
	readonly hasRole: boolean;
};

/**
 * What a state means for this connector, and what to do when no single check says it better.
 *
 * @example healthWords("failing", { destination: "cloudzero", hasRole: true }).meaning
 * // "CloudZero cannot do its work in this account now."
 */
export function healthWords(state: HealthState, { destination, hasRole }: HealthSubject): Words {
	if (destination === "harness-platform") {
		if (state === "reported" && !hasRole) return WITHOUT_ROLE;
		const own: Partial<Record<HealthState, Words>> = PLATFORM_WORDS;
		if (own[state] !== undefined) return own[state];
	}
	const { meaning, todo } = WORDS[state];
	return { meaning: meaning.replaceAll("{vendor}", wordsOf(destination).product), todo };
}
