import type { Partition } from "#lib/domain/partition.ts";

export const PARTITION_NAMES = {
	aws: "AWS",
	"aws-us-gov": "AWS GovCloud (US)",
	"aws-cn": "AWS China",
	"aws-eusc": "AWS European Sovereign Cloud",
} as const satisfies Record<Partition, string>;
