import { FEATURE_INFO } from "../../feature-info.ts";
import { FEATURES } from "../../features.ts";
import { MANIFEST } from "../../permissions/manifest.ts";
import { MANIFEST_VERSION } from "../../permissions/manifest-types.ts";
import { STACK_SET_PARAMETERS, TEMPLATE_DEFAULTS } from "../../template-parameters.ts";
import type { DestinationProfile } from "../profile.ts";
import { HARNESS_COST_REPORT } from "./cost-report.ts";
import { HARNESS_CCM_WORDS } from "./words.ts";

/** Harness Cloud Cost Management (type CEAws). Its policies by ARN are chosen, so none is attached by a feature alone. */
export const HARNESS_CCM: DestinationProfile = {
	id: "harness-ccm",
	words: HARNESS_CCM_WORDS,
	manifest: MANIFEST,
	awsPolicies: {},
	principal: { kind: "harness-account" },
	externalId: "derived",
	template: {
		name: "harness-ccm-role",
		sha256: null,
		principalParameter: "PrincipalBilling",
		featureParameters: Object.fromEntries(
			FEATURES.map((feature) => [feature, FEATURE_INFO[feature].parameter]),
		),
		parameters: { ...TEMPLATE_DEFAULTS, ExternalId: null },
		stackSetOnly: STACK_SET_PARAMETERS,
		version: MANIFEST_VERSION,
	},
	costReport: HARNESS_COST_REPORT,
};
