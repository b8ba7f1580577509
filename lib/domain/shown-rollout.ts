// What of a rollout those may see who do not review trust: how far it has come, not what AWS or Harness said word for
// word, and neither external IDs nor the organization's policies.
import { FAILURE_CODES, FAILURES } from "./failures.ts";
import type { PlanRow, Rollout, RolloutAccount, RolloutPlan } from "./rollout.ts";

/** The rollout without AWS's words, and without the names of policies and administrators. */
export function rolloutWithoutTrust(rollout: Rollout): Rollout {
	const { reconcileFailure, organization, stackSet } = rollout;
	const operation = stackSet?.operation ?? null;
	return {
		...rollout,
		reconcileFailure: reconcileFailure && { ...reconcileFailure, detail: "" },
		organization: organization && {
			...organization,
			delegatedAdministratorIds: null,
			serviceControlPolicies: null,
		},
		stackSet: stackSet && { ...stackSet, operation: operation && { ...operation, reason: null } },
	};
}

export function accountWithoutTrust<A extends RolloutAccount>(account: A): A {
	const { instance } = account;
	return { ...account, instance: instance && { ...instance, reason: null } };
}

/** The words of every other kind are our own. */
const SAID_BY_AWS: readonly string[] = ["stack-failed", "stack-outdated"];

/** The same of a problem: what its cause is called in place of what AWS said. */
export function problemWithoutTrust<
	P extends { readonly kind: string; readonly cause: string; readonly words: string },
>(problem: P): P {
	if (!SAID_BY_AWS.includes(problem.kind)) return problem;
	const code = FAILURE_CODES.find((known) => known === problem.cause);
	return { ...problem, words: code === undefined ? "Reviewers see what AWS said." : FAILURES[code].title };
}

export function planWithoutTrust(plan: RolloutPlan): RolloutPlan {
	return { ...plan, failure: plan.failure && { ...plan.failure, detail: "" } };
}

/** Stands for a value that only reviewers see: an empty one would say that there is none. */
const HIDDEN = "…";

/** That a setting of the connector differs is shown; external IDs and roles are not. */
export function planRowWithoutTrust(row: PlanRow): PlanRow {
	return {
		...row,
		changes: row.changes.map((change) =>
			change.path.startsWith("spec") ? { ...change, from: HIDDEN, to: HIDDEN } : change,
		),
	};
}
