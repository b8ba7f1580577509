import type { CheckDetails, JsonValue } from "#lib/domain/check.ts";
import type { CostReportType } from "#lib/domain/connector.ts";
import { FEATURES, type Feature, type Requirements } from "#lib/domain/features.ts";
import { covers } from "#lib/domain/permissions/diff-actions.ts";
import type { ManifestAction, ManifestStatement } from "#lib/domain/permissions/manifest-types.ts";
import { actionsOf } from "#lib/domain/permissions/summary.ts";

export type TemplateGap = {
	/** Per feature, what the newest template would add; feature null: to the role itself. */
	readonly missing: readonly {
		readonly feature: Feature | null;
		readonly actions: readonly ManifestAction[];
	}[];
	readonly missingPolicies: readonly string[];
};

type Place = {
	readonly costReportType: CostReportType | null;
	readonly manifest: readonly ManifestStatement[];
};

/** What a role lacks of the newest template, as `template-current` last found it. */
export function missingInTemplate(
	details: CheckDetails,
	{ costReportType, manifest }: Place,
	requirements: Requirements,
): TemplateGap {
	const missing = textsIn(details.missing);
	const ofFeatures = FEATURES.filter((feature) => requirements.features.includes(feature)).map((feature) => ({
		feature,
		actions: actionsOf(feature, requirements, costReportType, manifest).filter(({ action }) =>
			missing.includes(action),
		),
	}));
	const explained = ofFeatures.flatMap(({ actions }) => actions.map(({ action }) => action));
	const others = missing.filter((action) => !explained.some((known) => covers(known, action)));
	return {
		missing: [
			...ofFeatures.filter(({ actions }) => actions.length > 0),
			...(others.length === 0 ? [] : [{ feature: null, actions: others.map(ofRoleItself) }]),
		],
		missingPolicies: textsIn(details.missingPolicies),
	};
}

function ofRoleItself(action: string): ManifestAction {
	return {
		action,
		why: "Lets the role be looked at, so that what it may do can be checked.",
		risk: "read",
		riskNote: null,
		without: "Some of the checks cannot be made.",
		probes: [action],
	};
}

export function textsIn(value: JsonValue | undefined): readonly string[] {
	return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}
