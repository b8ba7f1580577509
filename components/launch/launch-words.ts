import type { Requirements } from "#lib/domain/features.ts";
import type { ConnectorLinkKind, LaunchLinkKind } from "#lib/domain/launch-link.ts";
import { needsLambdaRole } from "#lib/domain/requirements.ts";

/** What is asked, before the account's number: a heading. */
export function requestTitle(
	kind: ConnectorLinkKind,
	requirements: Requirements,
	vendor = "Harness",
): string {
	switch (kind) {
		case "connect":
			return `Let ${vendor} ${purpose(requirements)}`;
		case "change-features":
			return `Change what ${vendor} may do in`;
		case "upgrade":
			return `Bring ${vendor}'s role up to date in`;
		case "rotate":
			return "Change the ID that Rolebridge uses in";
		case "remove":
			return `End ${vendor}'s access to`;
		default:
			return kind satisfies never;
	}
}

function purpose({ features }: Requirements): string {
	if (features.includes("OPTIMIZATION")) {
		return features.includes("BILLING") ? "see costs and stop idle resources in" : "stop idle resources in";
	}
	if (features.includes("BILLING")) return "read the costs of";
	return features.includes("VISIBILITY") ? "see what runs in" : "look into";
}

/** What the receiver does, what it comes to, and how it ends: the paragraph under the heading. */
export function requestIntro(
	kind: ConnectorLinkKind,
	requirements: Requirements,
	vendor = "Harness",
): string {
	switch (kind) {
		case "connect":
			return `You create one CloudFormation stack with ${needsLambdaRole(requirements) ? `two roles in it, one for ${vendor} and one for a function that wakes stopped resources` : "one role in it"}. ${vendor} can use it to do what is listed below and nothing else. You can delete the stack at any time, and the access ends with it.`;
		case "change-features":
			return `The role exists already. You update its CloudFormation stack, and from then on ${vendor} can do what is listed below and nothing else. The role keeps its name, and you can go back at any time.`;
		case "upgrade":
			return "The role exists already. You update its CloudFormation stack to the newest template, so that it carries the permissions that its features need today. The role keeps its name.";
		case "rotate":
			return `The role exists already. You update one value of its CloudFormation stack: the ID by which Rolebridge, which watches over the role, is let in. What ${vendor} may do stays as it is.`;
		case "remove":
			return `You delete the CloudFormation stack that holds the role. ${vendor} and Rolebridge are then refused at once. Nothing else in the account changes.`;
		default:
			return kind satisfies never;
	}
}

export const KIND_WORDS = {
	connect: "Connect the account",
	"change-features": "Change features",
	upgrade: "Update the template",
	rotate: "Rotate the external ID",
	remove: "Remove the role",
	"roll-out": "Roll out an organization",
} as const satisfies Record<LaunchLinkKind, string>;

export type Stations = {
	readonly waiting: string;
	/** The same, once it has happened. */
	readonly arrived: string;
	readonly found: string;
	readonly proven: string;
	/** The button of the AWS console after which this page may be closed. */
	readonly lastButton: string;
};

const UPDATE = {
	waiting: "Waiting for the stack to be updated",
	arrived: "The stack was updated",
	lastButton: "Submit",
} as const;

/** The stations on the way, from pressing the button to being proven. */
export const STATIONS = {
	connect: {
		waiting: "Waiting for the stack",
		arrived: "The stack was made",
		found: "Role found",
		proven: "Proven: works with the external ID, refused without it",
		lastButton: "Create stack",
	},
	"change-features": {
		...UPDATE,
		found: "Change seen in AWS",
		proven: "Proven: the role can do what was asked",
	},
	upgrade: { ...UPDATE, found: "Change seen in AWS", proven: "Proven: the role equals the newest template" },
	rotate: { ...UPDATE, found: "New ID accepted", proven: "Proven: works with the new ID" },
	remove: {
		waiting: "Waiting for the stack to be deleted",
		arrived: "The stack was deleted",
		found: "The role no longer answers",
		proven: "Proven: access has ended",
		lastButton: "Delete",
	},
	"roll-out": {
		waiting: "Waiting for the stack",
		arrived: "The stack was made",
		found: "Organization found, and its stack set is at work",
		proven: "Proven: every role that was made works with its external ID, and refuses without it",
		lastButton: "Create stack",
	},
} as const satisfies Record<LaunchLinkKind, Stations>;
