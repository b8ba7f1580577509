import { expect, test } from "vitest";
import { PARTITION_FACTS, PARTITIONS } from "../partition.ts";
import { awsEndpoints, ENDPOINT_SERVICES } from "./endpoints.ts";

const hosts = (...asked: Parameters<typeof awsEndpoints>) => awsEndpoints(...asked).map(({ host }) => host);

test("every connector needs STS and EC2, in the commercial partition by STS's old host too", () => {
	expect(hosts("eu-west-1", [])).toEqual([
		"sts.eu-west-1.amazonaws.com",
		"sts.amazonaws.com",
		"ec2.eu-west-1.amazonaws.com",
	]);
});

test("GovCloud has hosts of its own, and one of IAM", () => {
	expect(hosts("us-gov-west-1", ["iam", "ecr"])).toEqual([
		"sts.us-gov-west-1.amazonaws.com",
		"ec2.us-gov-west-1.amazonaws.com",
		"api.ecr.us-gov-west-1.amazonaws.com",
		"*.dkr.ecr.us-gov-west-1.amazonaws.com",
		"prod-us-gov-west-1-starport-layer-bucket.s3.us-gov-west-1.amazonaws.com",
		"iam.us-gov.amazonaws.com",
	]);
});

test("every service adds hosts, all of them of the region's partition and named once", () => {
	for (const partition of PARTITIONS) {
		const { defaultRegion, dnsSuffix } = PARTITION_FACTS[partition];
		const all = hosts(defaultRegion, ENDPOINT_SERVICES);
		expect(new Set(all).size).toBe(all.length);
		expect(all.filter((host) => !host.endsWith(`.${dnsSuffix}`))).toEqual([]);
		for (const service of ENDPOINT_SERVICES)
			expect(hosts(defaultRegion, [service]).length).toBeGreaterThan(hosts(defaultRegion, []).length);
	}
});

test("what is no region is a programming error", () => {
	expect(() => awsEndpoints("us-east-1.evil.example", [])).toThrow(RangeError);
});
