import { AUTOSTOPPING_FEATURES, FEATURES, type Requirements } from "#lib/domain/features.ts";

function subsets<T>(items: readonly T[]): readonly (readonly T[])[] {
	return Array.from({ length: 2 ** items.length }, (_, bits) =>
		items.filter((_item, index) => (bits >> index) % 2 === 1),
	);
}

/** Every set of features, with the wide AutoStopping policy, each single choice, and all choices at once. */
export function everyRequirementSet(): readonly Requirements[] {
	const narrowings = [[], ...AUTOSTOPPING_FEATURES.map((choice) => [choice]), [...AUTOSTOPPING_FEATURES]];
	return subsets(FEATURES).flatMap((features) => {
		const choices = features.includes("OPTIMIZATION") ? narrowings : [[]];
		return choices.flatMap((autoStopping) =>
			[true, false].map((commitmentWrite) => ({
				features,
				autoStopping,
				commitmentWrite,
				governancePolicyArns: [],
			})),
		);
	});
}

/** Every subset of the AutoStopping choices, with nothing else. */
export function everyNarrowing(): readonly Requirements[] {
	return subsets(AUTOSTOPPING_FEATURES).map((autoStopping) => ({
		features: ["OPTIMIZATION"],
		autoStopping,
		commitmentWrite: false,
		governancePolicyArns: [],
	}));
}
