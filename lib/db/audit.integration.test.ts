import fc from "fast-check";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { verifyChain } from "#lib/audit/verify-chain.ts";
import type { Actor } from "#lib/context.ts";
import { sha256Hex } from "#lib/crypto.ts";
import { EVERYWHERE } from "#lib/domain/access.ts";
import { NO_AUDIT_FILTER } from "#lib/domain/audit-query.ts";
import { testSecretBox } from "#lib/testing/database.ts";
import { insertManyConnectors } from "#lib/testing/many-connectors.ts";
import { type OwnDatabase, ownDatabase } from "#lib/testing/own-database.ts";
import type { NewAuditEvent } from "./audit-port.ts";
import { createDb } from "./create-db.ts";
import type { Db } from "./port.ts";

const now = new Date("2026-11-22T12:00:00.123Z");
const ADA: Actor = {
	kind: "person",
	id: "ada",
	name: "Ada",
	role: "operator",
	scope: EVERYWHERE,
	address: "192.0.2.7",
	requestId: "req-1",
};

let database: OwnDatabase;
let db: Db;
beforeAll(async () => {
	database = await ownDatabase();
	db = createDb(database.prisma, testSecretBox());
}, 60_000);
beforeEach(async () => {
	for (const table of ["audit_event", "audit_checkpoint", "connector"])
		await sql(`TRUNCATE ${table} RESTART IDENTITY CASCADE`);
	await sql("DELETE FROM audit_head");
	await sql("INSERT INTO audit_head (id) VALUES (1)");
});

const sql = (text: string, values: readonly unknown[] = []) => database.sql(text, values);
const verify = (known: { seq: number; hash: string }[] = []) => verifyChain({ db, sha256Hex }, { known });
const event = (change: Partial<NewAuditEvent> = {}): NewAuditEvent => ({
	actor: ADA,
	action: "connector.created",
	subject: "one",
	at: now,
	details: {},
	...change,
});
const everything = { scope: EVERYWHERE, limit: 100 };

async function write(count: number) {
	for (let n = 1; n <= count; n += 1) await db.audit.append(event({ subject: `s${n}` }));
}

