import type { AutoStoppingFeature } from "../features.ts";

/** When a part of a feature's permissions is in the role. */
export type PartKind =
	| { readonly kind: "base" }
	/** AutoStopping that is not narrowed. */
	| { readonly kind: "wide" }
	| { readonly kind: "narrow"; readonly choice: AutoStoppingFeature }
	/** Commitment Orchestration that may buy and exchange. */
	| { readonly kind: "write" };

/**
 * Whether a part is in a role with these choices.
 *
 * @example isInForce({ kind: "wide" }, { autoStopping: ["EC2"], commitmentWrite: false }) // false
 */
export function isInForce(
	part: PartKind,
	chosen: { readonly autoStopping: readonly AutoStoppingFeature[]; readonly commitmentWrite: boolean },
): boolean {
	switch (part.kind) {
		case "base":
			return true;
		case "wide":
			return chosen.autoStopping.length === 0;
		case "narrow":
			return chosen.autoStopping.includes(part.choice);
		case "write":
			return chosen.commitmentWrite;
		default:
			return part satisfies never;
	}
}
