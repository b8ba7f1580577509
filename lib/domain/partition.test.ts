import { createRequire } from "node:module";
import { describe, expect, test } from "vitest";
import {
	consoleOrigin,
	isPartition,
	isRegionOf,
	PARTITIONS,
	partitionFacts,
	partitionOfRegion,
	stsHost,
} from "./partition.ts";

/** The SDK's own table, through the copy that its STS client uses. */
const require = createRequire(import.meta.url);
const { partition: sdkPartition } = createRequire(require.resolve("@aws-sdk/client-sts"))(
	"@aws-sdk/core/client",
);

describe("partition", () => {
	test.each(PARTITIONS)("every region of %s belongs to it and to no other", (partition) => {
		const { regions, optInRegions, defaultRegion } = partitionFacts(partition);
		expect(regions).toContain(defaultRegion);
		expect(regions).toEqual(expect.arrayContaining([...optInRegions]));
		expect(new Set(regions).size).toBe(regions.length);
		for (const region of regions) {
			expect(PARTITIONS.filter((other) => isRegionOf(other, region))).toEqual([partition]);
		}
	});

	test.each([
		"",
		"us-east",
		"us-gov",
		"US-EAST-1",
		"us-east-1.evil.com",
		"us-east-1\n",
		"xx-east-1",
		"us-east-1/",
	])("%j is no region of any partition", (region) => expect(partitionOfRegion(region)).toBeNull());

	test("a region that opens tomorrow is known by its shape", () => {
		expect(partitionOfRegion("sa-west-1")).toBe("aws");
	});

	test("our suffixes and partitions are those of the AWS SDK's own table, region by region", () => {
		for (const partition of PARTITIONS) {
			const { regions, dnsSuffix } = partitionFacts(partition);
			for (const region of regions) {
				expect(sdkPartition(region)).toMatchObject({ name: partition, dnsSuffix });
			}
		}
	});

	test("hosts follow the partition", () => {
		expect(consoleOrigin("aws", "eu-west-1")).toBe("https://eu-west-1.console.aws.amazon.com");
		expect(consoleOrigin("aws-us-gov", "us-gov-east-1")).toBe("https://console.amazonaws-us-gov.com");
		expect(consoleOrigin("aws-cn", "cn-north-1")).toBe("https://cn-north-1.console.amazonaws.cn");
		expect(consoleOrigin("aws-eusc", "eusc-de-east-1")).toBe(
			"https://eusc-de-east-1.console.amazonaws-eusc.eu",
		);
		expect(stsHost("aws-cn", "cn-northwest-1")).toBe("sts.cn-northwest-1.amazonaws.com.cn");
		expect(stsHost("aws-us-gov", "us-gov-west-1")).toBe("sts.us-gov-west-1.amazonaws.com");
	});

	test("a region of another partition is a programming error", () => {
		expect(() => consoleOrigin("aws", "us-gov-west-1")).toThrow(RangeError);
		expect(() => stsHost("aws-cn", "us-east-1")).toThrow(RangeError);
	});

	test("where Harness supports nothing, the reason is given", () => {
		for (const partition of PARTITIONS) {
			const { harness } = partitionFacts(partition);
			expect(harness.isSupported || harness.reason.length > 20).toBe(true);
		}
		expect(partitionFacts("aws-us-gov").harness.features).not.toContain("BILLING");
	});

	test("only the four names are partitions", () => {
		expect(PARTITIONS.every(isPartition)).toBe(true);
		expect(["AWS", "aws-iso", "toString", ""].some(isPartition)).toBe(false);
	});
});
