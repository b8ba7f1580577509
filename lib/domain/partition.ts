import { FEATURES, type Feature } from "./features.ts";

/** AWS's partitions: accounts, credentials and trust do not cross from one to another. */
export const PARTITIONS = ["aws", "aws-us-gov", "aws-cn", "aws-eusc"] as const;
export type Partition = (typeof PARTITIONS)[number];

export type PartitionFacts = {
	readonly title: string;
	/** Host of the console without a region. */
	readonly consoleHost: string;
	/** Whether `<region>.` may stand before the console's host. */
	readonly hasRegionalConsole: boolean;
	/** Ends the host of every regional API endpoint. */
	readonly dnsSuffix: string;
	/** S3 hosts end in this: `<bucket>.s3.<region>.<suffix>`. */
	readonly s3HostSuffix: string;
	/** Every region name of the partition, those of the future too. */
	readonly regionPattern: RegExp;
	readonly regions: readonly string[];
	/** Off until an account turns them on. */
	readonly optInRegions: readonly string[];
	readonly defaultRegion: string;
	/** What Harness's cost connector (CEAws) can do there. */
	readonly harness:
		| { readonly isSupported: true; readonly features: readonly Feature[]; readonly reason: string | null }
		| { readonly isSupported: false; readonly features: readonly []; readonly reason: string };
};

const AWS_DEFAULT_REGIONS = [
	"us-east-1",
	"us-east-2",
	"us-west-1",
	"us-west-2",
	"ca-central-1",
	"sa-east-1",
	"eu-central-1",
	"eu-north-1",
	"eu-west-1",
	"eu-west-2",
	"eu-west-3",
	"ap-northeast-1",
	"ap-northeast-2",
	"ap-northeast-3",
	"ap-south-1",
	"ap-southeast-1",
	"ap-southeast-2",
] as const;

/** https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html */
const AWS_OPT_IN_REGIONS = [
	"af-south-1",
	"ap-east-1",
	"ap-east-2",
	"ap-south-2",
	"ap-southeast-3",
	"ap-southeast-4",
	"ap-southeast-5",
	"ap-southeast-6",
	"ap-southeast-7",
	"ca-west-1",
	"eu-central-2",
	"eu-south-1",
	"eu-south-2",
	"il-central-1",
	"me-central-1",
	"me-south-1",
	"mx-central-1",
] as const;

/** What is true of each partition. Region patterns follow the AWS SDK's own partition table. */
export const PARTITION_FACTS = {
	aws: {
		title: "AWS",
		consoleHost: "console.aws.amazon.com",
		hasRegionalConsole: true,
		dnsSuffix: "amazonaws.com",
		s3HostSuffix: "amazonaws.com",
		regionPattern: /^(us|eu|ap|sa|ca|me|af|il|mx)-[a-z]+-[0-9]+$/,
		regions: [...AWS_DEFAULT_REGIONS, ...AWS_OPT_IN_REGIONS],
		optInRegions: AWS_OPT_IN_REGIONS,
		defaultRegion: "us-east-1",
		harness: { isSupported: true, features: FEATURES, reason: null },
	},
	"aws-us-gov": {
		title: "AWS GovCloud (US)",
		consoleHost: "console.amazonaws-us-gov.com",
		hasRegionalConsole: false,
		dnsSuffix: "amazonaws.com",
		s3HostSuffix: "amazonaws.com",
		regionPattern: /^us-gov-[a-z]+-[0-9]+$/,
		regions: ["us-gov-west-1", "us-gov-east-1"],
		optInRegions: [],
		defaultRegion: "us-gov-west-1",
		harness: {
			isSupported: true,
			features: ["OPTIMIZATION"],
			reason: "In AWS GovCloud, Harness supports only Optimization by AutoStopping.",
		},
	},
	"aws-cn": {
		title: "AWS China",
		consoleHost: "console.amazonaws.cn",
		hasRegionalConsole: true,
		dnsSuffix: "amazonaws.com.cn",
		s3HostSuffix: "amazonaws.com.cn",
		regionPattern: /^cn-[a-z]+-[0-9]+$/,
		regions: ["cn-north-1", "cn-northwest-1"],
		optInRegions: [],
		defaultRegion: "cn-north-1",
		harness: {
			isSupported: false,
			features: [],
			reason: "Harness has no AWS account in AWS China, and a role there cannot trust an account outside it.",
		},
	},
	"aws-eusc": {
		title: "AWS European Sovereign Cloud",
		consoleHost: "console.amazonaws-eusc.eu",
		hasRegionalConsole: true,
		dnsSuffix: "amazonaws.eu",
		s3HostSuffix: "amazonaws.eu",
		regionPattern: /^eusc-de-[a-z]+-[0-9]+$/,
		regions: ["eusc-de-east-1"],
		optInRegions: [],
		defaultRegion: "eusc-de-east-1",
		harness: {
			isSupported: false,
			features: [],
			reason:
				"Harness has no AWS account in the AWS European Sovereign Cloud, and a role there cannot trust an account outside it.",
		},
	},
} as const satisfies Record<Partition, PartitionFacts>;

/** The facts of one partition, with the table's general type. */
export function partitionFacts(partition: Partition): PartitionFacts {
	return PARTITION_FACTS[partition];
}

/** Whether the text names a partition. */
export function isPartition(text: string): text is Partition {
	return Object.hasOwn(PARTITION_FACTS, text);
}

/**
 * The partition that a region belongs to, or null when the text is no region name.
 * Goes by the shape of the name, so a region opened tomorrow is known today.
 *
 * @example partitionOfRegion("us-gov-west-1") // "aws-us-gov"
 */
export function partitionOfRegion(region: string): Partition | null {
	return PARTITIONS.find((partition) => isRegionOf(partition, region)) ?? null;
}

/** Whether the text is a region name of the partition. */
export function isRegionOf(partition: Partition, region: string): boolean {
	return PARTITION_FACTS[partition].regionPattern.test(region);
}

/**
 * Origin of the AWS console for a region. Throws a RangeError for a region of another partition:
 * regions come from our own lists, so that is a programming error.
 *
 * @example consoleOrigin("aws", "eu-west-1") // "https://eu-west-1.console.aws.amazon.com"
 */
export function consoleOrigin(partition: Partition, region: string): string {
	assertRegionOf(partition, region);
	const { consoleHost, hasRegionalConsole } = PARTITION_FACTS[partition];
	return hasRegionalConsole ? `https://${region}.${consoleHost}` : `https://${consoleHost}`;
}

/**
 * Host of the regional STS endpoint. Throws like `consoleOrigin`.
 *
 * @example stsHost("aws-cn", "cn-north-1") // "sts.cn-north-1.amazonaws.com.cn"
 */
export function stsHost(partition: Partition, region: string): string {
	assertRegionOf(partition, region);
	return `sts.${region}.${PARTITION_FACTS[partition].dnsSuffix}`;
}

function assertRegionOf(partition: Partition, region: string): void {
	if (!isRegionOf(partition, region)) {
		throw new RangeError(`${JSON.stringify(region)} is not a region of ${partition}`);
	}
}
