import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { attribute, block, code, comment, hclFile, hclTemplate, object } from "./hcl.ts";
import { at, readHcl } from "./read-hcl.test-support.ts";

const anyText = fc.oneof(fc.string({ unit: "grapheme" }), fc.stringMatching(/^[$%{}"\\\n#/*a]{0,10}$/));
const composed = (text: string) => text.normalize("NFC");

describe("a file of HCL", () => {
	test("puts neighbours of one line each under each other, and no others", () => {
		const text = hclFile([
			[
				attribute("a", 1),
				attribute("long_name", true),
				attribute("map", object({ x: "1", "long key": null })),
				attribute("b", []),
			],
			[],
			[block("empty", [], []), block("outer", ["label"], [attribute("c", code("var.c"))])],
		]);
		expect(text).toBe(
			[
				"a         = 1",
				"long_name = true",
				"map = {",
				'  x          = "1"',
				'  "long key" = null',
				"}",
				"b = []",
				"",
				"empty {}",
				'outer "label" {',
				"  c = var.c",
				"}",
				"",
			].join("\n"),
		);
	});

	test("no comment ends before its line does, whatever is in it", async () => {
		await fc.assert(
			fc.asyncProperty(fc.oneof(anyText, fc.string({ unit: "binary" })), async (text) => {
				const parsed = await readHcl(hclFile([[comment(`about ${text}`)], [attribute("a", 1)]]));
				expect(parsed).toEqual({ a: 1 });
			}),
			{ numRuns: 25 },
		);
		expect(hclFile([[comment('x\u2028a = "evil"\r\u0085b = 2\ud800')]])).toBe(
			'# x a = "evil"  b = 2\ufffd\n',
		);
	});

	test("any key of a map is read back, words of the language too", async () => {
		const keys = fc.uniqueArray(
			fc.oneof(anyText, fc.constantFrom("null", "for", "if", "in", "true", "a-b", "1")),
			{
				selector: composed,
				minLength: 1,
				maxLength: 5,
			},
		);
		await fc.assert(
			fc.asyncProperty(keys, async (names) => {
				const entries = Object.fromEntries(names.map((name) => [name, name]));
				const parsed = await readHcl(hclFile([[attribute("m", object(entries))]]));
				expect(parsed.m).toEqual(Object.fromEntries(names.map((name) => [composed(name), composed(name)])));
			}),
			{ numRuns: 25 },
		);
	});
});

test("the texts of a template stay texts, also where an expression follows", async () => {
	await fc.assert(
		fc.asyncProperty(anyText, anyText, async (before, after) => {
			// The parser answers "$" and an expression as it does the text "${…}": terraform.test.ts asks Terraform.
			fc.pre(!/[$%]$/.test(before));
			const parsed = await readHcl(hclFile([[attribute("t", hclTemplate([before, code("var.x"), after]))]]));
			const reference = `$${"{var.x}"}`;
			expect(at(parsed, "t")).toBe(composed(`${before}${reference}${after}`));
		}),
		{ numRuns: 40 },
	);
});
