import type { Destination } from "../destination.ts";
import type { Feature } from "../features.ts";
import { CLOUDZERO_WORDS } from "./cloudzero/words.ts";
import { HARNESS_CCM_WORDS } from "./harness-ccm/words.ts";
import type { DestinationWords, OfferedFeature } from "./profile.ts";

const WORDS = {
	"harness-ccm": HARNESS_CCM_WORDS,
	// Its wizard has words of its own; what it shares with the other is Harness's.
	"harness-platform": HARNESS_CCM_WORDS,
	cloudzero: CLOUDZERO_WORDS,
} as const satisfies Record<Destination, DestinationWords>;

/**
 * What pages say of a destination. Light: without the manifest that `profileOf` brings along.
 *
 * @example wordsOf("cloudzero").product // "CloudZero"
 */
export function wordsOf(destination: Destination): DestinationWords {
	return WORDS[destination];
}

/**
 * What step 3 offers there; undefined: all of Harness's features, in the partition's own order.
 *
 * @example offeredFeatures("cloudzero")?.map(({ feature }) => feature) // ["BILLING", "VISIBILITY"]
 */
export function offeredFeatures(destination: Destination): readonly OfferedFeature[] | undefined {
	const words = WORDS[destination];
	return words === HARNESS_CCM_WORDS ? undefined : words.features;
}

/**
 * What a feature is called there; Harness's words where the destination does not offer it.
 *
 * @example featureWords("cloudzero", "VISIBILITY").title // "Resource metadata"
 */
export function featureWords(destination: Destination, feature: Feature): OfferedFeature {
	const offered = [...WORDS[destination].features, ...HARNESS_CCM_WORDS.features];
	// Sound: Harness's list has every feature there is.
	return offered.find((each) => each.feature === feature) as OfferedFeature;
}
