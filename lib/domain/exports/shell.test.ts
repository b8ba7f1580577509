import { execFileSync, spawnSync } from "node:child_process";
import {
	chmodSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { CeAwsConnector } from "../harness-connector.ts";
import { EXPORT_FORMATS, type ExportFormat, exportFiles } from "./export-forms.ts";
import {
	connectorPlan,
	exportAccount,
	PAYER,
	rolloutPlan,
	SPECIAL,
	selectionPlan,
} from "./export-plan.test-support.ts";
import type { ExportPlan } from "./export-plan.ts";
import { nextSteps } from "./next-steps.ts";

const HOSTILE = [
	"'; rm -rf / #",
	"$(id)",
	"`id`",
	"$HOME",
	'a"b',
	"a\nb",
	"\\",
	"!",
	"*",
	"~",
	"é🙂",
	"-n",
	"@/etc/passwd",
];
const hostileText = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: "grapheme" }));

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), "exports-"));
	mkdirSync(join(folder, "bin"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(plan: ExportPlan, format: ExportFormat) {
	for (const { path, text } of exportFiles(plan, format)) {
		mkdirSync(dirname(join(folder, path)), { recursive: true });
		writeFileSync(join(folder, path), text);
	}
}

/** A program that notes its arguments, and then does what `then` says. */
function program(name: string, then = "") {
	const script = `#!/bin/sh\nprintf '%s\\0' "$#" "$@" >> '${folder}/${name}.args'\n${then}\n`;
	writeFileSync(join(folder, "bin", name), script);
	chmodSync(join(folder, "bin", name), 0o755);
}

/** What a program was called with, call by call. */
function callsOf(name: string): readonly (readonly string[])[] {
	const file = join(folder, `${name}.args`);
	if (!existsSync(file)) return [];
	const words = readFileSync(file, "utf8").split("\0").slice(0, -1);
	const calls: string[][] = [];
	for (let start = 0; start < words.length; ) {
		const end = start + 1 + Number(words[start]);
		calls.push(words.slice(start + 1, end));
		start = end;
	}
	return calls;
}

function run(script: string, env: Readonly<Record<string, string>> = {}) {
	return spawnSync("sh", [script], {
		cwd: folder,
		encoding: "utf8",
		env: { ...process.env, PATH: `${folder}/bin:/usr/bin:/bin`, HARNESS_API_KEY: "the-key", ...env },
	});
}

test("every script, and every command of every README, is read by bash", () => {
	for (const plan of [rolloutPlan(), selectionPlan(), connectorPlan(PAYER)]) {
		for (const format of EXPORT_FORMATS) {
			const scripts = [...exportFiles(plan, format)].filter(({ path }) => path.endsWith(".sh"));
			const commands = nextSteps(plan, format).map(({ commands }) => commands);
			for (const text of [...scripts.map((script) => script.text), ...commands]) {
				execFileSync("bash", ["-n"], { input: text });
			}
		}
	}
});

function bodies(calls: readonly (readonly string[])[]): readonly CeAwsConnector[] {
	return calls.map((words) => {
		const data = words[words.indexOf("--data") + 1] ?? "";
		return JSON.parse(data.startsWith("@") ? readFileSync(join(folder, data.slice(1)), "utf8") : data)
			.connector;
	});
}

describe("curl", () => {
	test("is Harness's documented call: one for every account that Harness does not have, with the key out of the environment", () => {
		write(rolloutPlan(), "curl");
		program("curl");
		expect(run("create-connectors.sh").status).toBe(0);
		const calls = callsOf("curl");
		expect(bodies(calls)).toEqual(
			rolloutPlan()
				.accounts.filter(({ existsInHarness }) => existsInHarness === null)
				.map(({ connector }) => connector),
		);
		for (const words of calls) {
			expect(words[words.indexOf("--request") + 1]).toBe("POST");
			expect(words).toContain("x-api-key: the-key");
			expect(words).toContain("Content-Type: application/json");
			expect(words).toContain(
				"https://app.harness.io/gateway/ng/api/connectors?accountIdentifier=EfOfrUbHTtupeZjUqxlHBg",
			);
		}
	});

	test("hands over any text as it is", () => {
		program("curl");
		fc.assert(
			fc.property(hostileText, hostileText, (name, tag) => {
				rmSync(join(folder, "curl.args"), { force: true });
				const account = exportAccount("111111111111", {
					accountName: name,
					connector: { name, description: name, tags: { [tag]: name }, identifier: tag },
				});
				const plan = rolloutPlan({ title: name, accounts: [account] });
				write(plan, "curl");
				expect(run("create-connectors.sh").status).toBe(0);
				expect(bodies(callsOf("curl"))).toEqual([account.connector]);
			}),
			{ numRuns: 25 },
		);
	});

	test("does nothing that an identifier in Harness says", () => {
		for (const [index, end] of ["\n", "\r\n", "\u2028", "\u0085"].entries()) {
			const account = exportAccount("123456789012");
			const existsInHarness = `Payer${end}touch '${folder}/owned-${index}'`;
			const plan = rolloutPlan({ accounts: [{ ...account, existsInHarness }] });
			write(plan, "curl");
			program("curl");
			expect(run("create-connectors.sh").status).toBe(0);
		}
		expect(readdirSync(folder).filter((name) => name.startsWith("owned"))).toEqual([]);
	});

	test("without a key nothing is sent", () => {
		write(rolloutPlan(), "curl");
		program("curl");
		for (const script of ["create-connectors.sh", "create-connectors-loop.sh"]) {
			expect(run(script, { HARNESS_API_KEY: "" }).status).not.toBe(0);
		}
		expect(callsOf("curl")).toEqual([]);
	});

	test("the loop makes each once, leaves what was refused, and goes on where it was stopped", () => {
		write(rolloutPlan(), "curl");
		program("sleep");
		// Harness refuses the second.
		program("curl", `case "$*" in *333333333333*) echo taken > connectors/answer.txt; exit 22;; esac`);
		const first = run("create-connectors-loop.sh");
		expect(first.status).toBe(1);
		expect(first.stderr).toContain("connectors/333333333333.json: taken");
		expect(readdirSync(join(folder, "connectors/done")).toSorted()).toEqual([
			"044444444444.json",
			"111111111111.json",
		]);
		program("curl");
		rmSync(join(folder, "curl.args"));
		expect(run("create-connectors-loop.sh").status).toBe(0);
		const [again, ...others] = callsOf("curl");
		expect(others).toEqual([]);
		expect(again?.at(-1)).toBe("@connectors/333333333333.json");
		expect(run("create-connectors-loop.sh").status).toBe(0);
		expect(callsOf("curl")).toHaveLength(1);
	});
});

describe("the AWS CLI", () => {
	const asked = (account: string) => `case "$*" in *get-caller-identity*) echo ${account};; esac`;
	const created = () => callsOf("aws").filter((words) => words[1] === "create-stack");

	test("makes the stack of the account one is signed in to, and no other", () => {
		write(selectionPlan(), "cli");
		for (const { accountId, stack } of selectionPlan().accounts) {
			rmSync(join(folder, "aws.args"), { force: true });
			program("aws", asked(accountId));
			expect(run("create-stacks.sh").status).toBe(0);
			const [words = [], ...others] = created();
			expect(others).toEqual([]);
			expect(words[words.indexOf("--region") + 1]).toBe(stack?.region);
			const parameters = JSON.parse(words[words.indexOf("--parameters") + 1] ?? "") as {
				ParameterKey: string;
				ParameterValue: string;
			}[];
			expect(Object.fromEntries(parameters.map((each) => [each.ParameterKey, each.ParameterValue]))).toEqual(
				stack?.parameters,
			);
		}
	});

	test("makes nothing in an account that is not planned", () => {
		write(selectionPlan(), "cli");
		program("aws", asked("777777777777"));
		const { status, stderr } = run("create-stacks.sh");
		expect(status).toBe(1);
		expect(stderr).toContain("No stack is planned for account 777777777777.");
		expect(created()).toEqual([]);
	});

	test("hands over any text as it is", () => {
		program("aws", asked("111111111111"));
		fc.assert(
			fc.property(hostileText, (text) => {
				rmSync(join(folder, "aws.args"), { force: true });
				const stack = {
					region: "us-east-1",
					stackName: text,
					templateUrl: text,
					parameters: { RoleName: text },
				};
				write(selectionPlan({ title: text, accounts: [exportAccount("111111111111", { stack })] }), "cli");
				expect(run("create-stacks.sh").status).toBe(0);
				const [words = []] = created();
				expect(words[words.indexOf("--stack-name") + 1]).toBe(text);
				expect(JSON.parse(words[words.indexOf("--parameters") + 1] ?? "")).toEqual([
					{ ParameterKey: "RoleName", ParameterValue: text },
				]);
			}),
			{ numRuns: 20 },
		);
	});

	test("of one connector is the command alone", () => {
		write(connectorPlan(SPECIAL), "cli");
		program("aws");
		expect(run("create-stack.sh").status).toBe(0);
		expect(callsOf("aws")).toHaveLength(1);
	});
});
