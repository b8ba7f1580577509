import { describe, expect, test } from "vitest";
import { failed, ok } from "#lib/domain/result.ts";
import { testContext } from "#lib/testing/test-context.ts";
import { askHarnessAboutItself } from "./ask-harness-about-itself.ts";

const ACCOUNT = "EfOfrUbHTtupeZjUqxlHBg";
const NOW = new Date("2027-01-20T12:00:00Z");
const DETAIL = {
	externalId: `harness:891928451355:${ACCOUNT}`,
	harnessAwsAccountId: "891928451355",
	templateUrl: "",
	launchUrl: "",
};

async function withKey(apiKeyExpiresAt: Date | null, isRefused = false) {
	const ctx = testContext({
		now: NOW,
		harness: {
			connectionDetail: async () => (isRefused ? failed({ code: "HARNESS_UNAUTHORIZED" }) : ok(DETAIL)),
		},
	});
	const account = { ref: "h1", accountId: ACCOUNT, baseUrl: "https://app.harness.io" };
	await ctx.db.harnessAccounts.save({ ...account, apiKey: `sat.${ACCOUNT}.t.s`, apiKeyExpiresAt });
	const warning = await askHarnessAboutItself(ctx, "aws", AbortSignal.timeout(1_000));
	return { warning, troubles: [...ctx.store.troubles.values()].map(({ code }) => code) };
}

describe("a Harness key", () => {
	test("whose token expires within 14 days is warned of, and told as a trouble of its own", async () => {
		expect(await withKey(new Date("2027-01-31T00:00:00Z"))).toEqual({
			warning: {
				outcome: "warning",
				code: "HARNESS_KEY_EXPIRES",
				observed: "The Harness API key expires on 2027-01-31.",
			},
			troubles: ["HARNESS_KEY_EXPIRES"],
		});
	});

	test.each([null, new Date("2027-02-28T00:00:00Z")])("that expires at %s is in order", async (expiresAt) => {
		expect(await withKey(expiresAt)).toEqual({ warning: null, troubles: [] });
	});

	test("that is refused is told as refused, whenever it was to expire", async () => {
		const { warning, troubles } = await withKey(new Date("2027-01-31T00:00:00Z"), true);
		expect(warning?.code).toBe("HARNESS_UNAUTHORIZED");
		expect(troubles).toEqual(["HARNESS_UNAUTHORIZED"]);
	});
});
