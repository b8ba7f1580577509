import { describe, expect, it } from "vitest";
import { connectionKind } from "./connection-kind.ts";

describe("connectionKind", () => {
	it("is billing with a report of one's own, else resource", () => {
		expect(connectionKind({ costReport: { kind: "own" } })).toBe("billing");
		expect(connectionKind({ costReport: { kind: "covered" } })).toBe("resource");
		expect(connectionKind({ costReport: null })).toBe("resource");
	});
});
