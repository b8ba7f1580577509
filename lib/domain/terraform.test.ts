import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hclString } from "./exports/hcl.ts";
import { stackTerraform } from "./terraform.ts";

const wellFormed = fc.string({ unit: "binary" });
const marks = fc.stringMatching(/^[$%{}"\\nu0-4\n]{0,12}$/);

/** HCL's own reading of a quoted template; throws where an expression would begin. */
function readHcl(quoted: string): string {
	expect(quoted).toMatch(/^"[^\n]*"$/);
	let text = "";
	for (let at = 1; at < quoted.length - 1; at++) {
		const rest = quoted.slice(at, -1);
		const sequence = /^\\(?:u([0-9a-f]{4})|([\\"nrt]))/.exec(rest);
		if (rest.startsWith("$${") || rest.startsWith("%%{")) {
			text += rest.slice(1, 3);
			at += 2;
		} else if (/^[$%]\{/.test(rest) || rest.startsWith('"')) {
			throw new Error("it opens an expression or ends the string");
		} else if (sequence !== null) {
			const [whole, hex, letter = ""] = sequence;
			text += hex === undefined ? (SHORT[letter] ?? "") : String.fromCharCode(Number.parseInt(hex, 16));
			at += whole.length - 1;
		} else {
			text += rest.charAt(0);
		}
	}
	return text;
}
const SHORT: Readonly<Record<string, string>> = { "\\": "\\", '"': '"', n: "\n", r: "\r", t: "\t" };

describe("hclString", () => {
	test("any text is read back unchanged", () => {
		fc.assert(
			fc.property(fc.oneof(wellFormed, marks), (text) => {
				expect(readHcl(hclString(text))).toBe(text);
			}),
			{ numRuns: 1000 },
		);
	});

	const dollar = "$";
	test.each([
		[`${dollar}{file("/etc/passwd")}`, `"${dollar}${dollar}{file(\\"/etc/passwd\\")}"`],
		["%{ if true }", '"%%{ if true }"'],
		[`${dollar}${dollar}{x}`, `"\\u0024${dollar}${dollar}{x}"`],
		['"\n}', '"\\"\\n}"'],
		["\\", '"\\\\"'],
	])("%j becomes %s", (text, quoted) => {
		expect(hclString(text)).toBe(quoted);
	});

	test("a lone surrogate is a programming error", () => {
		expect(() => hclString("\udc00")).toThrow(RangeError);
	});
});

test("no value adds a line to the file or leaves its place", () => {
	fc.assert(
		fc.property(
			wellFormed,
			fc.dictionary(wellFormed, wellFormed, { noNullPrototype: true, minKeys: 1, maxKeys: 5 }),
			(value, parameters) => {
				const stack = { region: value, templateUrl: value, stackName: value, parameters };
				const lines = stackTerraform(stack).split("\n");
				const bare = stackTerraform({ ...stack, parameters: { one: "" } }).split("\n");
				expect(lines).toHaveLength(bare.length - 1 + Object.keys(parameters).length);
				const name = lines.find((line) => line.startsWith("  name "));
				expect(readHcl(name?.slice("  name         = ".length) ?? "")).toBe(value);
			},
		),
	);
});
