import { describe, expect, it } from "vitest";
import { FRESH_FOR_MINUTES, ownProofFailure, proofFailure } from "./proof.ts";

const now = new Date("2026-11-22T10:00:00Z");
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
const byPassword = { provedAt: minutesAgo(1), provedBy: "password", hasSecondFactor: false };

describe("a change of trust", () => {
	it("needs a proof younger than 15 minutes", () => {
		const asked = { secondFactorRequired: false, now };
		expect(proofFailure({ ...byPassword, provedAt: minutesAgo(FRESH_FOR_MINUTES - 1) }, asked)).toBeNull();
		for (const provedAt of [null, minutesAgo(FRESH_FOR_MINUTES), minutesAgo(600), minutesAgo(-10)]) {
			expect(proofFailure({ ...byPassword, provedAt }, asked)).toBe("FRESH_SIGN_IN_REQUIRED");
		}
	});

	it("needs two factors where they are asked for: an app's code, a passkey or single sign-on", () => {
		const asked = { secondFactorRequired: true, now };
		for (const provedBy of ["second-factor", "passkey", "sso"]) {
			expect(proofFailure({ ...byPassword, provedBy }, asked), provedBy).toBeNull();
		}
		for (const provedBy of ["password", null, "made-up"]) {
			expect(proofFailure({ ...byPassword, provedBy }, asked)).toBe("SECOND_FACTOR_REQUIRED");
		}
	});

	it("asks who has a second factor to use it, and leads who has none to where it is set up", () => {
		const asked = { secondFactorRequired: true, now };
		expect(proofFailure({ ...byPassword, hasSecondFactor: true }, asked)).toBe("FRESH_SIGN_IN_REQUIRED");
		const lost = { provedAt: minutesAgo(60), provedBy: "passkey", hasSecondFactor: false };
		expect(proofFailure(lost, asked)).toBe("FRESH_SIGN_IN_REQUIRED");
	});
});

describe("a change of one's own way in", () => {
	it("needs the second factor of whoever has one, and a password of whoever has none", () => {
		expect(ownProofFailure(byPassword, now)).toBeNull();
		expect(ownProofFailure({ ...byPassword, hasSecondFactor: true }, now)).toBe("FRESH_SIGN_IN_REQUIRED");
	});
});
