import { COVERAGE_STAGES, type CoverageStage } from "../rollout.ts";

/** Which accounts of a rollout an address asks for. */
export type RolloutAccountsQuery = {
	readonly unitId: string | null;
	/** Those that have come so far and no further. */
	readonly stage: CoverageStage | null;
	/** A cause, as problems are grouped by it. */
	readonly problem: string | null;
	/** Part of a name or of an account ID. */
	readonly text: string | null;
	readonly hasLeft: boolean;
	/** The account ID behind which the page begins. */
	readonly after: string | null;
};

type Params = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * Reads what stands behind the `?`. Whatever is not understood is left out, so that an old or mistyped address shows
 * more, never an error.
 *
 * @example parseRolloutAccountsQuery({ stage: "deployed" }).stage // "deployed"
 */
export function parseRolloutAccountsQuery(params: Params): RolloutAccountsQuery {
	const one = (name: string, longest: number, pattern = /^.+$/u): string | null => {
		const value = params[name];
		return typeof value === "string" && value.length <= longest && pattern.test(value) ? value : null;
	};
	const stage = one("stage", 20);
	return {
		unitId: one("unit", 70, /^(r|ou)-[a-z0-9-]+$/),
		stage: COVERAGE_STAGES.find((known) => known === stage) ?? null,
		problem: one("problem", 100, /^[\w:-]+$/),
		text: one("text", 100)?.trim() || null,
		hasLeft: params.left === "yes",
		after: one("after", 12, /^[0-9]{12}$/),
	};
}

/**
 * The same as an address; the page begins anew unless `after` is given.
 *
 * @example rolloutAccountsHref("abc", { stage: "deployed" }) // "/organizations/abc/accounts?stage=deployed"
 */
export function rolloutAccountsHref(rolloutId: string, query: Partial<RolloutAccountsQuery>): string {
	const params = new URLSearchParams();
	const { unitId, stage, problem, text, hasLeft, after } = query;
	if (unitId) params.set("unit", unitId);
	if (stage) params.set("stage", stage);
	if (problem) params.set("problem", problem);
	if (text) params.set("text", text);
	if (hasLeft) params.set("left", "yes");
	if (after) params.set("after", after);
	const search = params.toString();
	return `/organizations/${rolloutId}/accounts${search === "" ? "" : `?${search}`}`;
}

/** As the database takes it. */
export function rolloutAccountFilter({ unitId, stage, problem, text, hasLeft }: RolloutAccountsQuery) {
	return {
		...(unitId !== null && { unitId }),
		...(stage !== null && { stage }),
		...(problem !== null && { problem }),
		...(text !== null && { text }),
		...(hasLeft && { hasLeft }),
	};
}
