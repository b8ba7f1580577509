import { type Partition, partitionFacts } from "./partition.ts";

/** One place in the AWS console where a region, or STS in it, is switched on. */
type StsPlace = {
	readonly title: string;
	/** What to press there. */
	readonly doing: string;
	readonly url: string;
};

/**
 * Where STS is switched on for a region, for accounts that run something in a region that is off at first. Empty where
 * a partition has no such regions.
 *
 * @example stsPlaces("aws").map(({ title }) => title) // ["The region itself", "STS in a region that is on by default", …]
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_enable-regions.html
 * @see https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html
 */
export function stsPlaces(partition: Partition): readonly StsPlace[] {
	const { consoleHost, optInRegions } = partitionFacts(partition);
	if (optInRegions.length === 0) return [];
	const iam = `https://${consoleHost}/iam/home#/account_settings`;
	return [
		{
			title: "The region itself",
			doing: "Account, AWS Regions: choose the region, Enable. It takes minutes; STS is then on there, too.",
			url: `https://${consoleHost}/billing/home#/account`,
		},
		{
			title: "STS in a region that is on by default",
			doing: "IAM, Account settings, Security Token Service (STS), Endpoints: set the region to Active.",
			url: iam,
		},
		{
			title: "Sessions from the global endpoint",
			doing:
				"On the same page, Session tokens from the STS endpoints, Global endpoint: choose Valid in all AWS Regions, or tools that use it fail in opt-in regions.",
			url: iam,
		},
	];
}
