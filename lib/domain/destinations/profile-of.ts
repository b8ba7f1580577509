import type { Destination } from "../destination.ts";
import { CLOUDZERO } from "./cloudzero/profile.ts";
import { HARNESS_CCM } from "./harness-ccm/profile.ts";
import type { DestinationProfile } from "./profile.ts";

const PROFILES = {
	"harness-ccm": HARNESS_CCM,
	// Its role is none of our templates': what is asked of a profile there is asked of no platform connector.
	"harness-platform": HARNESS_CCM,
	cloudzero: CLOUDZERO,
} as const satisfies Record<Destination, DestinationProfile>;

/**
 * Everything that differs from one vendor to another.
 *
 * @example profileOf("cloudzero").externalId // "pasted"
 */
export function profileOf(destination: Destination): DestinationProfile {
	return PROFILES[destination];
}
