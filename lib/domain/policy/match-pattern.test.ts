import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { coverOf, coversAction, coversResource, matchesResource, widerOf } from "./match-pattern.ts";

const pattern = fc.stringMatching(/^[ab:*?]{0,8}$/);
const text = fc.stringMatching(/^[ab:]{0,9}$/);

describe("a resource pattern", () => {
	it("that covers another matches whatever that one matches", () => {
		let covering = 0;
		fc.assert(
			fc.property(
				pattern,
				pattern,
				fc.array(text, { minLength: 20, maxLength: 40 }),
				(wide, narrow, texts) => {
					if (!coversResource(wide, narrow)) return;
					covering += 1;
					for (const one of texts) {
						const wanted = matchesResource(narrow, one);
						if (wanted === true) expect(matchesResource(wide, one), `${wide} ${narrow} ${one}`).toBe(true);
						if (wanted === null) expect(matchesResource(wide, one)).not.toBe(false);
					}
				},
			),
			{ numRuns: 20_000 },
		);
		expect(covering).toBeGreaterThan(500);
	});

	it("is found among many as if each were asked", () => {
		fc.assert(
			fc.property(fc.array(pattern, { maxLength: 12 }), pattern, (patterns, resource) => {
				const isCovered = patterns.some((one) => coversResource(one, resource));
				expect(coverOf(patterns)(resource)).toBe(isCovered);
				const wider = widerOf(patterns)(resource);
				expect(wider.every((one) => coversResource(one, resource))).toBe(true);
			}),
			{ numRuns: 2_000 },
		);
	});

	it.each([
		["*", "anything", true],
		["arn:aws:s3:::acme/*", "arn:aws:s3:::acme/a/b:c", true],
		["arn:aws:s3:::acme/*", "arn:aws:s3:::acme", false],
		["arn:aws:sns:*:*:topic", "arn:aws:sns:eu-west-1:1:topic", true],
		["arn:aws:sns:*:topic", "arn:aws:sns:eu-west-1:1:topic", null],
		["arn:aws:sns*", "arn:aws:sns:eu-west-1:1:topic", true],
		["arn:aws:sns:*:*:Topic", "arn:aws:sns:eu-west-1:1:topic", false],
	])("%s of %s: %s", (wide, resource, expected) => {
		expect(matchesResource(wide, resource)).toBe(expected);
	});
});

it("an action pattern covers without case", () => {
	expect(coversAction("ec2:*", "EC2:Describe*")).toBe(true);
	expect(coversAction("ec2:Describe*", "ec2:*")).toBe(false);
	expect(coversAction("ec2:Describe?", "ec2:Describe*")).toBe(false);
});
