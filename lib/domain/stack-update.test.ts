import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PARTITIONS, partitionFacts } from "./partition.ts";
import {
	changeSetCommands,
	type StackUpdate,
	stackChecklist,
	stackConsoleUrl,
	stackPlaceOf,
	stackUpdateUrl,
	updateStackCommand,
} from "./stack-update.ts";

const STACK_ID =
	"arn:aws:cloudformation:eu-west-1:123456789012:stack/role/6f0c1d60-99aa-11f0-8000-0a1b2c3d4e5f";
const update: StackUpdate = {
	partition: "aws",
	region: "eu-west-1",
	stackName: "role",
	stackId: STACK_ID,
	templateUrl: "https://b.s3.amazonaws.com/t.yaml",
	changes: { EventsEnabled: "true" },
	known: ["RoleName", "EventsEnabled", "ExternalId"],
};
const hostile = [
	"'; rm -rf /; '",
	"$(id)",
	"`id`",
	"a\nb",
	'"',
	"\\",
	// biome-ignore lint/suspicious/noTemplateCurlyInString: hostile on purpose
	"${x}",
	"&param_X=1",
	"a,b=c",
	"é😀",
	"*",
	"#",
	"",
];

/** The words that a real shell makes of each `aws` command. */
function words(command: string): readonly string[] {
	const script = `aws() { printf '%s\\0' "$@"; }\n${command}`;
	return execFileSync("sh", ["-c", script], { encoding: "utf8" }).split("\0").slice(0, -1);
}
const wordAfter = (given: readonly string[], option: string) => given[given.indexOf(option) + 1] ?? "";

describe("updateStackCommand", () => {
	test("names every parameter that is kept, so that none falls back to its default", () => {
		const given = words(updateStackCommand(update));
		expect(given.slice(0, 2)).toEqual(["cloudformation", "update-stack"]);
		expect(wordAfter(given, "--stack-name")).toBe(STACK_ID);
		expect(wordAfter(given, "--template-url")).toBe(update.templateUrl);
		expect(wordAfter(given, "--capabilities")).toBe("CAPABILITY_NAMED_IAM");
		expect(JSON.parse(wordAfter(given, "--parameters"))).toEqual([
			{ ParameterKey: "EventsEnabled", ParameterValue: "true" },
			{ ParameterKey: "RoleName", UsePreviousValue: true },
			{ ParameterKey: "ExternalId", UsePreviousValue: true },
		]);
	});

	test("without a new template the stack keeps its own, and without an id it is called by its name", () => {
		const given = words(updateStackCommand({ ...update, templateUrl: null, stackId: null }));
		expect(given).toContain("--use-previous-template");
		expect(given).not.toContain("--template-url");
		expect(wordAfter(given, "--stack-name")).toBe("role");
	});

	test("a parameter that is new to the stack is given a value and never kept", () => {
		const given = words(
			updateStackCommand({ ...update, changes: { ConnectorId: "c" }, known: ["RoleName"] }),
		);
		expect(JSON.parse(wordAfter(given, "--parameters"))).toEqual([
			{ ParameterKey: "ConnectorId", ParameterValue: "c" },
			{ ParameterKey: "RoleName", UsePreviousValue: true },
		]);
	});

	test.each(hostile)("keeps its shape with %j in every place", (text) => {
		const wild = {
			...update,
			region: text,
			stackName: text,
			stackId: null,
			templateUrl: text,
			changes: { A: text },
		};
		for (const command of [
			updateStackCommand(wild),
			changeSetCommands(wild, "n").create.split(" && ")[0] ?? "",
		]) {
			if (command.includes("create-change-set") && text.includes(" && ")) continue;
			const given = words(command);
			expect(wordAfter(given, "--region")).toBe(text);
			expect(wordAfter(given, "--stack-name")).toBe(text);
			expect(wordAfter(given, "--template-url")).toBe(text);
			expect(JSON.parse(wordAfter(given, "--parameters"))[0]).toEqual({
				ParameterKey: "A",
				ParameterValue: text,
			});
		}
	});

	test("any values come back from a real shell as they were", () => {
		const text = fc.string({ unit: "binary" }).map((value) => value.replaceAll("\0", ""));
		const changes = fc.dictionary(fc.stringMatching(/^[A-Za-z0-9]{1,20}$/), text, { noNullPrototype: true });
		fc.assert(
			fc.property(changes, (given) => {
				const list = JSON.parse(
					wordAfter(words(updateStackCommand({ ...update, changes: given })), "--parameters"),
				);
				for (const name of Object.keys(given)) {
					expect(list).toContainEqual({ ParameterKey: name, ParameterValue: given[name] });
				}
			}),
			{ numRuns: 10 },
		);
	});
});

