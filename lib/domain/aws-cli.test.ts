import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { shellQuote, stackCliCommand, stackFileCliCommand } from "./aws-cli.ts";

/** The words that a real shell makes of a command. */
function words(command: string): readonly string[] {
	const script = `aws() { printf '%s\\0' "$@"; }\n${command}`;
	return execFileSync("sh", ["-c", script], { encoding: "utf8" }).split("\0").slice(0, -1);
}
const hostile = [
	"'; rm -rf /; '",
	"$(id)",
	"`id`",
	"a\nb",
	'"',
	"\\",
	"$HOME",
	"file:///etc/passwd",
	"",
	"a b",
	"a,b=c",
	"é😀",
	"*",
	"~",
	"#",
	"!",
];

describe("shellQuote", () => {
	test("a real shell reads every hostile word back unchanged", () => {
		expect(words(`aws ${hostile.map(shellQuote).join(" ")}`)).toEqual(hostile);
	});

	test("a real shell reads any words back unchanged", () => {
		const texts = fc.array(
			fc.string({ unit: "binary" }).map((text) => text.replaceAll("\0", "")),
			{ maxLength: 30 },
		);
		fc.assert(
			fc.property(texts, (all) => {
				expect(words(`aws end ${all.map(shellQuote).join(" ")}`)).toEqual(["end", ...all]);
			}),
			{ numRuns: 25 },
		);
	});

	test("what no shell word can hold is a programming error", () => {
		expect(() => shellQuote("a\0b")).toThrow(RangeError);
		expect(() => shellQuote("\ud800")).toThrow(RangeError);
	});
});

test.each(hostile)("the command keeps its shape with %j in every place", (value) => {
	const command = stackCliCommand({
		region: value,
		templateUrl: value,
		stackName: value,
		parameters: { A: value, B: "" },
	});
	const list = JSON.stringify([
		{ ParameterKey: "A", ParameterValue: value },
		{ ParameterKey: "B", ParameterValue: "" },
	]);
	expect(words(command)).toEqual([
		"cloudformation",
		"create-stack",
		"--region",
		value,
		"--stack-name",
		value,
		"--template-url",
		value,
		"--capabilities",
		"CAPABILITY_NAMED_IAM",
		"--parameters",
		list,
	]);
});

test("a template beside the person is named as a file, and nothing in its name or the values can run", () => {
	for (const text of hostile) {
		const command = stackFileCliCommand({
			region: "us-east-1",
			templateFile: `${text}.yaml`,
			stackName: "stack",
			parameters: { RoleName: text },
		});
		const given = words(command);
		expect(given[given.indexOf("--template-body") + 1]).toBe(`file://${text}.yaml`);
		expect(JSON.parse(given[given.indexOf("--parameters") + 1] ?? "")).toEqual([
			{ ParameterKey: "RoleName", ParameterValue: text },
		]);
	}
});
