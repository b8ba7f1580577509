import { expect, it } from "vitest";
import { rolledBack, testPrisma } from "#lib/testing/database.ts";

const prisma = testPrisma();
const at = new Date("2026-11-22T12:00:00Z");
const target = { kind: "webhook", url: "https://hooks.example.com/path-secret", secret: "rbwhs_1" } as const;

it("a message that was tried at once is in the log with its answer, and never claimed", async () => {
	await rolledBack(prisma, async (db) => {
		await db.notificationChannels.insert({
			id: "log-channel",
			name: "On call",
			isEnabled: true,
			includesDegraded: false,
			selector: { kind: "all" },
			target,
			targetLabel: "https://hooks.example.com/…",
		});
		const message = { id: "m1", kind: "test", title: "Test", lines: [], url: null, at, facts: {} } as const;
		await db.notificationDeliveries.record(
			{ id: "m1", channelId: "log-channel", key: "test:m1", message },
			{ at, state: "failed", status: "HTTP 404 Not Found" },
		);
		const later = new Date(at.getTime() + 86_400_000);
		expect(await db.notificationDeliveries.due({ now: later, claimedUntil: later, limit: 9 })).toEqual([]);
		expect(await db.notificationDeliveries.list("log-channel", { limit: 9 })).toMatchObject([
			{ id: "m1", state: "failed", attempts: 1, lastStatus: "HTTP 404 Not Found", message, sentAt: null },
		]);
	});
});
