import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { parseAccountId } from "../account-id.ts";
import type { RolloutLaunch } from "../rollout.ts";
import { ORGANIZATION_TEMPLATE_PARAMETERS } from "./organization-template.ts";
import { HOSTILE, LAUNCH } from "./rollout.test-support.ts";
import {
	addUnitsCommands,
	createOrganizationStackCommand,
	createStackSetCommands,
	overrideCommands,
	updateOrganizationStackCommand,
	updateStackSetCommand,
} from "./stack-set-cli.ts";

/** The words that a real shell makes of one command. */
function words(command: string): readonly string[] {
	const script = `aws() { printf '%s\\0' "$@"; }\n${command}`;
	return execFileSync("sh", ["-c", script], { encoding: "utf8" }).split("\0").slice(0, -1);
}

/** The options of one command by name; two of the same name are a mistake. */
function optionsOf(command: string | undefined): Readonly<Record<string, string | readonly string[]>> {
	const given = words(command ?? "").slice(2);
	const found = new Map<string, string | string[]>();
	for (let index = 0; index < given.length; ) {
		const name = given[index] ?? "";
		expect(name).toMatch(/^--[a-z-]+$/);
		expect(found.has(name)).toBe(false);
		const values: string[] = [];
		// A value never begins with two dashes here unless it was meant to be one: options take exactly what they need.
		for (
			index++;
			index < given.length &&
			(values.length === 0 || name === "--capabilities") &&
			!/^--[a-z-]+$/.test(given[index] ?? "");
			index++
		) {
			values.push(given[index] ?? "");
		}
		found.set(name, values.length === 1 ? (values[0] ?? "") : values);
	}
	return Object.fromEntries(found);
}
const json = (value: unknown): unknown => JSON.parse(String(value));

const stack = {
	region: "us-east-1",
	stackName: "harness-ccm-organization",
	templateUrl: "https://templates.s3.us-east-1.amazonaws.com/organization.yaml?versionId=v1",
	parameters: { OrganizationalUnitIds: "r-ab12,ou-ab12-11111111", ExternalId: "harness:891928451355:abc" },
};
const set = {
	launch: { ...LAUNCH, waves: [["ou-ab12-11111111"], ["r-ab12"]] },
	templateUrl: "https://templates.s3.us-east-1.amazonaws.com/role.yaml",
	parameters: { ExternalId: "harness:891928451355:abc", BucketName: "" },
};
const delegated = parseAccountId("210987654321");
if (!delegated.ok) throw new Error("not an account");
const byDelegate: RolloutLaunch = { ...set.launch, delegatedAdministratorId: delegated.value };
const PREFERENCES = {
	RegionConcurrencyType: "SEQUENTIAL",
	FailureTolerancePercentage: 100,
	MaxConcurrentPercentage: 25,
};

