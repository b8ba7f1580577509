import { describe, expect, it } from "vitest";
import { HarnessAccountSchema, VerifierSettingsSchema } from "./settings-schemas.ts";

function regions(optInRegions: string | string[]) {
	const parsed = VerifierSettingsSchema.safeParse({
		verifierMode: "operator",
		canaryRoleArn: "",
		optInRegions,
	});
	return parsed.success ? parsed.data.optInRegions : parsed.error.issues[0]?.message;
}

describe("opt-in regions", () => {
	it("are read as they are typed, each once, and stay what they are when parsed again", () => {
		expect(regions("ap-east-1, eu-south-1  ap-east-1")).toEqual(["ap-east-1", "eu-south-1"]);
		expect(regions(["ap-east-1", "eu-south-1"])).toEqual(["ap-east-1", "eu-south-1"]);
		expect(regions("")).toEqual([]);
	});

	it("name the one that is no region", () => {
		expect(regions("ap-east-1, moon-1")).toBe("moon-1 is no AWS region. A region looks like ap-east-1.");
	});
});

describe("Harness's address", () => {
	const parse = (baseUrl: string) =>
		HarnessAccountSchema.safeParse({ accountId: "EfOfrUbHTtupeZjUqxlHBg", baseUrl, apiKey: "" }).success;

	it.each(["http://app.harness.io", "ftp://app.harness.io", "app.harness.io", "http://169.254.169.254"])(
		"may not be %s",
		(url) => expect(parse(url)).toBe(false),
	);

	it.each(["https://app.harness.io", "https://harness.example.com/ng", "http://127.0.0.1:4567"])(
		"may be %s",
		(url) => expect(parse(url)).toBe(true),
	);
});
