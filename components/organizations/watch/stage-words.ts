import type { CoverageStage } from "#lib/domain/rollout.ts";

type StageWords = {
	readonly title: string;
	/** What it takes to be counted. */
	readonly what: string;
	/** Of an account that has come so far and no further. */
	readonly here: string;
	/** After the number of those accounts. */
	readonly behind: string;
};

export const STAGE_WORDS = {
	expected: {
		title: "Expected",
		what: "Active accounts that the begun waves cover.",
		here: "Waits for its stack",
		behind: "without a stack",
	},
	deployed: {
		title: "Deployed",
		what: "Their stack was made.",
		here: "Its role does not answer yet",
		behind: "do not answer yet",
	},
	answering: {
		title: "Role answering",
		what: "The role lets Rolebridge in with its external ID.",
		here: "Being checked",
		behind: "not proven yet",
	},
	verified: {
		title: "Verified",
		what: "The role refuses every other ID, and its trust policy says so.",
		here: "Ready to register",
		behind: "not in Harness yet",
	},
	registered: {
		title: "Registered",
		what: "The connector is in Harness.",
		here: "Registered, not in order",
		behind: "not in order",
	},
	healthy: { title: "Healthy", what: "Every check has passed, lately.", here: "Healthy", behind: "" },
} as const satisfies Record<CoverageStage, StageWords>;
