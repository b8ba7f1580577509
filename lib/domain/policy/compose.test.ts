import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { composePolicy, type LibraryChoice } from "./compose.ts";
import { decideRequest, preparePolicies } from "./evaluate.ts";
import { LIBRARY } from "./library.ts";
import { otherAccountBucketPolicy } from "./other-account-bucket.ts";
import { MANAGED_POLICY_CHARACTERS, policySize } from "./split.ts";

const ROLE_ARN = "arn:aws:iam::111122223333:role/HarnessPlatformRole";
const choose = (ids: readonly string[], changes: Partial<LibraryChoice> = {}): LibraryChoice => ({
	entries: ids.map((id) => ({ id })),
	partition: "aws",
	bucketNames: ["acme-artifacts"],
	regions: [],
	accountIds: [],
	...changes,
});
function composed(choice: LibraryChoice) {
	const result = composePolicy(choice);
	if (!result.ok) throw new Error(result.failure.message);
	return result.value;
}
const allow = (Action: readonly string[], Resource: readonly string[] = ["*"]) => ({
	Effect: "Allow",
	Action,
	Resource,
});

describe("a composed policy", () => {
	it("holds DescribeRegions, whatever is chosen", () => {
		expect(composed(choose([])).merged.Statement).toEqual([allow(["ec2:DescribeRegions"])]);
	});

	it("stands on the buckets that are named, in the partition", () => {
		const { merged } = composed(
			choose(["s3-write"], { partition: "aws-us-gov", bucketNames: ["acme-a", "acme-b", "acme-a"] }),
		);
		expect(merged.Statement).toContainEqual(
			allow(["s3:*Object"], ["arn:aws-us-gov:s3:::acme-a/*", "arn:aws-us-gov:s3:::acme-b/*"]),
		);
	});

	it("reads every bucket where none is named, and only those that are", () => {
		const object = { action: "s3:GetObject", resource: "arn:aws:s3:::other/x" };
		const any = composed(choose([], { entries: [{ id: "s3-read", bucketNames: [] }] }));
		expect(decideRequest([any.merged], object).decision).toBe("allowed");
		const named = composed(choose(["s3-read"]));
		expect(decideRequest([named.merged], object).decision).toBe("denied");
		expect(decideRequest([named.merged], { action: "s3:ListAllMyBuckets", resource: "*" }).decision).toBe(
			"allowed",
		);
	});

	it("holds what acts in a region to the regions, and neither IAM nor DescribeRegions", () => {
		const { merged, notes } = composed(choose(["cloudformation-eks-limited"], { regions: ["eu-west-1"] }));
		const decide = preparePolicies([merged]);
		const inRegion = (action: string, region: string) =>
			decide({ action, resource: "*", context: { "aws:RequestedRegion": [region] } }).decision;
		expect(inRegion("eks:CreateCluster", "eu-west-1")).toBe("allowed");
		expect(inRegion("eks:CreateCluster", "us-east-1")).toBe("denied");
		expect(inRegion("iam:CreateRole", "us-east-1")).toBe("allowed");
		expect(inRegion("ec2:DescribeRegions", "us-east-1")).toBe("allowed");
		expect(notes.join()).toContain("eu-west-1");
	});

	it("never allows more with a region or an account than without", () => {
		const ids = LIBRARY.map(({ id }) => id);
		fc.assert(
			fc.property(
				fc.subarray(ids),
				fc.subarray(["us-east-1", "eu-west-1"]),
				fc.subarray(["111122223333", "444455556666"]),
				fc.subarray(LIBRARY.flatMap(({ statements }) => statements.flatMap(({ Action }) => Action))),
				(chosen, regions, accountIds, wanted) => {
					const base = { otherAccountId: "999988887777" };
					const open = preparePolicies([composed(choose(chosen, base)).merged]);
					const held = preparePolicies([composed(choose(chosen, { ...base, regions, accountIds })).merged]);
					for (const action of wanted.slice(0, 20)) {
						const request = {
							action: action.replaceAll("*", "X"),
							resource: "arn:aws:s3:::acme-artifacts/x",
							context: {
								"aws:RequestedRegion": ["us-east-1"],
								"aws:ResourceAccount": ["111122223333"],
								"iam:AWSServiceName": [],
							},
						};
						if (held(request).decision === "allowed") expect(open(request).decision).toBe("allowed");
					}
				},
			),
			{ numRuns: 200 },
		);
	});

	it("holds named buckets and repositories to the accounts, and leaves Harness's own bucket out", () => {
		const { merged } = composed(
			choose(["s3-write", "ecr-pull", "ccm-billing"], { accountIds: ["111122223333"] }),
		);
		expect(merged.Statement).toContainEqual({
			...allow(["s3:*Object"], ["arn:aws:s3:::acme-artifacts/*"]),
			Condition: { StringEquals: { "aws:ResourceAccount": ["111122223333"] } },
		});
		const text = JSON.stringify(merged);
		expect(text).toContain("arn:aws:ecr:*:111122223333:repository/*");
		const copying = merged.Statement.find(({ Action }) => Action.includes("s3:PutObjectAcl"));
		expect(copying?.Condition).toBeUndefined();
	});

	it("holds a bucket of another account to that account, and hands its owner the other half", () => {
		const choice = choose(["s3-other-account"], { otherAccountId: "999988887777", roleArn: ROLE_ARN });
		const { merged, bucketPolicies, notes } = composed(choice);
		const object = { action: "s3:GetObject", resource: "arn:aws:s3:::acme-artifacts/x" };
		const of = (account: string) =>
			decideRequest([merged], { ...object, context: { "aws:ResourceAccount": [account] } }).decision;
		expect([of("999988887777"), of("111122223333")]).toEqual(["allowed", "denied"]);
		expect(bucketPolicies.map(({ bucketName }) => bucketName)).toEqual(["acme-artifacts"]);
		expect(notes).toEqual([]);
		expect(composed({ ...choice, roleArn: null }).notes.join()).toContain("role's ARN");
	});

	it("is split where it is longer than IAM takes, and says so", () => {
		const bucketNames = Array.from({ length: 200 }, (_, index) => `acme-artifacts-${index}`);
		const { policies, merged, notes, fitsRole } = composed(choose(["s3-write", "s3-read"], { bucketNames }));
		expect(policySize(merged)).toBeGreaterThan(MANAGED_POLICY_CHARACTERS);
		for (const { policy, size } of policies) {
			expect(size).toBe(policySize(policy));
			expect(size).toBeLessThanOrEqual(MANAGED_POLICY_CHARACTERS);
		}
		expect(policies.map(({ name }) => name)).toEqual(
			policies.map((_, index) => `HarnessPlatformPolicy${index + 1}`),
		);
		expect(notes.join()).toContain(`${policies.length} policies`);
		expect(fitsRole).toBe(true);
		const many = Array.from({ length: 1_000 }, (_, index) => `acme-artifacts-of-a-long-name-${index}`);
		expect(composed(choose(["s3-write", "s3-read"], { bucketNames: many })).fitsRole).toBe(false);
	});

	it("names wildcards, risks and the managed policies of the sources", () => {
		const { wildcards, risks, managedPolicyArns } = composed(choose(["ecr-push"], { partition: "aws-cn" }));
		expect(wildcards).toEqual([
			{ action: "ecr:*", meaning: expect.stringContaining("ecr"), count: expect.any(Number) },
		]);
		expect(risks.map(({ id }) => id)).toContain("delete-images");
		expect(managedPolicyArns).toEqual(["arn:aws-cn:iam::aws:policy/AmazonEC2ContainerRegistryFullAccess"]);
	});
});

