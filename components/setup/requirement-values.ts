import type { FeatureChoice } from "#lib/domain/decide-requirements.ts";
import { AUTOSTOPPING_FEATURES, FEATURES, type Requirements } from "#lib/domain/features.ts";
import type { RequirementsForm as Values } from "#lib/schemas/requirements-schema.ts";
import { type Draft, draftChoice, draftChoices, draftText } from "./draft-values.ts";

/** What is typed, else what is stored, else what must be; never what cannot be. */
export function requirementValues(
	stored: Requirements | null,
	draft: Draft,
	choices: readonly FeatureChoice[],
): Values {
	const possible = choices.filter(({ state }) => state !== "unavailable").map(({ feature }) => feature);
	const required = choices.filter(({ state }) => state === "required").map(({ feature }) => feature);
	const wanted = draftChoices(draft, "features", FEATURES) ?? stored?.features ?? [];
	const features = possible.filter((feature) => required.includes(feature) || wanted.includes(feature));
	// Where there is only one thing to choose, it is chosen.
	const isFresh = stored === null && draft === null;
	return {
		features: features.length === 0 && isFresh && possible.length === 1 ? possible : features,
		autoStopping: draftChoices(draft, "autoStopping", AUTOSTOPPING_FEATURES) ?? [
			...(stored?.autoStopping ?? []),
		],
		governancePolicyArns:
			draftText(draft, "governancePolicyArns") ?? (stored?.governancePolicyArns ?? []).join("\n"),
		commitmentWrite:
			draftChoice(draft, "commitmentWrite", ["read", "read-write"]) ??
			(stored?.commitmentWrite ? "read-write" : "read"),
	};
}
