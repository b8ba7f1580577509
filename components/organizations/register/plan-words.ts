import type { PlanAction, PlanReason } from "#lib/domain/rollout.ts";

type ActionWords = { readonly title: string; readonly what: string };

export const ACTION_WORDS = {
	create: { title: "Create", what: "New in Harness." },
	update: { title: "Update", what: "In Harness, and different from what is here." },
	adopt: {
		title: "Adopt",
		what: "In Harness for the same account, under another identifier or made by others.",
	},
	unchanged: { title: "Leave alone", what: "In Harness as it ought to be." },
	blocked: { title: "Not registered", what: "Something has to come first." },
} as const satisfies Record<PlanAction, ActionWords>;

export const REASON_WORDS = {
	new: "Not in Harness yet.",
	differs: "Differs in Harness.",
	"already-there": "Harness has a connector for this account already.",
	same: "As it ought to be.",
	"not-deployed": "Its stack is not there yet.",
	"role-not-found": "Its role does not answer yet.",
	"not-proven": "Its trust checks have not all passed lately.",
	quarantined: "The role lets in others: it is quarantined, and is never registered.",
	"identifier-taken": "Another account's connector has this identifier.",
	"account-left": "It left the organization.",
	"account-not-active": "The account is suspended or closed.",
	"no-connector": "No connector was made for it here.",
} as const satisfies Record<PlanReason, string>;
