import type { OperationKind } from "#lib/domain/operation.ts";

/** What can be done to many connectors at once from the list. */
export type BulkAct = Exclude<OperationKind, "adopt" | "register">;

type Words = {
	/** The button. */
	readonly label: string;
	/** The dialog's title, for a number of connectors in words. */
	readonly title: (connectors: string) => string;
	/** What happens, and what is lost. */
	readonly consequence: string;
	readonly go: string;
};

export const ACT_WORDS = {
	check: {
		label: "Run checks",
		title: (connectors) => `Run the checks of ${connectors}?`,
		consequence: "Each is verified once, within the limits set for AWS and Harness. Nothing is changed.",
		go: "Run checks",
	},
	"add-tag": {
		label: "Add tag…",
		title: (connectors) => `Add a tag to ${connectors}`,
		consequence: "A tag of the same key is replaced.",
		go: "Add tag",
	},
	"remove-tag": {
		label: "Remove tag…",
		title: (connectors) => `Remove a tag from ${connectors}`,
		consequence: "Channels and owners chosen by this tag no longer apply to them.",
		go: "Remove tag",
	},
	pause: {
		label: "Pause…",
		title: (connectors) => `Pause ${connectors}?`,
		consequence:
			"No checks run, nobody is told when a role breaks, and proof runs out. They stay registered.",
		go: "Pause checks",
	},
	resume: {
		label: "Resume",
		title: (connectors) => `Resume ${connectors}?`,
		consequence: "Their checks run again, beginning now. Those that are not paused stay as they are.",
		go: "Resume",
	},
	"add-proof": {
		label: "Add proof",
		title: (connectors) => `Ask the roles of ${connectors} for our own proof?`,
		consequence:
			"Each role is tried with the external ID that was made for it. Where AWS lets Rolebridge in, and nobody without that ID, our proof takes the place of Harness's word. A role that does not trust Rolebridge stays as it is; its connector's page says how to update the stack.",
		go: "Add proof",
	},
	"decline-template": {
		label: "Decline upgrade",
		title: (connectors) => `Decline the newest template for ${connectors}?`,
		consequence:
			"Their roles are no longer called outdated because of it. A template that comes after it is offered again.",
		go: "Decline upgrade",
	},
	offboard: {
		label: "Offboard…",
		title: (connectors) => `Offboard ${connectors}?`,
		consequence:
			"They are removed in Harness, which then collects no costs and stops no resources in these accounts. Roles and stacks stay in AWS until somebody deletes them; each connector's page says how. The audit trail is kept.",
		go: "Offboard",
	},
} as const satisfies Record<BulkAct, Words>;

/** "this connector", "12 connectors", "all 4,110 connectors that match" */
export function connectorsWords(count: number, isAll: boolean, countText: string): string {
	if (isAll) return `all ${countText} connectors that match`;
	return count === 1 ? "1 connector" : `${countText} connectors`;
}
