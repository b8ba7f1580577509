import { FAILURE_CODES, FAILURES, type FailureCode, type FailureText } from "#lib/domain/failures.ts";
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
	const code = FAILURE_CODES.find((known) => known === cause);
	const isAws = kind === "stack-failed" || kind === "stack-outdated";
	const help = code === undefined ? null : ((isAws ? OF_STACKS[code] : undefined) ?? FAILURES[code]);
	const title = isAws ? (help?.title ?? OUTDATED) : words;
	return { title, raw: isAws && words !== title ? words : null, help };
}

const OUTDATED = "The stack has not taken the stack set's last change";
const TRY_AGAIN = "Then update the stack set, or its stacks in these accounts: AWS tries again.";

/** A stack set's stacks are launched by a role of CloudFormation's, never by a person on a page. */
const OF_STACKS: Partial<Record<FailureCode, FailureText>> = {
	ORGANIZATION_DENY: {
		title: "An organization policy denies what the stack needs",
		cause: "A service control policy stops CloudFormation from making the role in these accounts.",
		fixes: [
			"Let the policy's owner exempt the roles named stacksets-exec-*, by which CloudFormation works in each account.",
			TRY_AGAIN,
		],
	},
	STACK_NOT_ALLOWED: {
		title: "AWS refuses an action that the stack needs",
		cause: "CloudFormation's own role in these accounts may not do it; AWS names the action.",
		fixes: [
			"Look for a policy of the organization, or a permissions boundary, that denies the action.",
			TRY_AGAIN,
		],
	},
	STACK_ROLE_NAME_TAKEN: {
		title: "A role of this name exists already",
		cause: "Role names are unique in an AWS account, across all regions.",
		fixes: ["If nothing uses that role, delete it, or the stack that made it, in these accounts.", TRY_AGAIN],
	},
};
