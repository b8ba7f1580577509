import { describe, expect, it } from "vitest";
import {
	AcknowledgeSchema,
	IncidentsPageSchema,
	MuteFormSchema,
	WindowFormSchema,
} from "./incident-schemas.ts";

const window = {
	select: "all",
	tagKey: "",
	tagValue: "",
	feature: "BILLING",
	owner: "",
	startsAt: "2026-11-22T09:00",
	endsAt: "2026-11-22T10:00",
	comment: "",
} as const;
const wrong = (schema: typeof WindowFormSchema, value: unknown) =>
	schema.safeParse(value).error?.issues.map(({ path }) => path.join("."));

describe("a maintenance window", () => {
	it("is read by the clock of whoever typed it", () => {
		expect(WindowFormSchema.parse(window).startsAt).toEqual(new Date(2026, 10, 22, 9));
	});

	it.each([
		[{ endsAt: window.startsAt }, "endsAt"],
		[{ startsAt: "" }, "startsAt"],
		[{ select: "tag" }, "tagKey"],
		[{ select: "owner" }, "owner"],
		[{ comment: "x".repeat(501) }, "comment"],
	])("is refused with %o at %s", (change, field) => {
		expect(wrong(WindowFormSchema, { ...window, ...change })).toEqual([field]);
	});
});

describe("acting on incidents", () => {
	it("takes ids of ours or a cause, and an owner", () => {
		expect(AcknowledgeSchema.safeParse({ which: { ids: ["abc"] }, owner: "jo", comment: "" }).success).toBe(
			true,
		);
		expect(AcknowledgeSchema.safeParse({ which: { cause: "X@y" }, owner: "jo", comment: "" }).success).toBe(
			true,
		);
		for (const which of [
			{ ids: [] },
			{ ids: ["a b"] },
			{ cause: "" },
			{},
			{ ids: Array.from({ length: 201 }, () => "a") },
		])
			expect(AcknowledgeSchema.safeParse({ which, owner: "jo", comment: "" }).success).toBe(false);
		expect(AcknowledgeSchema.safeParse({ which: { cause: "X" }, owner: " ", comment: "" }).success).toBe(
			false,
		);
	});

	it("asks for a time only where another one is chosen", () => {
		expect(MuteFormSchema.safeParse({ choice: "1h", until: "" }).success).toBe(true);
		expect(MuteFormSchema.safeParse({ choice: "custom", until: "" }).success).toBe(false);
	});
});

describe("the page's address", () => {
	it("begins at the top where it cannot be read", () => {
		expect(IncidentsPageSchema.parse({ skip: "-1", after: "' OR 1", cause: ["a", "b"] })).toEqual({
			cause: undefined,
			skip: 0,
			after: undefined,
		});
		expect(IncidentsPageSchema.parse({ cause: "A@b", skip: "50" })).toMatchObject({ cause: "A@b", skip: 50 });
	});
});
