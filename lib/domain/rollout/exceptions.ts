import type { FeatureException } from "../rollout.ts";
import { exceptionOf, type FeatureAccount } from "./features-of.ts";
import { exceptionOverrides, type Parameters, type StackSetInput } from "./stack-set.ts";
import type { OverrideTarget } from "./stack-set-cli.ts";

/** One exception as a step after the launch. */
export type OverrideStep = {
	/** Its place in the rollout's list, from 0. */
	readonly index: number;
	readonly match: FeatureException["match"];
	readonly target: OverrideTarget;
	/** What its accounts are given otherwise. */
	readonly overrides: Parameters;
};

/**
 * The steps that give exceptions their own values, in the order to run them: the last exception first, so that the
 * first one that matches an account has the last word. An exception by tag names the accounts that it decides about
 * now; one that is about no account is left out.
 *
 * @param accounts every account of the rollout but the management account
 * @example overrideSteps(input, accounts).map(({ index }) => index) // [2, 1, 0]
 */
export function overrideSteps(
	input: StackSetInput,
	accounts: readonly (FeatureAccount & { readonly accountId: string })[],
): readonly OverrideStep[] {
	return input.features.exceptions
		.map(({ match, requirements }, index): OverrideStep => {
			const overrides = exceptionOverrides(input, requirements);
			return { index, match, target: targetOf(input, index, match, accounts), overrides };
		})
		.filter(({ target }) => target.kind === "unit" || target.accountIds.length > 0)
		.toReversed();
}

function targetOf(
	{ features }: StackSetInput,
	index: number,
	match: FeatureException["match"],
	accounts: readonly (FeatureAccount & { readonly accountId: string })[],
): OverrideTarget {
	if (match.kind === "unit") return { kind: "unit", unitId: match.unitId };
	const own = accounts.filter((account) => exceptionOf(features, account) === index);
	return { kind: "accounts", accountIds: own.map(({ accountId }) => accountId) };
}
