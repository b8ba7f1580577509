import { describe, expect, it } from "vitest";
import { verifierExternalId } from "#lib/domain/external-id.ts";
import { rolledBack, testPrisma } from "#lib/testing/database.ts";
import type { Db } from "./port.ts";

const prisma = testPrisma();
const ID = "changedconnector0000";

async function connector(db: Db) {
	await db.harnessAccounts.save({ ref: "changes", accountId: "changes", baseUrl: "https://app.harness.io" });
	return db.connectors.insert({
		id: ID,
		harnessAccountRef: "changes",
		requiresAutoStopping: false,
		verifierExternalId: verifierExternalId(new Uint8Array(20).fill(9)),
	});
}

describe("a connector's changes", () => {
	it("are noted part by part, and no open form is disturbed by it", () =>
		rolledBack(prisma, async (db) => {
			const before = await connector(db);
			expect(await db.changes.progress(ID)).toEqual({});
			const shrink = { since: 1, changes: { EventsEnabled: "it's; false" } };
			const rotation = {
				checkedAt: 2,
				current: "accepted",
				other: "refused",
				code: null,
				observed: "No.",
			} as const;
			await db.changes.note(ID, "shrink", shrink);
			await db.changes.note(ID, "rotation", rotation);
			expect(await db.changes.progress(ID)).toEqual({ shrink, rotation });
			await db.changes.note(ID, "shrink", null);
			expect(await db.changes.progress(ID)).toEqual({ rotation });
			const after = await db.connectors.find(ID);
			expect([after?.version, after?.updatedAt]).toEqual([before.version, before.updatedAt]);
		}));

	it("remember who declined a template, until that is taken back", () =>
		rolledBack(prisma, async (db) => {
			await connector(db);
			const declination = { by: "Ann", at: new Date("2026-11-22T03:00:00Z") };
			await db.changes.noteDeclined(ID, declination);
			expect(await db.changes.declination(ID)).toEqual(declination);
			await db.changes.noteDeclined(ID, null);
			expect(await db.changes.declination(ID)).toBeNull();
		}));

	it("of an external ID swap both in one save, and the evidence stays", () =>
		rolledBack(prisma, async (db) => {
			const { version, verifierExternalId: old } = await connector(db);
			const next = verifierExternalId(new Uint8Array(20).fill(10));
			const since = new Date("2026-11-22T03:00:00Z");
			await db.connectors.save(ID, version, { rotation: { phase: "proved", externalId: next, since } });
			const saved = await db.connectors.save(ID, version + 1, {
				verifierExternalId: next,
				rotation: { phase: "committed", externalId: old, since },
			});
			expect(saved).toMatchObject({ verifierExternalId: next, rotation: { externalId: old } });
		}));
});
