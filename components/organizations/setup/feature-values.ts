import { type Draft, draftBoolean, draftChoice, draftText } from "#components/setup/draft-values.ts";
import { requirementValues } from "#components/setup/requirement-values.ts";
import type { JsonValue } from "#lib/domain/check.ts";
import { type FeatureChoice, featureChoices } from "#lib/domain/decide-requirements.ts";
import type { Requirements } from "#lib/domain/features.ts";
import type { FeatureException, Rollout } from "#lib/domain/rollout.ts";
import type { PayerHere } from "#lib/loaders/rollout-setup.ts";
import {
	type ExceptionForm,
	MAX_EXCEPTIONS,
	type PayerForm,
	type RolloutFeaturesForm,
} from "#lib/schemas/rollout-features-schema.ts";

type Facts = {
	readonly rollout: Pick<Rollout, "kind" | "features" | "partition">;
	readonly draft: Draft;
	/** Of an account that does not pay. */
	readonly choices: readonly FeatureChoice[];
	readonly payer: PayerHere;
};

/** What is typed, else what is stored, else what most organizations begin with. */
export function rolloutFeatureValues({ rollout, draft, choices, payer }: Facts): RolloutFeaturesForm {
	const stored = rollout.features;
	const member = asDraft(draft?.member);
	return {
		member: requirementValues(stored?.member ?? (member === null ? INVENTORY : null), member, choices),
		exceptions: exceptionValues(stored?.exceptions ?? [], draft?.exceptions, choices),
		payer: payerValues(rollout, asDraft(draft?.payer), payer),
	};
}

const INVENTORY: Requirements = {
	features: ["VISIBILITY"],
	autoStopping: [],
	governancePolicyArns: [],
	commitmentWrite: false,
};
const PAYER_START: Requirements = { ...INVENTORY, features: ["BILLING", "VISIBILITY"] };

function exceptionValues(
	stored: readonly FeatureException[],
	draft: JsonValue | undefined,
	choices: readonly FeatureChoice[],
): ExceptionForm[] {
	if (!Array.isArray(draft)) return stored.map((exception) => storedException(exception, choices));
	return draft.slice(0, MAX_EXCEPTIONS).map((typed) => {
		const fields = asDraft(typed);
		return {
			kind: draftChoice(fields, "kind", ["unit", "tag"]) ?? "unit",
			unitId: draftText(fields, "unitId") ?? "",
			key: draftText(fields, "key") ?? "",
			value: draftText(fields, "value") ?? "",
			requirements: requirementValues(null, asDraft(fields?.requirements) ?? {}, choices),
		};
	});
}

function storedException(
	{ match, requirements }: FeatureException,
	choices: readonly FeatureChoice[],
): ExceptionForm {
	const none = { unitId: "", key: "", value: "" };
	return { ...none, ...match, requirements: requirementValues(requirements, null, choices) };
}

function payerValues(
	{ kind, features, partition }: Facts["rollout"],
	draft: Draft,
	{ connector, report }: PayerHere,
): PayerForm {
	const stored = features?.payer ?? null;
	const own = stored?.costReport ?? report;
	// A connector that is there keeps its role: a second one of the same name could not be made.
	const isWanted = features === null ? connector === null : stored !== null;
	const hasReport =
		draftChoice(draft, "hasReport", ["yes", "no"]) ??
		(stored !== null && stored.costReport === null ? "no" : "yes");
	const choices = featureChoices({
		partition,
		hasOwnReport: hasReport === "yes" && partition !== "aws-us-gov",
		requiresAutoStopping: false,
		template: "ours",
	});
	const chosen = stored?.requirements ?? connector?.requirements ?? PAYER_START;
	return {
		// A list has no payer: what its page does not ask for must not be missed.
		isWanted: kind === "organization" && (draftBoolean(draft, "isWanted") ?? isWanted),
		hasReport,
		reportType: draftChoice(draft, "reportType", ["CUR2.0", "CUR1.0"]) ?? own?.reportType ?? "CUR2.0",
		reportName: draftText(draft, "reportName") ?? own?.reportName ?? "",
		bucketName: draftText(draft, "bucketName") ?? own?.bucketName ?? "",
		requirements: requirementValues(chosen, asDraft(draft?.requirements), choices),
	};
}

function asDraft(value: JsonValue | undefined): Draft {
	return typeof value === "object" && value !== null && !Array.isArray(value)
		? Object.fromEntries(Object.entries(value))
		: null;
}
