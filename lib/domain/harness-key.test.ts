import { describe, expect, test } from "vitest";
import { formatKeyExpiry, harnessKeyExpiry, isKeyExpiring } from "./harness-key.ts";

describe("a Harness token's expiry", () => {
	const expiresAt = new Date("2027-01-31T00:00:00Z");

	test("is the beginning of the day that was named, and reads back as that day", () => {
		expect(harnessKeyExpiry("2027-01-31")).toEqual(expiresAt);
		expect(formatKeyExpiry(expiresAt)).toBe("2027-01-31");
	});

	test("that was not said is none, and warns of nothing", () => {
		expect(harnessKeyExpiry("")).toBeNull();
		expect(formatKeyExpiry(null)).toBe("");
		expect(isKeyExpiring(null, expiresAt)).toBe(false);
	});

	test("is warned of from fourteen days before, and after it", () => {
		expect(isKeyExpiring(expiresAt, new Date("2027-01-16T23:59:59Z"))).toBe(false);
		expect(isKeyExpiring(expiresAt, new Date("2027-01-17T00:00:00Z"))).toBe(true);
		expect(isKeyExpiring(expiresAt, new Date("2027-02-01T00:00:00Z"))).toBe(true);
	});
});
