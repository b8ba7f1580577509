import type { AutoStoppingFeature, Feature } from "#lib/domain/features.ts";
import type { Risk } from "#lib/domain/permissions/manifest-types.ts";
import { isInForce, type PartKind } from "#lib/domain/permissions/part-in-force.ts";

/** A part of a feature's permissions, as little of it as counting needs. */
export type PartCount = PartKind & {
	readonly feature: Feature;
	readonly actions: readonly (readonly [action: string, risk: Risk])[];
};

export type Chosen = {
	readonly features: readonly Feature[];
	readonly autoStopping: readonly AutoStoppingFeature[];
	readonly commitmentWrite: boolean;
};

export type Counts = Readonly<Record<Risk, number>> & { readonly total: number };

/** How many actions of each risk a feature adds with these choices; an action in two parts counts once. */
export function countFeature(parts: readonly PartCount[], feature: Feature, chosen: Chosen): Counts {
	return count(parts.filter((part) => part.feature === feature && isInForce(part, chosen)));
}

/** The same for all chosen features together. */
export function countRole(parts: readonly PartCount[], chosen: Chosen): Counts {
	return count(parts.filter((part) => chosen.features.includes(part.feature) && isInForce(part, chosen)));
}

function count(parts: readonly PartCount[]): Counts {
	const risks = new Map(parts.flatMap(({ actions }) => actions));
	const counts = { read: 0, change: 0, spend: 0, escalate: 0, total: risks.size };
	for (const risk of risks.values()) counts[risk] += 1;
	return counts;
}