describe("the organization's stack by command", () => {
	test("acknowledges both: named roles, and a nested stack", () => {
		expect(words(createOrganizationStackCommand(stack))).toEqual([
			...["cloudformation", "create-stack", "--region", "us-east-1"],
			...["--stack-name", "harness-ccm-organization", "--template-url", stack.templateUrl],
			...["--capabilities", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"],
			"--parameters",
			JSON.stringify([
				{ ParameterKey: "OrganizationalUnitIds", ParameterValue: "r-ab12,ou-ab12-11111111" },
				{ ParameterKey: "ExternalId", ParameterValue: "harness:891928451355:abc" },
			]),
		]);
	});

	test("gets its next wave with every other value kept", () => {
		const command = updateOrganizationStackCommand(
			stack,
			{ OrganizationalUnitIds: "r-ab12" },
			ORGANIZATION_TEMPLATE_PARAMETERS,
		);
		expect(words(command)).toContain("--use-previous-template");
		const list = json(words(command).at(-1)) as readonly Record<string, unknown>[];
		expect(list[0]).toEqual({ ParameterKey: "OrganizationalUnitIds", ParameterValue: "r-ab12" });
		expect(list.slice(1).every(({ UsePreviousValue }) => UsePreviousValue === true)).toBe(true);
		expect(list.map(({ ParameterKey }) => ParameterKey).toSorted()).toEqual(
			[...ORGANIZATION_TEMPLATE_PARAMETERS].toSorted(),
		);
	});
});

describe("a stack set by command", () => {
	test("is made, then filled with the wave that has begun", () => {
		const [create, fill, ...more] = createStackSetCommands(set);
		expect(more).toEqual([]);
		expect(words(create ?? "").slice(0, 2)).toEqual(["cloudformation", "create-stack-set"]);
		expect(optionsOf(create)).toEqual({
			"--region": "us-east-1",
			"--stack-set-name": "harness-ce-iam-stackset",
			"--template-url": set.templateUrl,
			"--permission-model": "SERVICE_MANAGED",
			"--auto-deployment": "Enabled=true,RetainStacksOnAccountRemoval=false",
			"--managed-execution": "Active=true",
			"--capabilities": "CAPABILITY_NAMED_IAM",
			"--parameters": JSON.stringify([
				{ ParameterKey: "ExternalId", ParameterValue: "harness:891928451355:abc" },
				{ ParameterKey: "BucketName", ParameterValue: "" },
			]),
		});
		const options = optionsOf(fill);
		expect(words(fill ?? "").slice(0, 2)).toEqual(["cloudformation", "create-stack-instances"]);
		expect(json(options["--deployment-targets"])).toEqual({ OrganizationalUnitIds: ["ou-ab12-11111111"] });
		expect(json(options["--regions"])).toEqual(["us-east-1"]);
		expect(json(options["--operation-preferences"])).toEqual(PREFERENCES);
	});

	test("takes no more units at once than AWS does", () => {
		const units = Array.from({ length: 120 }, (_, index) => `ou-ab12-${String(index).padStart(8, "0")}`);
		const targets = addUnitsCommands(LAUNCH, units).map(
			(command) => json(optionsOf(command)["--deployment-targets"]) as Record<string, readonly string[]>,
		);
		expect(targets.map(({ OrganizationalUnitIds }) => OrganizationalUnitIds?.length)).toEqual([50, 50, 20]);
		expect(targets.flatMap(({ OrganizationalUnitIds }) => OrganizationalUnitIds)).toEqual(units);
	});

	test("that is there is updated in place", () => {
		const command = updateStackSetCommand(set);
		expect(words(command).slice(0, 2)).toEqual(["cloudformation", "update-stack-set"]);
		expect(Object.keys(optionsOf(command))).toEqual([
			...["--region", "--stack-set-name", "--template-url", "--capabilities", "--parameters"],
			"--operation-preferences",
		]);
	});

	test("every command of a delegated administrator says so, and no other does", () => {
		const unit = { kind: "unit", unitId: "ou-ab12-11111111" } as const;
		const all = (launch: RolloutLaunch) => [
			...createStackSetCommands({ ...set, launch }),
			...addUnitsCommands(launch, ["r-ab12"]),
			updateStackSetCommand({ ...set, launch }),
			...overrideCommands(launch, unit, { EventsEnabled: "false" }),
		];
		for (const command of all(byDelegate)) {
			expect(optionsOf(command)["--call-as"]).toBe("DELEGATED_ADMIN");
		}
		for (const command of all(set.launch)) expect(optionsOf(command)).not.toHaveProperty("--call-as");
	});
});

describe("exceptions by command", () => {
	const overrides = { OptimizationEnabled: "true", GovernancePolicyArns: "arn:a,arn:b" };

	test("of a unit", () => {
		const [command, ...more] = overrideCommands(
			LAUNCH,
			{ kind: "unit", unitId: "ou-ab12-11111111" },
			overrides,
		);
		expect(more).toEqual([]);
		const options = optionsOf(command);
		expect(json(options["--deployment-targets"])).toEqual({ OrganizationalUnitIds: ["ou-ab12-11111111"] });
		expect(json(options["--parameter-overrides"])).toEqual([
			{ ParameterKey: "OptimizationEnabled", ParameterValue: "true" },
			{ ParameterKey: "GovernancePolicyArns", ParameterValue: "arn:a,arn:b" },
		]);
	});

	test("of accounts, as a part of the units of the set, and each fits one argument of a shell", () => {
		const accountIds = Array.from({ length: 2500 }, (_, index) => String(index).padStart(12, "0"));
		const commands = overrideCommands(LAUNCH, { kind: "accounts", accountIds }, overrides);
		expect(commands).toHaveLength(3);
		const targets = commands.map(
			(command) => json(optionsOf(command)["--deployment-targets"]) as Record<string, unknown>,
		);
		expect(targets.flatMap(({ Accounts }) => Accounts)).toEqual(accountIds);
		for (const target of targets) {
			expect(target).toMatchObject({
				OrganizationalUnitIds: ["r-ab12"],
				AccountFilterType: "INTERSECTION",
			});
		}
		// Linux: MAX_ARG_STRLEN.
		expect(Math.max(...commands.flatMap(words).map(({ length }) => length))).toBeLessThan(131_072);
	});
});

test.each(HOSTILE)("%j in any place stays one word of a real shell", (value) => {
	const launch = { ...LAUNCH, region: value, stackSetName: value, waves: [[value]] };
	const parameters = { A: value };
	const hostile = { region: value, stackName: value, templateUrl: value, parameters };
	const list = JSON.stringify([{ ParameterKey: "A", ParameterValue: value }]);
	const commands = [
		createOrganizationStackCommand(hostile),
		updateOrganizationStackCommand(hostile, parameters, []),
		...createStackSetCommands({ launch, templateUrl: value, parameters }),
		updateStackSetCommand({ launch, templateUrl: value, parameters }),
		...overrideCommands(launch, { kind: "unit", unitId: value }, parameters),
		...overrideCommands(launch, { kind: "accounts", accountIds: [value] }, parameters),
	];
	for (const command of commands) {
		const given = words(command);
		expect(given[0]).toBe("cloudformation");
		expect(given.slice(2, 4)).toEqual(["--region", value]);
		const names = given.filter((word, index) => index > 3 && /^--[a-z-]+$/.test(word) && word !== value);
		expect(new Set(names).size).toBe(names.length);
		for (const name of ["--parameters", "--parameter-overrides"]) {
			if (names.includes(name)) expect(given[given.indexOf(name) + 1]).toBe(list);
		}
	}
});
