import type { OperationKind } from "#lib/domain/operation.ts";

type Words = {
	/** While it is under way. */
	readonly doing: string;
	/** What it was, once it is over. */
	readonly title: string;
	/** What an item of it is counted as: "12 of 40 checked". */
	readonly done: string;
};

export const OPERATION_WORDS = {
	check: { doing: "Checking connectors", title: "Check of many connectors", done: "checked" },
	"add-tag": { doing: "Adding a tag", title: "Tag added", done: "tagged" },
	"remove-tag": { doing: "Removing a tag", title: "Tag removed", done: "changed" },
	pause: { doing: "Pausing checks", title: "Checks paused", done: "paused" },
	resume: { doing: "Resuming checks", title: "Checks resumed", done: "resumed" },
	offboard: { doing: "Offboarding connectors", title: "Offboarding begun", done: "removed in Harness" },
	adopt: { doing: "Importing from Harness", title: "Import from Harness", done: "imported" },
	register: { doing: "Registering in Harness", title: "Rollout registered in Harness", done: "registered" },
	"decline-template": { doing: "Declining the template", title: "Template declined", done: "declined" },
	"add-proof": {
		doing: "Asking roles for our own proof",
		title: "Roles asked for our own proof",
		done: "asked",
	},
} as const satisfies Record<OperationKind, Words>;
