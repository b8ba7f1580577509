import { CCM_ENTRIES } from "./library/ccm.ts";
import { CLOUDFORMATION_ENTRIES } from "./library/cloudformation.ts";
import { ECR_ENTRIES } from "./library/ecr.ts";
import { EKS } from "./library/eks.ts";
import { DESCRIBE_REGIONS } from "./library/regions.ts";
import { S3_ENTRIES } from "./library/s3.ts";
import { SERVERLESS_ENTRIES } from "./library/serverless.ts";
import type { LibraryEntry } from "./library-types.ts";

/**
 * Every task with the policy it takes, in the order a page shows them. Actions are exactly those that the source
 * prints; where a limit is ours, the entry says so.
 */
export const LIBRARY: readonly LibraryEntry[] = [
	DESCRIBE_REGIONS,
	...S3_ENTRIES,
	...ECR_ENTRIES,
	...CLOUDFORMATION_ENTRIES,
	EKS,
	...SERVERLESS_ENTRIES,
	...CCM_ENTRIES,
];

const BY_ID: ReadonlyMap<string, LibraryEntry> = new Map(LIBRARY.map((entry) => [entry.id, entry]));

/** @example findEntry("s3-read")?.title // "Read from S3" */
export function findEntry(id: string): LibraryEntry | null {
	return BY_ID.get(id) ?? null;
}
