import { describe, expect, test } from "vitest";
import { DESTINATIONS } from "#lib/domain/destination.ts";
import { HEALTH_STATES } from "#lib/domain/health.ts";
import { healthWords } from "./health-words.ts";

const SUBJECTS = DESTINATIONS.flatMap((destination) =>
	[true, false].map((hasRole) => ({ destination, hasRole })),
);

describe("words for a connector's health", () => {
	test.each(SUBJECTS)("say what every state means and what to do: $destination, role $hasRole", (subject) => {
		for (const state of HEALTH_STATES) {
			const { meaning, todo } = healthWords(state, subject);
			for (const text of [meaning, todo]) expect(text).toMatch(/^[A-Z][^{}]*\.$/);
		}
	});

	test("speak of the vendor whom the role is for, and of no other", () => {
		for (const state of HEALTH_STATES.filter((each) => each !== "reported")) {
			const { meaning } = healthWords(state, { destination: "cloudzero", hasRole: true });
			expect(meaning).not.toContain("Harness");
		}
		const healthy = (destination: "harness-ccm" | "cloudzero") =>
			healthWords("healthy", { destination, hasRole: true }).meaning;
		expect(healthy("cloudzero")).toMatch(/^CloudZero gets in with its external ID/);
		expect(healthy("harness-ccm")).toMatch(/^Harness gets in with its external ID/);
	});

	test("never claim that Harness gets into a platform connector's role: who that is, is not known", () => {
		const { meaning } = healthWords("healthy", { destination: "harness-platform", hasRole: true });
		expect(meaning).not.toMatch(/Harness gets in/);
		expect(meaning).toMatch(/^Rolebridge gets in .*no stranger does.*Harness's own test passed/);
	});

	test("send nobody to a stack of ours for a platform connector, which has none", () => {
		for (const hasRole of [true, false]) {
			for (const state of HEALTH_STATES) {
				expect(healthWords(state, { destination: "harness-platform", hasRole }).todo).not.toMatch(
					/stack|template/,
				);
			}
		}
	});

	test("offer proof where there is a role, and nothing where Harness alone has the credentials", () => {
		const withRole = healthWords("reported", { destination: "harness-platform", hasRole: true });
		expect(withRole.meaning).toContain("The role does not trust Rolebridge");
		expect(withRole.todo).toContain("add proof");
		const without = healthWords("reported", { destination: "harness-platform", hasRole: false });
		expect(`${without.meaning} ${without.todo}`).not.toMatch(/\brole\b|add proof/);
	});
});