describe("the chain", () => {
	it("holds over entries of one transaction, of several, and outside of any", async () => {
		await db.audit.append(event());
		await db.transaction(async (tx) => {
			await tx.audit.append(event({ subject: "two" }));
			await tx.audit.append(event({ subject: "three", outcome: "refused" }));
		});
		expect(await verify()).toMatchObject({ kind: "intact", head: { seq: 3 }, older: 0 });
		const found = await db.audit.search(NO_AUDIT_FILTER, everything);
		expect(found.map(({ seq, subject, outcome }) => [seq, subject, outcome])).toEqual([
			[3, "three", "refused"],
			[2, "two", "done"],
			[1, "one", "done"],
		]);
		expect(found[2]).toMatchObject({
			actorKind: "person",
			actorId: "ada",
			actor: "Ada",
			address: "192.0.2.7",
			requestId: "req-1",
			at: now,
		});
	});

	it("has no entry of an act that was rolled back, and no gap where it would have been", async () => {
		await db.audit.append(event());
		const failing = db.transaction(async (tx) => {
			await tx.audit.append(event({ subject: "never" }));
			throw new Error("rolled back");
		});
		await expect(failing).rejects.toThrow("rolled back");
		await db.audit.append(event({ subject: "next" }));
		expect(await verify()).toMatchObject({ kind: "intact", head: { seq: 2 } });
	});

	it("holds when many write at once, with no entry lost and no deadlock", async () => {
		await sql("INSERT INTO harness_account (ref, account_id, base_url) VALUES ('a', 'a', 'a')");
		// Some append before they lock the row, some after: who appended first must not hold the chain's end meanwhile.
		const touch = "UPDATE harness_account SET base_url = base_url || 'x' WHERE ref = 'a'";
		const acts = Array.from({ length: 60 }, (_, n) =>
			db.transaction(async (tx) => {
				if (n % 2 === 0) await tx.sql(touch, []);
				await tx.audit.append(event({ subject: `act ${n}` }));
				if (n % 2 === 1) await tx.sql(touch, []);
				await tx.audit.append(event({ subject: `act ${n} again` }));
			}),
		);
		await Promise.all(acts);
		expect(await verify()).toMatchObject({ kind: "intact", head: { seq: 120 } });
	});

	it("comes back from the database with the hashes it went in with, whatever was written", async () => {
		const anything = fc.record({
			name: fc.string({ unit: "binary" }),
			text: fc.string({ unit: "binary" }),
			details: fc.dictionary(fc.string({ unit: "binary" }), fc.jsonValue()),
		});
		await fc.assert(
			fc.asyncProperty(anything, async ({ name, text, details }) => {
				await db.audit.append(
					event({
						actor: { ...ADA, name, address: text },
						subject: text,
						details: { ...details, odd: `\u0000\ud800` },
					}),
				);
				expect(await verify()).toMatchObject({ kind: "intact" });
			}),
			{ numRuns: 60 },
		);
	}, 60_000);

	it("shows an entry that was changed, whichever column it was", async () => {
		await write(5);
		const changes = [
			"at = at + interval '1 ms'",
			"actor_kind = 'system'",
			"actor_id = 'eve'",
			"actor = 'Eve'",
			"action = 'x'",
			"subject = 'x'",
			"outcome = 'failed'",
			"address = NULL",
			"request_id = NULL",
			"details = '{\"a\": 1}'",
			"hash = repeat('0', 64)",
		];
		for (const change of changes) {
			await sql("CREATE TEMP TABLE saved AS SELECT * FROM audit_event WHERE seq = 3");
			await sql(`UPDATE audit_event SET ${change} WHERE seq = 3`);
			expect(await verify(), change).toEqual({ kind: "broken", seq: 3, fault: "changed" });
			await sql("DELETE FROM audit_event WHERE seq = 3");
			await sql("INSERT INTO audit_event SELECT * FROM saved");
			await sql("DROP TABLE saved");
		}
		expect(await verify()).toMatchObject({ kind: "intact" });
	});

	it("shows an entry that was removed, and one that was added past the chain", async () => {
		await write(5);
		await sql(
			"INSERT INTO audit_event (actor, action, subject, details, at) VALUES ('Eve', 'x', 'y', '{}', now())",
		);
		expect(await verify()).toEqual({ kind: "broken", seq: 5, fault: "outside" });
		await sql("DELETE FROM audit_event WHERE seq = 2");
		expect(await verify()).toEqual({ kind: "broken", seq: 2, fault: "missing" });
	});

	it("shows a tail that was cut off: by its head, by a checkpoint, or by a link that was kept elsewhere", async () => {
		await write(5);
		const head = await db.auditChain.head();
		if (head === null) throw new Error("no head");
		await sql("DELETE FROM audit_event WHERE seq > 3");
		expect(await verify()).toEqual({ kind: "broken", seq: 4, fault: "cut" });
		// The head as well: the chain alone no longer shows it.
		await sql("UPDATE audit_head SET seq = 3, hash = (SELECT hash FROM audit_event WHERE seq = 3)");
		expect(await verify()).toMatchObject({ kind: "intact" });
		expect(await verify([head])).toEqual({ kind: "broken", seq: 4, fault: "cut" });
		await db.auditChain.addCheckpoint(head, now);
		expect(await verify()).toEqual({ kind: "broken", seq: 4, fault: "cut" });
	});

	it("shows a chain that was written anew from some place on", async () => {
		await write(5);
		const head = await db.auditChain.head();
		if (head === null) throw new Error("no head");
		await db.auditChain.addCheckpoint(head, now);
		await sql("DELETE FROM audit_event WHERE seq > 3");
		await sql("UPDATE audit_head SET seq = 3, hash = (SELECT hash FROM audit_event WHERE seq = 3)");
		await db.audit.append(event({ subject: "forged" }));
		await db.audit.append(event({ subject: "forged too" }));
		expect(await verify()).toEqual({ kind: "broken", seq: 5, fault: "changed" });
	});

	it("counts entries from before the chain, and says nothing of them", async () => {
		await sql(
			"INSERT INTO audit_event (actor, action, subject, details, at) VALUES ('Ada', 'x', 'y', '{}', now())",
		);
		await write(2);
		expect(await verify()).toMatchObject({ kind: "intact", head: { seq: 2 }, older: 1 });
	});

	it("takes no entry when its head is gone", async () => {
		await sql("DELETE FROM audit_head");
		await expect(db.audit.append(event())).rejects.toThrow("lost its head");
		expect(await verify()).toEqual({ kind: "broken", seq: 0, fault: "head" });
	});
});

