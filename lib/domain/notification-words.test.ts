import { describe, expect, it } from "vitest";
import { FAILURE_CODES } from "./failures.ts";
import type { PlanIncident, Telling } from "./notification-plan.ts";
import { type IncidentDetails, notificationWords } from "./notification-words.ts";

const AT = new Date("2026-11-22T02:51:07Z");

function incident(id: string, more: Partial<PlanIncident> = {}): PlanIncident {
	return {
		id,
		kind: "connector",
		confirmedState: "failing",
		confirmedAt: AT,
		isFlapping: false,
		isRecovering: false,
		resolvedAt: null,
		untoldSince: AT,
		cause: "REGION_DISABLED@me-south-1",
		acknowledgedAt: null,
		mutedUntil: null,
		connector: null,
		...more,
	};
}

function detailsOf(n: number, more: Partial<IncidentDetails> = {}): IncidentDetails {
	return {
		code: "REGION_DISABLED",
		subject: `connector${n}`,
		name: `payer-${n}`,
		awsAccountId: "123456789012",
		owner: "jo",
		openedAt: AT,
		resolution: null,
		lastProofAt: AT,
		...more,
	};
}

function single(telling: Telling, more: Partial<PlanIncident> = {}, details: Partial<IncidentDetails> = {}) {
	const kind = telling === "recovered" ? "recovered" : telling === "quarantined" ? "alarm" : "opened";
	const tellings = [{ incident: incident("i", more), telling }];
	return notificationWords({ channelId: "c", kind, tellings }, new Map([["i", detailsOf(1, details)]]));
}

function digest(kind: "alarm" | "opened" | "recovered", causes: readonly string[]) {
	const tellings = causes.map((cause, n) => ({
		incident: incident(`i${n}`, { cause }),
		telling: "failing" as const,
	}));
	return notificationWords(
		{ channelId: "c", kind, tellings },
		new Map(causes.map((_, n) => [`i${n}`, detailsOf(n)])),
	);
}

describe("a message of one incident", () => {
	it.each([
		["failing", "payer-1 (123456789012) is failing: STS is switched off in me-south-1"],
		["unknown", "payer-1 (123456789012): no proof that it works"],
		["quarantined", "Alarm: payer-1 (123456789012) accepts a missing or wrong external ID"],
		["flapping", "payer-1 (123456789012) keeps failing and recovering: STS is switched off in me-south-1"],
		["recovered", "payer-1 (123456789012) works again"],
	] as const)("that is %s is titled so", (telling, title) => {
		expect(single(telling).title).toBe(title);
	});

	it("says what to do first, since when, and whose it is", () => {
		const { lines, path } = single("failing");
		expect(lines.join("\n")).toMatch(/What to do first: .+\nSince 2026-11-22 02:51 UTC\.\nOwner: jo\.$/);
		expect(path).toBe("/connectors/connector1");
	});

	it("says when it was last proven", () => {
		expect(single("unknown").lines[0]).toBe("It was last proven to work at 2026-11-22 02:51 UTC.");
		expect(single("unknown", {}, { lastProofAt: null }).lines[0]).toBe("It was never proven to work.");
	});

	it("does not call a paused connector recovered", () => {
		expect(single("recovered", {}, { resolution: "paused" }).title).toMatch(
			/was paused, its incident is closed$/,
		);
	});

	it("of trouble names what is in trouble", () => {
		const trouble = { kind: "sts", cause: "AWS_UNAVAILABLE@sts/us-east-1" } as const;
		expect(single("trouble", trouble)).toMatchObject({
			path: "/incidents",
			title: expect.stringMatching(/^AWS STS in/),
		});
		expect(single("recovered", trouble).title).toMatch(/^Over: AWS STS in us-east-1/);
	});

	it.each(FAILURE_CODES)("has whole sentences for %s", (code) => {
		for (const line of single("failing", { cause: code }, { code }).lines)
			expect(line).toMatch(/^[^a-z].*[.:)]$/s);
	});
});

describe("a digest", () => {
	it("of one cause is titled by it", () => {
		const { title, kind } = digest(
			"opened",
			Array.from({ length: 312 }, () => "REGION_DISABLED@me-south-1"),
		);
		expect([kind, title]).toEqual(["digest", "312 connectors: STS is switched off in me-south-1"]);
	});

	it("of many causes begins with the largest, and names a few connectors of each", () => {
		const { title, lines } = digest("opened", [
			...Array.from({ length: 9 }, () => "ORGANIZATION_DENY"),
			"ROLE_ACCESS_DENIED",
		]);
		expect(title).toBe("10 connectors, 9 of them: Denied by an organization policy");
		expect(lines[0]).toMatch(
			/^9: Denied by an organization policy – payer-0 \(123456789012\), .* and 4 more\. /,
		);
		expect(lines).toHaveLength(2);
	});

	it("is bounded however many break", () => {
		const { lines, facts } = digest(
			"opened",
			Array.from({ length: 3_000 }, (_, n) => `ROLE_ACCESS_DENIED@${n % 40}`),
		);
		expect(lines.at(-1)).toBe("And 30 other causes.");
		expect(JSON.stringify(facts).length).toBeLessThan(40_000);
	});

	it("keeps an alarm's and a recovery's own title", () => {
		const causes = Array.from({ length: 6 }, () => "EXTERNAL_ID_NOT_EXACT");
		expect(digest("alarm", causes).title).toBe("Alarm: 6 connectors accept a missing or wrong external ID");
		expect(digest("recovered", causes)).toMatchObject({
			kind: "recovered",
			title: "6 connectors work again",
		});
	});
});
