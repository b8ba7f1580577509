import { isStep, STEP_TITLES } from "#lib/domain/setup.ts";

const WORDS: Readonly<Record<string, string>> = {
	"connector.created": "Draft created",
	"connector.launched": "Template launched in the AWS console",
	"connector.registered": "Registered in Harness",
	"connector.registered-unproven": "Registered in Harness without proof",
	"connector.imported": "Imported from Harness",
	"connector.proof-added": "Proof added: checks of our own take the place of Harness's word",
	"incident.acknowledged": "Incident acknowledged",
	"incident.muted": "Incident muted",
	"incident.unmuted": "Incident no longer muted",
	"connector.paused": "Checks paused",
	"connector.resumed": "Checks resumed",
	"connector.tag-added": "Tag added",
	"connector.tag-removed": "Tag removed",
	"connector.discarded": "Draft discarded",
	"connector.offboarding-started": "Offboarding begun",
	"connector.offboarding-cancelled": "Offboarding cancelled",
	"connector.harness-removed": "Removed in Harness",
	"connector.harness-already-gone": "Found gone in Harness",
	"connector.harness-left-alone": "Harness's record belongs to another account and was left alone",
	"connector.harness-never-registered": "Was never registered in Harness",
	"connector.access-refused": "AWS refused the role: access is gone",
	"connector.offboarded-unproven": "Offboarded without proof",
	"connector.features.requested": "Other features asked for",
	"connector.features.cancelled": "Change of features cancelled",
	"connector.features.changed": "Features changed, in Harness and here",
	"connector.features.changed-unproven": "Features changed on a person's word",
	"connector.stack.reduced": "Stack said to have given up what is not used",
	"connector.template.declined": "Newer template declined",
	"connector.template.reconsidered": "Newer template wanted after all",
	"connector.rotation.started": "External ID rotation started",
	"connector.rotation.proved": "Old and new external ID both accepted",
	"connector.rotation.committed": "New external ID taken into use",
	"connector.rotation.done": "Old external ID refused: rotation done",
	"connector.rotation.cancelled": "External ID rotation cancelled",
};

/** An audit entry's action in words; an unknown one is shown as it is stored. */
export function auditWords(action: string): string {
	const step = /^connector\.([a-z-]+)\.saved$/.exec(action)?.[1];
	if (step !== undefined && isStep(step)) return `“${STEP_TITLES[step]}” saved`;
	return WORDS[action] ?? action;
}