describe("a search of the audit log", () => {
	const find = async (filter: Partial<typeof NO_AUDIT_FILTER>) =>
		(await db.audit.search({ ...NO_AUDIT_FILTER, ...filter }, everything)).map(({ subject }) => subject);

	beforeEach(async () => {
		await db.audit.append(event({ subject: "a", at: new Date("2026-11-20T23:59:59Z") }));
		await db.audit.append(
			event({ subject: "b", actor: { ...ADA, id: "key-1", name: "CI 100%", kind: "key" } }),
		);
		await db.audit.append(event({ subject: "c", action: "settings.saved", outcome: "refused" }));
		await db.audit.append(event({ subject: "d", details: { reason: "Moved_to Payments" } }));
	});

	it("finds by each condition, and by all of them together", async () => {
		expect(await find({})).toEqual(["d", "c", "b", "a"]);
		expect(await find({ who: "ci 100%" })).toEqual(["b"]);
		expect(await find({ who: "key-1" })).toEqual(["b"]);
		expect(await find({ who: "%" })).toEqual(["b"]);
		expect(await find({ kind: "person" })).toEqual(["d", "c", "a"]);
		expect(await find({ action: "settings.saved" })).toEqual(["c"]);
		expect(await find({ action: "connector." })).toEqual(["d", "b", "a"]);
		expect(await find({ action: "connector" })).toEqual([]);
		expect(await find({ about: "C" })).toEqual(["c"]);
		expect(await find({ outcome: "refused" })).toEqual(["c"]);
		expect(await find({ q: "d_to pay" })).toEqual(["d"]);
		expect(await find({ from: "2026-11-21" })).toEqual(["d", "c", "b"]);
		expect(await find({ to: "2026-11-20" })).toEqual(["a"]);
		expect(await find({ kind: "person", action: "connector.created", from: "2026-11-22" })).toEqual(["d"]);
	});

	it("goes on where the page before ended", async () => {
		const first = await db.audit.search(NO_AUDIT_FILTER, { ...everything, limit: 3 });
		const rest = await db.audit.search(NO_AUDIT_FILTER, { ...everything, before: first[2]?.id ?? "" });
		expect(rest.map(({ subject }) => subject)).toEqual(["a"]);
	});

	it("names each action once", async () => {
		expect(await db.audit.actions()).toEqual(["connector.created", "settings.saved"]);
	});

	it("of a limited scope finds only what is about connectors within it, by their names too", async () => {
		await insertManyConnectors(database.sql, { count: 3, now });
		const [one, two] = await sql("SELECT id, harness_account_ref AS ref FROM connector ORDER BY id");
		await sql("UPDATE connector SET tags = '{\"team\": \"data\"}', name = 'Payer prod' WHERE id = $1", [
			one?.id,
		]);
		await sql('UPDATE connector SET tags = \'{"team": "web"}\' WHERE id = $1', [two?.id]);
		for (const { id } of await sql("SELECT id FROM connector"))
			await db.audit.append(event({ subject: String(id) }));
		const tagged = { harnessAccountRefs: [], tags: [{ key: "team", value: "data" }] };
		const within = await db.audit.search(NO_AUDIT_FILTER, { ...everything, scope: tagged });
		expect(within.map(({ subject, subjectName }) => [subject, subjectName])).toEqual([
			[one?.id, "Payer prod"],
		]);
		const other = { harnessAccountRefs: ["other"], tags: [] };
		expect(await db.audit.search(NO_AUDIT_FILTER, { ...everything, scope: other })).toEqual([]);
		expect(await find({ about: "payer PROD" })).toEqual([one?.id]);
	});
});

describe("the stream", () => {
	const target = { url: "https://siem.example/x", secret: "key", label: "siem.example" };
	const times = { now, claimedUntil: new Date(now.getTime() + 60_000) };

	it("is one worker's at a time, only when there is something to send, and keeps its address sealed", async () => {
		expect(await db.auditStream.save(null, { isEnabled: true, at: now })).toBeNull();
		expect(await db.auditStream.save(null, { isEnabled: true, at: now, target })).toMatchObject({
			version: 1,
		});
		expect(await db.auditStream.save(null, { isEnabled: true, at: now, target })).toBeNull();
		expect(await db.auditStream.claim(times)).toBeNull();
		await write(2);
		const claims = await Promise.all(Array.from({ length: 5 }, () => db.auditStream.claim(times)));
		expect(claims.filter((claim) => claim !== null)).toHaveLength(1);
		await db.auditStream.failed(now, "503");
		expect(await db.auditStream.claim(times)).toMatchObject({ sentSeq: 0, attempts: 1, lastStatus: "503" });
		await db.auditStream.sent(2, now, "200");
		expect(await db.auditStream.find()).toMatchObject({ sentSeq: 2, attempts: 0, lastStatus: "200" });
		expect(await db.auditStream.claim(times)).toBeNull();
		expect(await db.auditStream.save(1, { isEnabled: false, at: now })).toMatchObject({ version: 2 });
		expect(await db.auditStream.save(1, { isEnabled: true, at: now })).toBeNull();
		await write(1);
		expect(await db.auditStream.claim(times)).toBeNull();
		expect(await db.auditStream.target()).toEqual({ url: target.url, secret: target.secret });
		const [row] = await sql("SELECT * FROM audit_stream");
		expect(JSON.stringify(row)).not.toContain("siem.example/x");
	});
});
