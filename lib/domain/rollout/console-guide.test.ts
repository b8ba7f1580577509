import { describe, expect, it } from "vitest";
import { consoleGuide, type GuideInput, nextWaveGuide, overrideGuide } from "./console-guide.ts";
import { INPUT, LAUNCH } from "./rollout.test-support.ts";
import { stackSetParameters } from "./stack-set.ts";

const input: GuideInput = {
	partition: "aws",
	launch: LAUNCH,
	templateUrl: "https://templates.s3.us-east-1.amazonaws.com/role.yaml",
	source: "ours",
	parameters: stackSetParameters(INPUT),
};
const guide = consoleGuide(input);

describe("the console's guide", () => {
	it("has the document's sixteen steps, in its order", () => {
		expect(guide.map(({ number }) => number)).toEqual(Array.from({ length: 16 }, (_, index) => index + 1));
		const landmarks = [
			"Create StackSet",
			"Service-managed permissions",
			"Template is ready",
			"Amazon S3 URL",
			"press Next",
			"StackSet name",
			"Parameters",
			"Next",
			"Managed execution, select Active",
			"Deploy new stacks",
			"Deploy to organization",
			"Automatic deployment, select Enabled",
			"Delete stacks",
			"region",
			"Region Concurrency select Sequential",
			"Submit",
		];
		expect(guide.map(({ text }, index) => text.includes(landmarks[index] ?? "?"))).toEqual(
			landmarks.map(() => true),
		);
	});

	it("has each value of the other ways, ready to copy, with the template's own spelling", () => {
		const values = Object.fromEntries(
			guide.flatMap((step) => step.values.map(({ label, value }) => [label, value])),
		);
		expect(values).toMatchObject({
			"Amazon S3 URL": input.templateUrl,
			"StackSet name": "harness-ce-iam-stackset",
			Region: "us-east-1",
			...input.parameters,
		});
		expect(values).toHaveProperty("ExternalId", "harness:891928451355:lnFZRF6jQO6tQnB9xxXXXx");
		expect(values).not.toHaveProperty("ExternalID");
		expect(values).toHaveProperty("ExternalIdPerAccount", "true");
	});

	it("corrects the document where it errs", () => {
		expect(guide[6]?.note).toContain("three parts");
		expect(guide[10]?.note).toContain("stack of its own");
	});

	it("opens the console of the stack set's region, in its partition", () => {
		expect(guide[0]?.url).toBe(
			"https://us-east-1.console.aws.amazon.com/cloudformation/home?region=us-east-1#/stacksets/create",
		);
		const gov = consoleGuide({
			...input,
			partition: "aws-us-gov",
			launch: { ...LAUNCH, region: "us-gov-west-1" },
		});
		expect(gov[0]?.url).toContain("https://console.amazonaws-us-gov.com/");
	});

	it("names the units one by one where not the whole organization is chosen", () => {
		const launch = { ...LAUNCH, waves: [["ou-ab12-11111111", "ou-ab12-22222222"], ["r-ab12"]] };
		expect(consoleGuide({ ...input, launch })[10]).toMatchObject({
			text: expect.stringContaining("organizational units"),
			values: [
				{ label: "AWS OU ID", value: "ou-ab12-11111111" },
				{ label: "AWS OU ID", value: "ou-ab12-22222222" },
			],
		});
	});

	it("has whole sentences only", () => {
		const launch = { ...LAUNCH, waves: [["ou-ab12-11111111"]] };
		const all = [
			...guide,
			...consoleGuide({ ...input, launch, source: "harness" }),
			...nextWaveGuide("aws", LAUNCH, ["ou-ab12-11111111"]),
			...overrideGuide(
				"aws",
				LAUNCH,
				{ units: ["r-ab12"], accountIds: ["111111111111"] },
				{ EventsEnabled: "true" },
			),
		];
		for (const { text, note } of all) {
			expect(text).toMatch(/^[A-Z].*\.$/);
			if (note !== null) expect(note).toMatch(/^[A-Z].*\.$/);
		}
	});
});

describe("later steps in the console", () => {
	it("add a wave's units to the same stack set", () => {
		const steps = nextWaveGuide("aws", LAUNCH, ["ou-ab12-11111111"]);
		expect(steps.map(({ number }) => number)).toEqual([1, 2, 3, 4]);
		expect(steps.flatMap(({ values }) => values)).toContainEqual({
			label: "AWS OU ID",
			value: "ou-ab12-11111111",
		});
	});

	it("override an exception's parameters, and say that joiners do not get them", () => {
		const overrides = { OptimizationEnabled: "true" };
		const steps = overrideGuide(
			"aws",
			LAUNCH,
			{ units: ["r-ab12"], accountIds: ["111111111111"] },
			overrides,
		);
		expect(steps.flatMap(({ values }) => values)).toEqual(
			expect.arrayContaining([
				{ label: "Account number", value: "111111111111" },
				{ label: "OptimizationEnabled", value: "true" },
			]),
		);
		expect(steps.map(({ note }) => note).join()).toContain("join");
	});
});
