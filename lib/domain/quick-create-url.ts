import type { AccountId } from "./account-id.ts";
import { consoleOrigin, type Partition, partitionFacts, partitionOfRegion } from "./partition.ts";
import { decodeQuery, encodeQueryText } from "./query-text.ts";

export type QuickCreate = {
	readonly partition: Partition;
	readonly region: string;
	readonly templateUrl: string;
	readonly stackName: string;
	/** By exact, case-sensitive parameter name; an empty value is sent as such. */
	readonly parameters: Readonly<Record<string, string>>;
};

const ROUTE = "#/stacks/create/review?";
/** Logical names are alphanumeric in CloudFormation. */
const PARAMETER_NAME = /^[A-Za-z0-9]{1,255}$/;

/**
 * The link that opens the CloudFormation console with a stack filled in, by the documented route.
 * Every value is percent-encoded, so none can add a parameter, and nothing is added by default.
 * Throws a RangeError for programming errors: a region of another partition, a parameter name that
 * CloudFormation does not know as one, a lone surrogate.
 *
 * @example quickCreateUrl({ partition: "aws", region: "us-east-1", templateUrl, stackName, parameters: { BucketName: "" } })
 * // https://us-east-1.console.aws.amazon.com/cloudformation/home?region=us-east-1#/stacks/create/review?templateURL=…&stackName=…&param_BucketName=
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-console-create-stacks-quick-create-links.html
 */
export function quickCreateUrl(stack: QuickCreate): string {
	const origin = consoleOrigin(stack.partition, stack.region);
	let url = `${origin}/cloudformation/home?region=${stack.region}${ROUTE}`;
	url += `templateURL=${encodeQueryText(stack.templateUrl)}&stackName=${encodeQueryText(stack.stackName)}`;
	for (const name of Object.keys(stack.parameters)) {
		if (!PARAMETER_NAME.test(name)) throw new RangeError(`${JSON.stringify(name)} is not a parameter name`);
		url += `&param_${name}=${encodeQueryText(stack.parameters[name] ?? "")}`;
	}
	return url;
}

/**
 * What a quick-create link carries; null when it is not one as `quickCreateUrl` writes them.
 * A parameter given twice, or anything beside the known names, makes it null too.
 */
export function parseQuickCreateUrl(link: string): QuickCreate | null {
	const hashAt = link.indexOf(ROUTE);
	if (hashAt < 0) return null;
	const place = parsePlace(link.slice(0, hashAt));
	const pairs = decodeQuery(link.slice(hashAt + ROUTE.length));
	if (place === null || pairs === null) return null;
	const fields = new Map(pairs);
	if (fields.size !== pairs.length) return null;
	const templateUrl = fields.get("templateURL");
	const stackName = fields.get("stackName");
	if (templateUrl === undefined || stackName === undefined) return null;
	const parameters = pairs.filter(([name]) => name !== "templateURL" && name !== "stackName");
	if (!parameters.every(([name]) => name.startsWith("param_") && PARAMETER_NAME.test(name.slice(6))))
		return null;
	return {
		...place,
		templateUrl,
		stackName,
		parameters: Object.fromEntries(parameters.map(([name, value]) => [name.slice(6), value])),
	};
}

function parsePlace(text: string): { readonly partition: Partition; readonly region: string } | null {
	const region = /^https:\/\/[a-z0-9.-]+\/cloudformation\/home\?region=([a-z0-9-]+)$/.exec(text)?.[1] ?? "";
	const partition = partitionOfRegion(region);
	if (partition === null) return null;
	const isOurs = text === `${consoleOrigin(partition, region)}/cloudformation/home?region=${region}`;
	return isOurs ? { partition, region } : null;
}

export type IdentityCenter = {
	/** The start page, e.g. https://d-1234567890.awsapps.com/start or only its origin. */
	readonly portalUrl: string;
	readonly accountId: AccountId;
	readonly permissionSetName: string;
	/** The console link to open once signed in. */
	readonly destination: string;
};

/**
 * The link that signs a person in to the right account through IAM Identity Center first. Throws a
 * RangeError when the portal is not an https URL, or for a lone surrogate.
 *
 * @example identityCenterUrl({ portalUrl: "https://d-1234567890.awsapps.com", accountId, permissionSetName: "Admin", destination })
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/createshortcutlink.html
 */
export function identityCenterUrl({
	portalUrl,
	accountId,
	permissionSetName,
	destination,
}: IdentityCenter): string {
	const portal = parsePortalUrl(portalUrl);
	if (portal === null) throw new RangeError("not the URL of an IAM Identity Center start page");
	const query = [
		`account_id=${accountId}`,
		`role_name=${encodeQueryText(permissionSetName)}`,
		`destination=${encodeQueryText(destination)}`,
	];
	return `${portal}/start/#/console?${query.join("&")}`;
}

/**
 * The origin of an IAM Identity Center start page as a person pastes it, or null. It must be https,
 * without user name, and have no path but `/start`.
 *
 * @example parsePortalUrl(" https://d-1234567890.awsapps.com/start/#/ ") // "https://d-1234567890.awsapps.com"
 */
export function parsePortalUrl(text: string): string | null {
	const url = URL.parse(text.trim());
	if (url === null || url.protocol !== "https:" || url.username !== "" || url.password !== "") return null;
	if (url.search !== "" || !/^\/(start\/?)?$/.test(url.pathname)) return null;
	return url.origin;
}

/** Where the console makes a new Cost and Usage Report or data export in this partition. */
export function costReportConsoleUrl(partition: Partition): string {
	return `https://${partitionFacts(partition).consoleHost}/costmanagement/home#/bcm-data-exports`;
}
