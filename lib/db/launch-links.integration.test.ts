import { describe, expect, it } from "vitest";
import type { Requirements } from "#lib/domain/features.ts";
import { rolledBack, testPrisma } from "#lib/testing/database.ts";
import { registeredConnectors } from "#lib/testing/registered-connectors.ts";
import type { ConnectorLink, NewLaunchLink } from "./launch-links-port.ts";
import { OutsideScope } from "./outside-scope.ts";
import type { Db } from "./port.ts";

const prisma = testPrisma();
const NOW = new Date("2026-11-22T12:00:00Z");
const LATER = new Date("2026-11-29T12:00:00Z");
const at = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);
const requirements: Requirements = {
	...{ features: ["VISIBILITY"], autoStopping: [], governancePolicyArns: [], commitmentWrite: false },
};

function newLink(connectorId: string, number = 1, change: Partial<ConnectorLink> = {}): NewLaunchLink {
	return {
		...{ id: `link${String(number).padStart(16, "0")}`, kind: "connect", connectorId, note: "Hello" },
		createdBy: { id: "ada", name: "Ada", email: "ada@example.com" },
		rolloutId: null,
		...{ createdAt: at(number), expiresAt: LATER, secretHash: "f".repeat(64) },
		request: { awsAccountId: "123456789012", requirements, rotation: null },
		...change,
	};
}

async function world(run: (db: Db, connectorId: string, other: string) => Promise<void>) {
	await rolledBack(prisma, async (db) => {
		const [first, second] = await registeredConnectors(db, 2);
		if (first === undefined || second === undefined) throw new Error("no connectors");
		await run(db, first.id, second.id);
	});
}

describe("launch links in the database", () => {
	it("come back as they were stored, without what they are opened by", () =>
		world(async (db, connectorId) => {
			const { secretHash, ...link } = newLink(connectorId);
			await db.launchLinks.insert({ ...link, secretHash });
			const found = await db.launchLinks.find(link.id);
			expect(found).toMatchObject(link);
			expect(found).toMatchObject({ openings: 0, offer: null, actedAt: null, completedAt: null });
			expect(JSON.stringify(found)).not.toContain(secretHash);
			expect(await db.launchLinks.secretHash(link.id)).toBe(secretHash);
			expect(await db.launchLinks.secretHash("nothing")).toBeNull();
		}));

	it("change only while they have not ended, whichever way they end", () =>
		world(async (db, connectorId) => {
			const ends = [{ revokedAt: NOW }, { declinedAt: NOW }, { completedAt: NOW }];
			for (const [index, end] of ends.entries()) {
				const { id } = newLink(connectorId, index);
				await db.launchLinks.insert(newLink(connectorId, index));
				expect(await db.launchLinks.change(id, { actedAt: NOW }, { now: NOW })).toBe(true);
				expect(await db.launchLinks.change(id, end, { now: NOW })).toBe(true);
				for (const again of ends) expect(await db.launchLinks.change(id, again, { now: NOW })).toBe(false);
			}
			await db.launchLinks.insert(newLink(connectorId, 9));
			const { id } = newLink(connectorId, 9);
			expect(await db.launchLinks.change(id, { actedAt: NOW }, { now: LATER })).toBe(false);
			expect(await db.launchLinks.openOf(connectorId, NOW)).toHaveLength(1);
			expect(await db.launchLinks.openOf(connectorId, LATER)).toHaveLength(0);
		}));

	it("take one answer to an offer, and only to the offer that was seen", () =>
		world(async (db, connectorId) => {
			const { id } = newLink(connectorId);
			await db.launchLinks.insert(newLink(connectorId));
			const offer = { features: ["VISIBILITY" as const], message: "less" };
			await db.launchLinks.change(id, { offer, offeredAt: at(1), offerAnswer: null }, { now: NOW });
			const answer = (offerAnswer: "accepted" | "refused", offeredAt: Date) =>
				db.launchLinks.change(id, { offerAnswer }, { now: NOW, offeredAt });
			expect(await answer("accepted", at(2))).toBe(false);
			expect(await answer("refused", at(1))).toBe(true);
			expect(await answer("accepted", at(1))).toBe(false);
			expect(await db.launchLinks.find(id)).toMatchObject({ offer, offerAnswer: "refused" });
		}));

	it("count openings, and know the browsers that showed the secret, at most 100 of a link", () =>
		world(async (db, connectorId, other) => {
			const [{ id }, { id: otherId }] = [newLink(connectorId), newLink(other, 2)];
			await db.launchLinks.insert(newLink(connectorId));
			await db.launchLinks.insert(newLink(other, 2));
			await db.launchLinks.countOpening(id, at(1));
			await db.launchLinks.countOpening(id, at(3));
			expect(await db.launchLinks.find(id)).toMatchObject({
				...{ openings: 2, firstOpenedAt: at(1), lastOpenedAt: at(3) },
			});
			for (let number = 0; number < 103; number += 1)
				await db.launchLinks.addVisit(id, `token-${number}`, at(number));
			expect(await db.launchLinks.hasVisit(id, "token-2")).toBe(false);
			expect(await db.launchLinks.hasVisit(id, "token-3")).toBe(true);
			expect(await db.launchLinks.hasVisit(otherId, "token-3")).toBe(false);
			expect(await db.launchLinks.forgetVisits(LATER)).toBe(0);
			expect(await db.launchLinks.forgetVisits(new Date(LATER.getTime() + 1))).toBe(100);
		}));

	it("are listed newest first, page by page", () =>
		world(async (db, connectorId, other) => {
			for (let number = 0; number < 5; number += 1)
				await db.launchLinks.insert(
					newLink(number === 2 ? other : connectorId, number, { createdAt: at(number < 3 ? 0 : 1) }),
				);
			const ids = async (after?: { createdAt: Date; id: string }) =>
				(await db.launchLinks.list({ limit: 3, ...(after && { after }) })).filter(({ id }) =>
					id.startsWith("link0"),
				);
			const first = await ids();
			const last = first.at(-1);
			if (last === undefined) throw new Error("nothing is listed");
			const rest = await ids(last);
			expect([...first, ...rest].map(({ id }) => Number(id.slice(4)))).toEqual([3, 4, 0, 1, 2]);
			expect(await db.launchLinks.ofConnector(other, 10)).toHaveLength(1);
		}));

	it("to connectors outside of a person's limits are not there for them", () =>
		world(async (db, connectorId, other) => {
			const connector = await db.connectors.find(connectorId);
			if (connector?.overview == null) throw new Error("no connector");
			const overview = { ...connector.overview, tags: { team: "data" } };
			await db.connectors.save(connectorId, connector.version, { overview });
			await db.launchLinks.insert(newLink(connectorId));
			await db.launchLinks.insert(newLink(other, 2));
			const scope = { harnessAccountRefs: [], tags: [{ key: "team", value: "data" }] };
			const seen = db.seenBy({ actorId: "ada", scope, seesTrust: true, readsAudit: true });
			const theirs = newLink(other, 2).id;
			expect((await seen.launchLinks.list({ limit: 10 })).map(({ connectorId: id }) => id)).toEqual([
				connectorId,
			]);
			expect(await seen.launchLinks.find(theirs)).toBeNull();
			expect(await seen.launchLinks.ofConnector(other, 10)).toEqual([]);
			expect(await seen.launchLinks.change(theirs, { revokedAt: NOW }, { now: NOW })).toBe(false);
			await expect(seen.launchLinks.insert(newLink(other, 3))).rejects.toBeInstanceOf(OutsideScope);
		}));
});