describe("a choice is refused", () => {
	it.each<[string, LibraryChoice, { readonly kind: string; readonly field: string }]>([
		["an entry that is none", choose(["constructor"]), { kind: "unknown-entry", field: "entries" }],
		["no bucket", choose(["s3-write"], { bucketNames: [] }), { kind: "missing", field: "bucketNames" }],
		[
			"a wildcard as bucket",
			choose([], { bucketNames: ["*"] }),
			{ kind: "bucket-name", field: "bucketNames" },
		],
		[
			"a bucket that breaks out of its ARN",
			choose([], { entries: [{ id: "s3-write", bucketNames: ['a","b'] }] }),
			{ kind: "bucket-name", field: "bucketNames" },
		],
		["no other account", choose(["s3-other-account"]), { kind: "missing", field: "otherAccountId" }],
		[
			"a short account ID",
			choose([], { otherAccountId: "123" }),
			{ kind: "account-id", field: "otherAccountId" },
		],
		["a star as account", choose([], { accountIds: ["*"] }), { kind: "account-id", field: "accountIds" }],
		[
			"another partition's region",
			choose([], { regions: ["cn-north-1"] }),
			{ kind: "region", field: "regions" },
		],
		[
			"another partition's role",
			choose([], { roleArn: ROLE_ARN.replace("aws", "aws-cn") }),
			{ kind: "role-arn", field: "roleArn" },
		],
		[
			"a session as role",
			choose([], { roleArn: "arn:aws:sts::111122223333:assumed-role/x/y" }),
			{ kind: "role-arn", field: "roleArn" },
		],
	])("with %s", (_, choice, failure) => {
		const result = composePolicy(choice);
		expect(result).toMatchObject({ ok: false, failure });
		if (!result.ok) expect(result.failure.message).toMatch(/\.$/);
	});
});

describe("the policy for the owner of a bucket elsewhere", () => {
	it("admits one role, by its account and a condition", () => {
		const policy = otherAccountBucketPolicy("theirs", ROLE_ARN);
		for (const { Principal, Condition } of policy?.policy.Statement ?? []) {
			expect(Principal).toEqual({ AWS: "arn:aws:iam::111122223333:root" });
			expect(Condition).toEqual({ ArnEquals: { "aws:PrincipalArn": [ROLE_ARN] } });
		}
		expect(policy?.policy.Statement.flatMap(({ Resource }) => Resource)).toEqual([
			"arn:aws:s3:::theirs",
			"arn:aws:s3:::theirs/*",
		]);
	});

	it("is not made for what is no role", () => {
		expect(otherAccountBucketPolicy("theirs", "arn:aws:iam::111122223333:role/*")).toBeNull();
	});
});
