import { FAILURE_CODES, FAILURES, type FailureText } from "#lib/domain/failures.ts";
import type { RolloutProblem } from "#lib/domain/rollout/account-problem.ts";

export type ProblemWords = {
	/** The cause in one plain sentence. */
	readonly title: string;
	/** What AWS itself wrote; null: the title is all there is. */
	readonly raw: string | null;
	/** Why, and what to do; null: nothing more is known. */
	readonly help: FailureText | null;
};

/** A problem as people read it: the cause first, AWS's own words behind it. */
export function problemWords({ kind, cause, words }: RolloutProblem): ProblemWords {
	const help = helpOf(cause, words);
	const isAws = kind === "stack-failed" || kind === "stack-outdated";
	const title = !isAws ? words : (help?.title ?? OUTDATED);
	return { title, raw: isAws && words !== title ? words : null, help };
}

const OUTDATED = "The stack has not taken the stack set's last change";

function helpOf(cause: string, words: string): FailureText | null {
	if (cause === "STACK_NOT_ALLOWED") return words.includes(BY_POLICY) ? DENIED_BY_POLICY : DENIED;
	if (cause === "STACK_ROLE_NAME_TAKEN") return NAME_TAKEN;
	const code = FAILURE_CODES.find((known) => known === cause);
	return code === undefined ? null : FAILURES[code];
}

/** As AWS says it of service control policies. */
const BY_POLICY = "service control policy";

// A stack set's stacks are launched by a role of CloudFormation's, never by a person.
const DENIED_BY_POLICY: FailureText = {
	title: "An organization policy denies what the stack needs",
	cause: "A service control policy stops CloudFormation from making the role in these accounts.",
	fixes: [
		"Let the policy's owner exempt the roles named stacksets-exec-*, by which CloudFormation works in each account.",
		"Then update the stack set, or its stacks in these accounts: AWS tries again.",
	],
};
const NAME_TAKEN: FailureText = {
	title: "A role of this name exists already",
	cause: "Role names are unique in an AWS account, across all regions.",
	fixes: [
		"If nothing uses that role, delete it, or the stack that made it, in these accounts.",
		"Then update the stack set, or its stacks in these accounts: AWS tries again.",
	],
};
const DENIED: FailureText = {
	title: "AWS refuses an action that the stack needs",
	cause: "CloudFormation's own role in these accounts may not do it; AWS names the action.",
	fixes: [
		"Look for a policy of the organization, or a permissions boundary, that denies the action.",
		"Then update the stack set, or its stacks in these accounts: AWS tries again.",
	],
};
