import { isStep, STEP_TITLES } from "#lib/domain/setup.ts";

const WORDS: Readonly<Record<string, string>> = {
	"connector.created": "Draft created",
	"connector.launched": "Template launched in the AWS console",
	"connector.registered": "Registered in Harness",
	"connector.registered-unproven": "Registered in Harness without proof",
};

/** An audit entry's action in words; an unknown one is shown as it is stored. */
export function auditWords(action: string): string {
	const step = /^connector\.([a-z-]+)\.saved$/.exec(action)?.[1];
	if (step !== undefined && isStep(step)) return `“${STEP_TITLES[step]}” saved`;
	return WORDS[action] ?? action;
}
