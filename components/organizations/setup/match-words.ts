import { isListUnit } from "#lib/domain/rollout/list-units.ts";
import type { FeatureException } from "#lib/domain/rollout.ts";

/** Which accounts an exception is for: "in ou-ab12-1a2b3c4d", "with the tag stage = prod". */
export function matchWords(match: FeatureException["match"]): string {
	if (match.kind === "tag") return `with the tag ${match.key} = ${match.value}`;
	const { unitId } = match;
	return `in ${isListUnit(unitId) ? unitId.slice(unitId.indexOf(":") + 1) : unitId}`;
}