describe("changeSetCommands", () => {
	test("make, wait, read and run one change set of one stack", () => {
		const { create, describe: read, execute } = changeSetCommands(update, "rolebridge-1");
		const [make = "", wait = ""] = create.split(" && ");
		for (const command of [make, wait, read, execute]) {
			expect(wordAfter(words(command), "--change-set-name")).toBe("rolebridge-1");
			expect(wordAfter(words(command), "--stack-name")).toBe(STACK_ID);
			expect(wordAfter(words(command), "--region")).toBe("eu-west-1");
		}
		expect(words(make).slice(0, 2)).toEqual(["cloudformation", "create-change-set"]);
		expect(wordAfter(words(make), "--change-set-type")).toBe("UPDATE");
		expect(words(wait).slice(0, 3)).toEqual(["cloudformation", "wait", "change-set-create-complete"]);
		expect(words(read)[1]).toBe("describe-change-set");
		expect(words(execute)[1]).toBe("execute-change-set");
	});

	test("a name that AWS would refuse is a programming error", () => {
		for (const name of ["", "1a", "a b", "a;b", "é", "a".repeat(129)]) {
			expect(() => changeSetCommands(update, name)).toThrow(RangeError);
		}
	});
});

test("the checklist holds what changes and nothing else", () => {
	expect(stackChecklist({ changes: { A: "1", B: "" } })).toEqual([
		{ name: "A", value: "1" },
		{ name: "B", value: "" },
	]);
});

describe("stackPlaceOf", () => {
	test("reads a stack of the expected account", () => {
		expect(stackPlaceOf(STACK_ID, "aws", "123456789012")).toEqual({
			partition: "aws",
			region: "eu-west-1",
			stackName: "role",
			stackId: STACK_ID,
		});
	});

	test.each([
		["another account", STACK_ID, "aws", "210987654321"],
		["another partition", STACK_ID, "aws-us-gov", "123456789012"],
		["a region of another partition", STACK_ID.replace("eu-west-1", "us-gov-west-1"), "aws", "123456789012"],
		["something behind it", `${STACK_ID}&x=1`, "aws", "123456789012"],
		["no stack", "arn:aws:iam::123456789012:role/x", "aws", "123456789012"],
		["nothing", "", "aws", "123456789012"],
	] as const)("takes a tag with %s for no stack of ours", (_, text, partition, accountId) => {
		expect(stackPlaceOf(text, partition, accountId)).toBeNull();
	});
});

describe("console links", () => {
	test.each(PARTITIONS)("lead to the console of %s and carry the stack's id", (partition) => {
		const region = partitionFacts(partition).defaultRegion;
		const stackId = `arn:${partition}:cloudformation:${region}:123456789012:stack/role/1`;
		const place = { partition, region, stackName: "role", stackId };
		for (const link of [stackConsoleUrl(place), stackUpdateUrl({ ...place, templateUrl: null }) ?? ""]) {
			const url = new URL(link);
			expect(url.host.endsWith(partitionFacts(partition).consoleHost)).toBe(true);
			expect(url.searchParams.get("region")).toBe(region);
			expect(new URLSearchParams(url.hash.split("?")[1]).get("stackId")).toBe(stackId);
		}
	});

	test("without an id the list of stacks opens, and there is no page to update", () => {
		const byName = { ...update, stackId: null };
		expect(new URL(stackConsoleUrl(byName)).hash).toBe(
			"#/stacks?filteringText=role&filteringStatus=active&viewNested=true",
		);
		expect(stackUpdateUrl(byName)).toBeNull();
	});

	test.each(hostile)("no value adds a field: %j", (text) => {
		const query = (link: string) => [
			...new URLSearchParams(new URL(link).hash.split("?").slice(1).join("?")),
		];
		expect(query(stackConsoleUrl({ ...update, stackName: text, stackId: null }))[0]).toEqual([
			"filteringText",
			text,
		]);
		expect(query(stackUpdateUrl({ ...update, templateUrl: text }) ?? "")).toEqual([
			["stackId", STACK_ID],
			["templateURL", text],
		]);
	});
});
