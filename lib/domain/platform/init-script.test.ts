import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isServerlessVersion, type ServerlessInstall, serverlessLines, spliceScript } from "./init-script.ts";

const installs: fc.Arbitrary<ServerlessInstall> = fc.record({
	distribution: fc.constantFrom("apt", "microdnf"),
	withAwsCli: fc.boolean(),
	serverlessVersion: fc.constantFrom("3.40.0", "2.72.3", "4", "3.0.0-beta.1"),
});
const APT: ServerlessInstall = { distribution: "apt", withAwsCli: false, serverlessVersion: "3.40.0" };

function merged(script: readonly string[], install: ServerlessInstall): readonly string[] {
	const { at, deleteCount, lines } = spliceScript(script, install);
	return script.toSpliced(at, deleteCount, ...lines);
}

/** The programs that a real shell calls, with none of them there. */
function calls(lines: readonly string[]): readonly string[] {
	const names = ["apt-get", "microdnf", "npm", "curl", "unzip"];
	const fakes = names.map((name) => `${name}() { echo "${name} $*"; }`);
	const script = [...fakes, ...lines].join("\n").replaceAll("/tmp/aws/install", "echo aws-cli");
	return execFileSync("bash", ["-c", script], { encoding: "utf8" }).trim().split("\n");
}

describe("the lines", () => {
	test("Debian installs by apt, Red Hat's minimal image by microdnf, and both install Serverless by npm", () => {
		expect(calls(serverlessLines(APT))).toEqual([
			"apt-get update",
			"apt-get install --yes --no-install-recommends nodejs npm",
			"npm install --global serverless@3.40.0",
		]);
		expect(calls(serverlessLines({ ...APT, distribution: "microdnf" }))).toEqual([
			"microdnf module enable -y nodejs:20",
			"microdnf install -y nodejs npm",
			"npm install --global serverless@3.40.0",
		]);
	});

	test("an STS role brings the AWS CLI, and what it takes to unpack it", () => {
		const made = calls(serverlessLines({ ...APT, withAwsCli: true }));
		expect(made[1]).toContain("curl unzip");
		expect(made.at(-1)).toBe("aws-cli --update");
	});

	test.each(["", "latest", "3; id", "3.40.0\nid", "$(id)", "^3", "v3.40.0", "3.40.0-"])(
		"%j is no version, and makes no script",
		(serverlessVersion) => {
			expect(isServerlessVersion(serverlessVersion)).toBe(false);
			expect(() => serverlessLines({ ...APT, serverlessVersion })).toThrow(RangeError);
		},
	);
});

describe("in a script", () => {
	const line: fc.Arbitrary<string> = fc.constantFrom("", "echo one", "  indented", "# remark");

	test("an empty one becomes one of its own", () => {
		expect(merged([], APT)).toEqual(["#!/bin/bash", ...serverlessLines(APT)]);
		expect(merged(["", " "], APT)).toEqual(merged([], APT));
	});

	test("twice is once, and the second install is the one that holds", () => {
		fc.assert(
			fc.property(fc.array(line), installs, installs, (script, first, second) => {
				const twice = merged(merged(script, first), second);
				expect(twice).toEqual(merged(script, second));
			}),
		);
	});

	test("no line of its own is lost, nor its order", () => {
		fc.assert(
			fc.property(fc.array(line, { minLength: 1 }), installs, (script, install) => {
				const own = merged(script, install).filter((each) => script.includes(each));
				expect(own.filter((each) => each.trim() !== "")).toEqual(script.filter((each) => each.trim() !== ""));
			}),
		);
	});
});
