import type { Partition } from "../partition.ts";
import { quickCreateUrl } from "../quick-create-url.ts";
import type { RolloutLaunch } from "../rollout.ts";
import type { Parameters } from "./stack-set.ts";

/** A stack as links, commands and files name it. */
export type PlacedStack = {
	readonly region: string;
	readonly stackName: string;
	readonly templateUrl: string;
	readonly parameters: Parameters;
};

/** What the person who launches must acknowledge: one box each in the console. */
export const ORGANIZATION_CAPABILITIES = ["CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"] as const;

/**
 * Beyond it a link is no longer safe to hand around: mail programs and older proxies cut addresses, browsers and the
 * console take this many characters.
 */
export const LINK_LENGTH_LIMIT = 8000;

/** The stack of harness-ccm-organization.yaml, as every way to launch it has it. */
export function organizationStack(
	launch: Pick<RolloutLaunch, "region" | "stackName">,
	templateUrl: string,
	parameters: Parameters,
): PlacedStack {
	return { region: launch.region, stackName: launch.stackName, templateUrl, parameters };
}

export type OrganizationLink =
	| { readonly kind: "link"; readonly url: string }
	/** Too many units for a link: the command line takes any number. */
	| { readonly kind: "too-long"; readonly length: number };

/**
 * The quick-create link that opens the organization's stack, filled in, in the account that administers stack sets.
 *
 * @example organizationLink("aws", { region: "us-east-1", stackName: "harness-ccm-organization", templateUrl, parameters })
 * // { kind: "link", url: "https://us-east-1.console.aws.amazon.com/cloudformation/home?region=us-east-1#/stacks/create/review?…" }
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-console-create-stacks-quick-create-links.html
 */
export function organizationLink(partition: Partition, stack: PlacedStack): OrganizationLink {
	const url = quickCreateUrl({ partition, ...stack });
	return url.length > LINK_LENGTH_LIMIT ? { kind: "too-long", length: url.length } : { kind: "link", url };
}
