import { expect, test } from "vitest";
import { PARTITIONS, partitionFacts } from "./partition.ts";
import { stsPlaces } from "./sts-regions.ts";

test("every place is in the console of the account's partition", () => {
	for (const partition of PARTITIONS)
		for (const { url } of stsPlaces(partition))
			expect(new URL(url).host).toBe(partitionFacts(partition).consoleHost);
});

test("says nothing where no region is off at first", () => {
	expect(stsPlaces("aws-us-gov")).toEqual([]);
	expect(stsPlaces("aws")).toHaveLength(3);
});
