/** Partitions and regions as the sandbox plays them. */
export type SandboxPartition = "aws" | "aws-us-gov" | "aws-cn" | "aws-eusc";

/** Active in every account. */
const DEFAULT_REGIONS = [
	"us-east-1",
	"us-east-2",
	"us-west-1",
	"us-west-2",
	"ca-central-1",
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
	"sa-east-1",
] as const;

/** Off until an account opts in: https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html */
const OPT_IN_REGIONS = [
	"af-south-1",
	"ap-east-1",
	"ap-south-2",
	"ap-southeast-3",
	"ap-southeast-4",
	"ca-west-1",
	"eu-central-2",
	"eu-south-1",
	"eu-south-2",
	"il-central-1",
	"me-central-1",
	"me-south-1",
] as const;

const REGIONS = {
	aws: { standard: DEFAULT_REGIONS, optIn: OPT_IN_REGIONS },
	"aws-us-gov": { standard: ["us-gov-west-1", "us-gov-east-1"], optIn: [] },
	"aws-cn": { standard: ["cn-north-1", "cn-northwest-1"], optIn: [] },
	"aws-eusc": { standard: ["eusc-de-east-1"], optIn: [] },
} as const satisfies Record<
	SandboxPartition,
	{ readonly standard: readonly string[]; readonly optIn: readonly string[] }
>;

export function partitionOfRegion(region: string): SandboxPartition {
	if (region.startsWith("us-gov-")) return "aws-us-gov";
	if (region.startsWith("cn-")) return "aws-cn";
	return region.startsWith("eusc-") ? "aws-eusc" : "aws";
}

export function regionsOf(partition: SandboxPartition): {
	readonly standard: readonly string[];
	readonly optIn: readonly string[];
} {
	return REGIONS[partition];
}

export function isOptInRegion(region: string): boolean {
	return regionsOf(partitionOfRegion(region)).optIn.includes(region);
}

export function dnsSuffixOf(partition: SandboxPartition): string {
	if (partition === "aws-cn") return "amazonaws.com.cn";
	return partition === "aws-eusc" ? "amazonaws.eu" : "amazonaws.com";
}

export function isPartition(value: string): value is SandboxPartition {
	return Object.hasOwn(REGIONS, value);
}
