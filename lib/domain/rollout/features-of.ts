import type { Requirements } from "../features.ts";
import type { FeatureException, RolloutFeatures } from "../rollout.ts";

/** What of an account decides about its features. */
export type FeatureAccount = {
	readonly isManagement: boolean;
	readonly tags: Readonly<Record<string, string>>;
	/** Its unit and those above it, of `unitChain`. */
	readonly chain: readonly string[];
};

/**
 * What an account's role is made for: the payer's own choice for the management account, else the first exception
 * that matches, else what holds for all. Null: the management account, which gets none here.
 *
 * @example requirementsOf(features, { isManagement: false, tags: { env: "prod" }, chain: ["r-ab12"] })
 */
export function requirementsOf(features: RolloutFeatures, account: FeatureAccount): Requirements | null {
	if (account.isManagement) return features.payer?.requirements ?? null;
	const index = exceptionOf(features, account);
	const chosen = index === null ? undefined : features.exceptions[index];
	return withoutBilling(chosen?.requirements ?? features.member);
}

/**
 * The exception that decides about an account, by its place in the list; null: none. A unit's exception holds for the
 * units below it too. Tags are compared as AWS does: case counts.
 */
export function exceptionOf(
	{ exceptions }: Pick<RolloutFeatures, "exceptions">,
	account: FeatureAccount,
): number | null {
	if (account.isManagement) return null;
	const index = exceptions.findIndex(({ match }) => matches(match, account));
	return index < 0 ? null : index;
}

function matches(match: FeatureException["match"], { tags, chain }: FeatureAccount): boolean {
	switch (match.kind) {
		case "unit":
			return chain.includes(match.unitId);
		case "tag":
			return Object.hasOwn(tags, match.key) && tags[match.key] === match.value;
		default:
			return match satisfies never;
	}
}

/**
 * A member's costs are in the payer's report, and a stack set cannot name another bucket for each account: a member
 * with a report of its own is connected by itself.
 */
export function withoutBilling(requirements: Requirements): Requirements {
	if (!requirements.features.includes("BILLING")) return requirements;
	return { ...requirements, features: requirements.features.filter((feature) => feature !== "BILLING") };
}
