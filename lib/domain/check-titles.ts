import type { CheckId } from "./check.ts";
import type { Destination } from "./destination.ts";
import { featureWords, wordsOf } from "./destinations/words-of.ts";
import { FEATURES } from "./features.ts";

const TITLES = {
	"role-assumable": "The role answers with its external ID",
	"external-id-required": "It refuses everybody without an external ID",
	"external-id-exact": "It refuses external IDs that are almost right",
	"trust-policy": "Its trust policy lets in {vendor} by its external ID, and no stranger",
	"verifier-self": "Rolebridge's own side",
	"cost-report-found": "The cost report exists",
	"cost-report-settings": "The cost report has the settings {vendor} needs",
	"cost-report-delivered": "AWS delivers the cost report, and the role can read it",
	"cost-report-covers-account": "The payer's cost report covers this account",
	regions: "Regions of the account",
	"template-current": "The role's policies equal the template's",
	"harness-connector": "Harness's own test",
} as const satisfies Record<Exclude<CheckId, `permissions:${string}`>, string>;

/** Of a role that Harness comes to as a delegate or a user: who that is, is not known here. */
const PLATFORM_TITLES: Partial<Record<CheckId, string>> = {
	"trust-policy": "Its trust policy lets in Rolebridge by its external ID, and no stranger",
	regions: "Its regions can be listed, which every AWS connector of Harness needs",
	"permissions:LIBRARY": "Permissions for the chosen tasks",
};

/**
 * What a check is called wherever a person meets it: one plain statement that the check tries to prove.
 *
 * @param destination whom the role is for
 * @example checkTitle("permissions:VISIBILITY") // "Permissions for Resource Inventory Management"
 */
export function checkTitle(checkId: CheckId, destination: Destination = "harness-ccm"): string {
	const own = destination === "harness-platform" ? PLATFORM_TITLES[checkId] : undefined;
	if (own !== undefined) return own;
	if (checkId === "permissions:LIBRARY") return "Permissions for what it is to do";
	const feature = FEATURES.find((name) => checkId === `permissions:${name}`);
	return feature === undefined
		? TITLES[withoutFeature(checkId)].replace("{vendor}", wordsOf(destination).product)
		: `Permissions for ${featureWords(destination, feature).title}`;
}

/** Sound: every id of the form `permissions:…` names a feature and was answered before. */
function withoutFeature(checkId: CheckId): keyof typeof TITLES {
	return checkId as keyof typeof TITLES;
}
