import type { CheckId } from "./check.ts";
import { FEATURE_INFO } from "./feature-info.ts";
import { FEATURES } from "./features.ts";

const TITLES = {
	"role-assumable": "The role answers with its external ID",
	"external-id-required": "It refuses everybody without an external ID",
	"external-id-exact": "It refuses external IDs that are almost right",
	"trust-policy": "Its trust policy lets in Harness by its external ID, and no stranger",
	"verifier-self": "Rolebridge's own side",
	"cost-report-found": "The cost report exists",
	"cost-report-settings": "The cost report has the settings Harness needs",
	"cost-report-delivered": "AWS delivers the cost report, and the role can read it",
	"cost-report-covers-account": "The payer's cost report covers this account",
	regions: "Regions of the account",
	"template-current": "The role's policies equal the template's",
	"harness-connector": "Harness's own test",
} as const satisfies Record<Exclude<CheckId, `permissions:${string}`>, string>;

/**
 * What a check is called wherever a person meets it: one plain statement that the check tries to prove.
 *
 * @example checkTitle("permissions:VISIBILITY") // "Permissions for Resource Inventory Management"
 */
export function checkTitle(checkId: CheckId): string {
	const feature = FEATURES.find((name) => checkId === `permissions:${name}`);
	return feature === undefined
		? TITLES[withoutFeature(checkId)]
		: `Permissions for ${FEATURE_INFO[feature].title}`;
}

/** Sound: every id of the form `permissions:…` names a feature and was answered before. */
function withoutFeature(checkId: CheckId): keyof typeof TITLES {
	return checkId as keyof typeof TITLES;
}
