import { TRUST_CHECKS } from "../check.ts";
import { FAILURE_CODES, FAILURES, type FailureCode } from "../failures.ts";
import type { AccountState } from "../rollout.ts";
import { explainStackError } from "../stack-error.ts";

/** A cause that stops one or many accounts: a closed list of kinds, with AWS's words where there are any. */
export type RolloutProblem = {
	readonly kind:
		| "stack-failed"
		| "stack-outdated"
		| "role-not-answering"
		| "trust"
		| "permissions"
		| "enrol"
		| "registration"
		| "health"
		| "account-state";
	/** Groups accounts of one cause: a failure code, or the account's state. */
	readonly cause: string;
	readonly words: string;
};

/** What decides about it, as the database knows it. */
export type ProblemFacts = {
	readonly state: AccountState;
	readonly hasLeft: boolean;
	/** Something of ours is to be there: its wave has begun, or it has a connector. */
	readonly isCovered: boolean;
	readonly instance: {
		readonly status: string;
		readonly detail: string | null;
		readonly reason: string | null;
	} | null;
	readonly enrolCode: string | null;
	readonly connector: {
		readonly status: string;
		/** Already `unknown` when the evidence is past its limit. */
		readonly state: string;
		readonly checkId: string | null;
		readonly code: string | null;
		/** Since nothing failed it, of a draft: the first permission that did. */
		readonly permissionCode: string | null;
	} | null;
};

const INACTIVE: Partial<Record<AccountState, string>> = {
	SUSPENDED: "The account is suspended.",
	PENDING_CLOSURE: "The account is being closed.",
	CLOSED: "The account is closed.",
};
const STACK_FAILED = ["FAILED", "CANCELLED", "INOPERABLE", "FAILED_IMPORT", "SKIPPED_SUSPENDED_ACCOUNT"];
const UNDER_WAY = ["PENDING", "RUNNING"];

/**
 * The one cause that stands in an account's way; null: none. What comes first stops all that follows: a closed
 * account, then its stack, then the role, then what the role may do.
 *
 * @example accountProblem({ …facts, state: "SUSPENDED" }) // { kind: "account-state", cause: "SUSPENDED", … }
 */
export function accountProblem(facts: ProblemFacts): RolloutProblem | null {
	if (facts.hasLeft || !facts.isCovered) return null;
	const inactive = INACTIVE[facts.state];
	if (inactive !== undefined) return { kind: "account-state", cause: facts.state, words: inactive };
	return stackFailure(facts) ?? enrolFailure(facts) ?? connectorProblem(facts) ?? outdatedStack(facts);
}

function stackFailure({ instance }: ProblemFacts): RolloutProblem | null {
	if (instance === null || instance.status === "CURRENT") return null;
	const hasFailed = instance.status === "INOPERABLE" || STACK_FAILED.includes(instance.detail ?? "");
	if (!hasFailed) return null;
	const { code } = explainStackError(instance.reason ?? "");
	return { kind: "stack-failed", cause: code, words: instance.reason ?? FAILURES[code].title };
}

function enrolFailure({ enrolCode }: ProblemFacts): RolloutProblem | null {
	return enrolCode === null ? null : { kind: "enrol", cause: enrolCode, words: titleOf(enrolCode) };
}

function connectorProblem({ connector }: ProblemFacts): RolloutProblem | null {
	if (connector === null || connector.status === "offboarded") return null;
	const { state, checkId, permissionCode } = connector;
	if (state === "healthy" || state === "reported" || state === "paused") return null;
	if (state === "pending") {
		return permissionCode === null ? null : problem("permissions", permissionCode);
	}
	// Evidence that grew old names no check.
	const code = connector.code ?? (state === "unknown" ? "EVIDENCE_EXPIRED" : "UNEXPECTED");
	if (state === "unknown") return problem("health", code);
	if (state === "failing" && checkId === "role-assumable") return problem("role-not-answering", code);
	if (TRUST_CHECKS.some((check) => check === checkId)) return problem("trust", code);
	if (checkId?.startsWith("permissions:")) return problem("permissions", code);
	return problem(checkId === "harness-connector" ? "registration" : "health", code);
}

function outdatedStack({ instance }: ProblemFacts): RolloutProblem | null {
	if (instance?.status !== "OUTDATED" || UNDER_WAY.includes(instance.detail ?? "")) return null;
	const words = instance.reason ?? "The stack has not taken the stack set's last change.";
	return { kind: "stack-outdated", cause: "OUTDATED", words };
}

function problem(kind: RolloutProblem["kind"], cause: string): RolloutProblem {
	return { kind, cause, words: titleOf(cause) };
}

function titleOf(code: string): string {
	const known: FailureCode = FAILURE_CODES.find((other) => other === code) ?? "UNEXPECTED";
	return FAILURES[known].title;
}
