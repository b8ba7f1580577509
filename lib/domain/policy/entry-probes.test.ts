import { describe, expect, it } from "vitest";
import { hasWildcard } from "../wildcard.ts";
import { composePolicy, type LibraryChoice } from "./compose.ts";
import { judgeEntries, type ProbeResources, probesOf } from "./entry-probes.ts";
import { preparePolicies } from "./evaluate.ts";
import { findEntry, LIBRARY } from "./library.ts";

const CHOICE: LibraryChoice = {
	entries: LIBRARY.map(({ id }) => ({ id })),
	partition: "aws",
	bucketNames: ["acme-artifacts"],
	regions: [],
	accountIds: ["111122223333"],
	otherAccountId: "999988887777",
};
const probes = (id: string, changes: Partial<ProbeResources> = {}) => {
	const entry = findEntry(id);
	return entry === null ? [] : probesOf(entry, { ...CHOICE, ...changes });
};
const composed = (choice: LibraryChoice) => {
	const result = composePolicy(choice);
	if (!result.ok) throw new Error(result.failure.message);
	return result.value.merged;
};
const verdicts = (policies: readonly unknown[], choice: LibraryChoice) =>
	judgeEntries(policies, choice).map(({ id, verdict }) => [id, verdict]);

describe("probes", () => {
	it("are one concrete action on one concrete resource each, none twice, for every entry", () => {
		for (const { id } of LIBRARY) {
			const asked = probes(id);
			expect(asked.length, id).toBeGreaterThan(0);
			for (const { action, resource } of asked) {
				expect(hasWildcard(action), `${id} ${action}`).toBe(false);
				expect(resource === "*" || !hasWildcard(resource), `${id} ${resource}`).toBe(true);
				expect(resource).not.toMatch(/[{}]/);
			}
			expect(new Set(asked.map(({ action, resource }) => `${action} ${resource}`)).size).toBe(asked.length);
		}
	});

	it("ask for objects in the bucket and for the bucket itself", () => {
		expect(probes("s3-read", { accountIds: [] })).toEqual([
			{ action: "s3:GetObject", resource: "arn:aws:s3:::acme-artifacts/rolebridge-probe" },
			{ action: "s3:GetBucketLocation", resource: "arn:aws:s3:::acme-artifacts" },
			{ action: "s3:ListBucket", resource: "arn:aws:s3:::acme-artifacts" },
			{ action: "s3:GetBucketLocation", resource: "*" },
			{ action: "s3:ListAllMyBuckets", resource: "*" },
		]);
		expect(probes("ccm-billing")).toContainEqual({
			action: "s3:PutObject",
			resource: "arn:aws:s3:::ce-customer-billing-data-prod/rolebridge-probe",
		});
	});

	it("ask about what lies in a region in the region that is given", () => {
		expect(probes("ecr-pull", { region: "eu-west-1" })).toContainEqual({
			action: "ecr:BatchGetImage",
			resource: "arn:aws:ecr:eu-west-1:111122223333:repository/rolebridge-probe",
		});
	});

	it("leave out what nobody named: a bucket, an account", () => {
		expect(probes("s3-write", { bucketNames: [] })).toEqual([]);
		const passing = (accountIds: readonly string[]) =>
			probes("ccm-autostopping-alb", { accountIds }).filter(({ action }) => action === "iam:PassRole");
		expect(passing([])).toEqual([]);
		expect(passing(["111122223333"])).toHaveLength(1);
		expect(probes("ecr-pull")).toContainEqual({
			action: "ecr:BatchGetImage",
			resource: "arn:aws:ecr:us-east-1:111122223333:repository/rolebridge-probe",
		});
	});
});

describe("probes where no names are known", () => {
	const unnamed = { bucketNames: null, accountIds: null };

	it("ask nothing that a role held to some buckets, accounts or none would be refused", () => {
		const narrow = { ...CHOICE, entries: LIBRARY.filter(({ id }) => id !== "serverless-full") };
		const wide = {
			...narrow,
			entries: narrow.entries.map(({ id }) => ({ id, bucketNames: CHOICE.bucketNames })),
		};
		for (const choice of [narrow, { ...wide, accountIds: [] }]) {
			for (const { id } of choice.entries) {
				const own = preparePolicies([composed({ ...choice, entries: [{ id }] })]);
				const context = {
					"aws:ResourceAccount": ["111122223333"],
					"iam:AWSServiceName": ["replication.ecr.amazonaws.com"],
				};
				for (const probe of probes(id, unnamed)) {
					expect(own({ ...probe, context }).decision, `${id} ${probe.action}`).toBe("allowed");
				}
			}
		}
	});

	it("still ask what every such role has", () => {
		const actions = (id: string) => probes(id, unnamed).map(({ action }) => action);
		expect(actions("s3-read")).toEqual(["s3:GetBucketLocation", "s3:ListAllMyBuckets"]);
		expect(actions("ecr-pull")).toEqual(["ecr:GetAuthorizationToken"]);
		expect(actions("s3-write")).toEqual([]);
	});
});

