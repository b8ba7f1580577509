import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseAccountId } from "./account-id.ts";
import { PARTITIONS, partitionFacts } from "./partition.ts";
import {
	identityCenterUrl,
	parsePortalUrl,
	parseQuickCreateUrl,
	quickCreateUrl,
} from "./quick-create-url.ts";

const text = fc.string({ unit: "binary" });
const places = fc.constantFrom(...PARTITIONS).chain((partition) =>
	fc.record({
		partition: fc.constant(partition),
		region: fc.constantFrom(...partitionFacts(partition).regions),
	}),
);
const parameters = fc.dictionary(fc.stringMatching(/^[A-Za-z0-9]{1,30}$/), text, { noNullPrototype: true });
const stacks = fc
	.tuple(places, fc.record({ templateUrl: text, stackName: text, parameters }))
	.map(([place, rest]) => ({ ...place, ...rest }));
const plain = {
	partition: "aws" as const,
	region: "us-east-1",
	templateUrl: "https://b.s3.amazonaws.com/t",
	stackName: "s",
};

describe("quickCreateUrl", () => {
	test("every well-formed value comes back unchanged, and nothing is added", () => {
		fc.assert(
			fc.property(stacks, (stack) => {
				expect(parseQuickCreateUrl(quickCreateUrl(stack))).toEqual(stack);
			}),
			{ numRuns: 500 },
		);
	});

	test("the link is a URL on the partition's own console whatever the values", () => {
		fc.assert(
			fc.property(stacks, (stack) => {
				const url = new URL(quickCreateUrl(stack));
				expect(url.host.endsWith(partitionFacts(stack.partition).consoleHost)).toBe(true);
				expect(url.search).toBe(`?region=${stack.region}`);
				expect(url.hash.startsWith("#/stacks/create/review?templateURL=")).toBe(true);
			}),
		);
	});

	test("an empty value stays an empty parameter", () => {
		expect(quickCreateUrl({ ...plain, parameters: { BucketName: "" } })).toBe(
			"https://us-east-1.console.aws.amazon.com/cloudformation/home?region=us-east-1#/stacks/create/review?templateURL=https%3A%2F%2Fb.s3.amazonaws.com%2Ft&stackName=s&param_BucketName=",
		);
	});

	test.each([
		"a&param_RoleName=x",
		"a=b",
		"a#b",
		"a+b",
		"a%26param_X=1",
		"a b",
		"?x",
		"'; rm",
		"\n",
		"\0",
		"é😀",
	])("%j cannot add a parameter", (value) => {
		const link = quickCreateUrl({ ...plain, stackName: value, parameters: { BucketName: value } });
		const query = link.slice(link.indexOf("review?") + "review?".length);
		const names = [...new URLSearchParams(query).keys()];
		expect(names).toEqual(["templateURL", "stackName", "param_BucketName"]);
		expect(new URLSearchParams(query).get("param_BucketName")).toBe(value);
	});

	test("a region of another partition, a strange name and a lone surrogate are programming errors", () => {
		expect(() => quickCreateUrl({ ...plain, region: "us-gov-west-1", parameters: {} })).toThrow(RangeError);
		expect(() => quickCreateUrl({ ...plain, parameters: { "A&param_B": "" } })).toThrow(RangeError);
		expect(() => quickCreateUrl({ ...plain, parameters: { A: "\ud800" } })).toThrow(RangeError);
	});

	test.each([
		"https://evil.example/cloudformation/home?region=us-east-1#/stacks/create/review?templateURL=a&stackName=b",
		`${quickCreateUrl({ ...plain, parameters: { A: "1" } })}&param_A=2`,
		`${quickCreateUrl({ ...plain, parameters: {} })}&other=2`,
		`${quickCreateUrl({ ...plain, parameters: {} })}&param_A=%`,
		"",
	])("%s is no link of ours", (link) => expect(parseQuickCreateUrl(link)).toBeNull());
});

describe("identityCenterUrl", () => {
	const account = parseAccountId("012345678901");
	if (!account.ok) throw new Error("not an account");
	const accountId = account.value;

	test("name and destination come back unchanged, and the account keeps its zero", () => {
		fc.assert(
			fc.property(text, text, (permissionSetName, destination) => {
				const portalUrl = "https://d-1234567890.awsapps.com/start";
				const link = identityCenterUrl({ portalUrl, accountId, permissionSetName, destination });
				const start = "https://d-1234567890.awsapps.com/start/#/console?";
				expect(link.startsWith(start)).toBe(true);
				const query = link
					.slice(start.length)
					.split("&")
					.map((pair) => pair.split("=").map(decodeURIComponent));
				expect(query).toEqual([
					["account_id", "012345678901"],
					["role_name", permissionSetName],
					["destination", destination],
				]);
			}),
		);
	});

	test.each([
		"http://d-1.awsapps.com",
		"javascript:alert(1)",
		"https://a:b@d-1.awsapps.com",
		"https://x/other",
		"d-1",
		"https://x/?a=b",
	])("%s is no start page", (portalUrl) => {
		expect(parsePortalUrl(portalUrl)).toBeNull();
		expect(() =>
			identityCenterUrl({ portalUrl, accountId, permissionSetName: "a", destination: "b" }),
		).toThrow(RangeError);
	});
});
