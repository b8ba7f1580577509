import fc from "fast-check";
import { expect, test } from "vitest";
import {
	identifierFromName,
	parseConnectorIdentifier,
	parseConnectorName,
	RESERVED_IDENTIFIERS,
} from "./connector-name.ts";

test("an identifier made from any name is one that Harness takes, or empty", () => {
	const names = fc.oneof(
		fc.string({ unit: "binary" }),
		fc.constantFrom(...RESERVED_IDENTIFIERS),
		fc.string({ minLength: 120 }),
	);
	fc.assert(
		fc.property(names, (name) => {
			const identifier = identifierFromName(name);
			expect(identifier === "" || parseConnectorIdentifier(identifier).ok).toBe(true);
		}),
	);
});

test.each([
	["Payer – Zürich 2", "Payer_Zurich_2"],
	["2 prod", "_2_prod"],
	["null", "null_"],
	["  ", ""],
	["a.b-c", "a_b_c"],
])("the name %j gives %j", (name, identifier) => {
	expect(identifierFromName(name)).toBe(identifier);
});

test("a taken name is one that Harness's server and pages both take, and is stable", () => {
	fc.assert(
		fc.property(fc.string({ unit: "grapheme" }), (text) => {
			const parsed = parseConnectorName(text);
			if (!parsed.ok) return;
			expect(parsed.value).toMatch(/^[A-Za-z0-9_.-][A-Za-z0-9 _.-]{0,127}$/);
			expect(parseConnectorName(parsed.value)).toEqual(parsed);
		}),
	);
});

test.each([
	["", "empty"],
	["  ", "empty"],
	["a/b", "wrong-characters"],
	["Zürich", "wrong-characters"],
	["a\nb", "wrong-characters"],
	["n".repeat(129), "too-long"],
])("the name %j is refused: %s", (name, kind) => {
	expect(parseConnectorName(name)).toMatchObject({ ok: false, failure: { kind } });
});

test.each([
	["", "empty"],
	["1a", "wrong-start"],
	["$a", "wrong-start"],
	["a-b", "wrong-characters"],
	["a ", "wrong-characters"],
	["a\n", "wrong-characters"],
	["stepGroup", "reserved"],
	["i".repeat(129), "too-long"],
])("the identifier %j is refused: %s", (identifier, kind) => {
	expect(parseConnectorIdentifier(identifier)).toMatchObject({ ok: false, failure: { kind } });
});

test("reserved words count only exactly as written", () => {
	expect(parseConnectorIdentifier("StepGroup").ok).toBe(true);
	expect(parseConnectorIdentifier("_a$1").ok).toBe(true);
});