describe("policies that were pasted", () => {
	it("are judged allowed where they are what the library composes, for each entry alone", () => {
		for (const { id } of LIBRARY) {
			for (const regions of [[], ["eu-west-1", "us-east-1"]]) {
				const choice = { ...CHOICE, entries: [{ id }], regions };
				const expected = id === "describe-regions" ? [id] : ["describe-regions", id];
				expect(verdicts([composed(choice)], choice), id).toEqual(expected.map((name) => [name, "allowed"]));
			}
		}
	});

	it("are judged denied where an action is missing, and name it", () => {
		const policy = composed({ ...CHOICE, entries: [{ id: "s3-read" }] });
		const [, write] = judgeEntries([policy], { ...CHOICE, entries: [{ id: "s3-write" }] });
		expect(write).toMatchObject({
			verdict: "denied",
			allowed: [{ action: "s3:GetObject" }],
			denied: [{ action: "s3:PutObject", decision: "denied", reason: "No statement allows it." }],
			unknown: [],
		});
	});

	it("are judged denied where one of the regions is left out, and unknown where none is named", () => {
		const held = composed({ ...CHOICE, entries: [{ id: "eks" }], regions: ["eu-west-1"] });
		const judged = (regions: readonly string[]) =>
			verdicts([held], { ...CHOICE, entries: [{ id: "eks" }], regions })[1]?.[1];
		expect(judged(["eu-west-1"])).toBe("allowed");
		expect(judged(["eu-west-1", "us-east-1"])).toBe("denied");
		expect(judged([])).toBe("unknown");
	});

	it("are judged in each chosen region by resources of that region, and unknown where none is named", () => {
		const bound = JSON.parse(
			JSON.stringify(composed({ ...CHOICE, entries: [{ id: "ecr-pull" }] })).replaceAll(
				"arn:aws:ecr:*:",
				"arn:aws:ecr:us-east-1:",
			),
		);
		expect(JSON.stringify(bound)).toContain("arn:aws:ecr:us-east-1:");
		const judged = (policy: unknown, regions: readonly string[]) =>
			judgeEntries([policy], { ...CHOICE, entries: [{ id: "ecr-pull" }], regions })[1]?.verdict;
		expect(judged(bound, ["us-east-1"])).toBe("allowed");
		expect(judged(bound, ["eu-west-1"])).toBe("denied");
		expect(judged(bound, ["us-east-1", "eu-west-1"])).toBe("denied");
		expect(judged(bound, [])).toBe("unknown");
		const europe = JSON.parse(JSON.stringify(bound).replaceAll("us-east-1", "eu-*"));
		expect(judged(europe, [])).toBe("unknown");
		expect(judged(europe, ["eu-west-1"])).toBe("allowed");
	});

	it("are judged with what else is known of Harness's sessions", () => {
		const guard = {
			Effect: "Deny",
			NotAction: "ec2:DescribeRegions",
			Resource: "*",
			Condition: { StringLike: { "aws:userid": "*:rolebridge-*" } },
		};
		const choice = { ...CHOICE, entries: [{ id: "eks" }] };
		const policies = [composed(choice), { Version: "2012-10-17", Statement: [guard] }];
		expect(judgeEntries(policies, choice)[1]?.verdict).toBe("unknown");
		const context = { "aws:userid": ["AROAEXAMPLE:harness"] };
		expect(judgeEntries(policies, choice, context)[1]?.verdict).toBe("allowed");
	});

	it("leave open what was not asked, and skip what is no entry", () => {
		const choice = { ...CHOICE, bucketNames: [], entries: [{ id: "s3-write" }, { id: "nothing" }] };
		expect(verdicts([composed(CHOICE)], choice)).toEqual([
			["describe-regions", "allowed"],
			["s3-write", "unknown"],
		]);
	});
});
