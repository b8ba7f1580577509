import { describe, expect, it } from "vitest";
import { csvLine } from "./csv.ts";

describe("a line of CSV", () => {
	it("ends with CRLF and leaves plain values alone", () => {
		expect(csvLine(["payer-us", 12, true, null])).toBe("payer-us,12,true,\r\n");
	});

	it.each([
		["a,b", '"a,b"'],
		['say "x"', '"say ""x"""'],
		["two\nlines", '"two\nlines"'],
		[" rim ", '" rim "'],
		["", ""],
	])("quotes %j as RFC 4180 does", (value, expected) => {
		expect(csvLine([value])).toBe(`${expected}\r\n`);
	});

	it.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\uFF1D1"])(
		"takes %j the power of a formula",
		(value) => {
			const field = csvLine([value]).slice(0, -2);
			expect(field.replace(/^"/, "").startsWith("'")).toBe(true);
			expect(field).toContain(value);
		},
	);

	it("does not touch a number, and no text that only holds such a sign", () => {
		expect(csvLine([-5, "a=b", "1-2"])).toBe("-5,a=b,1-2\r\n");
	});
});
