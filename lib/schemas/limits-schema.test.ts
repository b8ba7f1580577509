import { describe, expect, it } from "vitest";
import { LimitsSchema } from "./limits-schema.ts";

const TYPED = {
	stsRequestsPerSecond: "300",
	harnessRequestsPerMinute: " 400 ",
	resultRetentionDays: "90",
	ownerTag: " owner ",
};
const READ = {
	stsRequestsPerSecond: 300,
	harnessRequestsPerMinute: 400,
	resultRetentionDays: 90,
	ownerTag: "owner",
};

describe("limits", () => {
	it("are read as they are typed, and stay what they are when parsed again", () => {
		expect(LimitsSchema.parse(TYPED)).toEqual(READ);
		expect(LimitsSchema.parse(READ)).toEqual(READ);
	});

	it.each([
		["stsRequestsPerSecond", "9"],
		["stsRequestsPerSecond", "601"],
		["stsRequestsPerSecond", "3e2"],
		["stsRequestsPerSecond", ""],
		["harnessRequestsPerMinute", "29"],
		["harnessRequestsPerMinute", "1001"],
		["resultRetentionDays", "6"],
		["resultRetentionDays", "7.5"],
		["resultRetentionDays", "401"],
		["ownerTag", ""],
		["ownerTag", "x".repeat(129)],
	])("refuse %s %j", (field, value) => {
		const parsed = LimitsSchema.safeParse({ ...TYPED, [field]: value });
		expect(parsed.error?.issues.map(({ path }) => path[0])).toEqual([field]);
	});

	it("name what is allowed", () => {
		const parsed = LimitsSchema.safeParse({ ...TYPED, stsRequestsPerSecond: "0" });
		expect(parsed.error?.issues[0]?.message).toBe("Enter a whole number of requests from 10 to 600.");
	});
});
