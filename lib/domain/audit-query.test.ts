import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
	ACTOR_KINDS,
	AUDIT_OUTCOMES,
	auditTimes,
	NO_AUDIT_FILTER,
	parseAuditQuery,
	serializeAuditQuery,
} from "./audit-query.ts";

describe("the filter of the audit log", () => {
	it("is read back from its query as it was", () => {
		const text = fc.string({ maxLength: 50 }).map((value) => value.trim().toWellFormed());
		const day = fc
			.date({ min: new Date("2000-01-01"), max: new Date("2100-01-01"), noInvalidDate: true })
			.map((at) => at.toISOString().slice(0, 10));
		const filters = fc.record({
			who: text,
			kind: fc.constantFrom("" as const, ...ACTOR_KINDS),
			action: text,
			about: text,
			outcome: fc.constantFrom("" as const, ...AUDIT_OUTCOMES),
			from: fc.option(day, { nil: "" }),
			to: fc.option(day, { nil: "" }),
			q: text,
		});
		fc.assert(
			fc.property(filters, (filter) => {
				const query = Object.fromEntries(new URLSearchParams(serializeAuditQuery(filter)));
				expect(parseAuditQuery(query)).toEqual(filter);
			}),
		);
	});

	it("leaves out what cannot be read, so that no address breaks the page", () => {
		expect(parseAuditQuery({ from: "yesterday", to: "2026-02-30", kind: "robot", outcome: "x" })).toEqual(
			NO_AUDIT_FILTER,
		);
		expect(parseAuditQuery({ who: ["Ada", "Eve"], q: "x".repeat(900) })).toMatchObject({
			who: "Ada",
			q: "x".repeat(200),
		});
	});

	it("takes the last day to its end", () => {
		expect(auditTimes({ from: "2026-11-20", to: "2026-11-20" })).toEqual({
			since: new Date("2026-11-20T00:00:00Z"),
			before: new Date("2026-11-21T00:00:00Z"),
		});
		expect(auditTimes({ from: "", to: "" })).toEqual({ since: null, before: null });
	});
});
