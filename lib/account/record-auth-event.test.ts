import { describe, expect, it } from "vitest";
import { testContext } from "#lib/testing/test-context.ts";
import { recordAuthEvent } from "./record-auth-event.ts";

const KIM = { id: "p1", name: "Kim", email: "kim@example.com" };
const EVENT = { address: "203.0.113.9", details: { by: "password" } };

describe("what happens to somebody's way in", () => {
	it("is a refusal where they did not come in, about the person whose account it is", async () => {
		const ctx = testContext();
		await recordAuthEvent(ctx, { ...EVENT, kind: "sign-in-failed", person: KIM });
		expect(ctx.store.audit.at(-1)).toMatchObject({
			...{ action: "account.sign-in-failed", subject: "p1", outcome: "refused" },
			details: { by: "password" },
		});
	});

	it("is about nobody known where there is no such account", async () => {
		const ctx = testContext();
		await recordAuthEvent(ctx, { ...EVENT, kind: "sign-in-failed", person: null });
		expect(ctx.store.audit.at(-1)).toMatchObject({ subject: "unknown", outcome: "refused" });
	});

	it("is done where they left", async () => {
		const ctx = testContext();
		await recordAuthEvent(ctx, { ...EVENT, kind: "signed-out", person: KIM, details: {} });
		expect(ctx.store.audit.at(-1)).toMatchObject({ action: "account.signed-out", outcome: "done" });
	});
});
