import type { CheckDetails, JsonValue } from "../check.ts";
import type { CostReportType } from "../connector.ts";
import type { Feature, Requirements } from "../features.ts";
import { isList, isRecord } from "../json-values.ts";
import type { ManifestStatement, Risk } from "./manifest-types.ts";
import { actionsOf } from "./summary.ts";

/** What IAM said of one action; `not asked` where no verification asked yet. */
export type ActionAnswer = "allowed" | "denied" | "denied by organization" | "cannot tell" | "not asked";

export type ComparedAction = {
	/** What the feature needs, as IAM is asked for it. */
	readonly needed: string;
	/** The line of the template that gives it: the same action, or a wildcard. */
	readonly given: string;
	readonly why: string;
	readonly risk: Risk;
	readonly answer: ActionAnswer;
};

/**
 * What a feature needs, what the template gives for it, and what the role has, action by action; what is missing
 * first. An action asked with several resources counts as the worst of its answers.
 *
 * @param details of the check `permissions:<FEATURE>`: `actions` is a list of { action, resource, verdict }
 * @example compareActions("VISIBILITY", requirements, null, details)[0]
 * // { needed: "rds:DescribeDBSnapshots", given: "rds:DescribeDBSnapshots", answer: "allowed", … }
 */
export function compareActions(
	feature: Feature,
	requirements: Requirements,
	costReportType: CostReportType | null,
	details: CheckDetails | null,
	manifest?: readonly ManifestStatement[],
): readonly ComparedAction[] {
	const answers = answersOf(details);
	const all = actionsOf(feature, requirements, costReportType, manifest);
	const compared = all.flatMap(({ action, probes, why, risk }) =>
		probes.map((needed) => ({
			needed,
			given: action,
			why,
			risk,
			answer: answers.get(needed) ?? ("not asked" as const),
		})),
	);
	return compared.sort((a, b) => SEVERITY[b.answer] - SEVERITY[a.answer]);
}

const SEVERITY = {
	denied: 4,
	"denied by organization": 3,
	"cannot tell": 2,
	"not asked": 1,
	allowed: 0,
} as const satisfies Record<ActionAnswer, number>;

function answersOf(details: CheckDetails | null): ReadonlyMap<string, ActionAnswer> {
	const answers = new Map<string, ActionAnswer>();
	const list = details?.actions;
	for (const entry of isList(list) ? list : []) {
		if (!isRecord(entry) || typeof entry.action !== "string" || !isAnswer(entry.verdict)) continue;
		const known = answers.get(entry.action);
		if (known === undefined || SEVERITY[known] < SEVERITY[entry.verdict]) {
			answers.set(entry.action, entry.verdict);
		}
	}
	return answers;
}

function isAnswer(value: JsonValue | undefined): value is ActionAnswer {
	return typeof value === "string" && Object.hasOwn(SEVERITY, value);
}
