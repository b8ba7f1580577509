import { beforeEach, describe, expect, it } from "vitest";
import { createDb } from "#lib/db/create-db.ts";
import type { Db } from "#lib/db/port.ts";
import { failed, ok } from "#lib/domain/result.ts";
import { testSecretBox } from "#lib/testing/database.ts";
import { ownDatabase } from "#lib/testing/own-database.ts";
import { acknowledge, mute } from "./acknowledge.ts";
import { deliverNotifications } from "./deliver-notifications.ts";
import { channel, emptyTables, fleet, found, incidentContext } from "./incidents.test-support.ts";
import { keepIncidents } from "./keep-incidents.ts";
import { createWindow, endWindow } from "./maintenance-windows.ts";
import { planNotifications } from "./plan-notifications.ts";
import { processHealthChanges } from "./process-health-changes.ts";
import { clearTrouble, reportTrouble } from "./system-trouble.ts";

const { prisma } = await ownDatabase();
const db = createDb(prisma, testSecretBox());
const T0 = new Date("2026-11-22T02:00:00Z");
const SECOND = 1_000;
const MINUTE = 60 * SECOND;

beforeEach(() => emptyTables(prisma));

function setUp() {
	const world = incidentContext(db, T0);
	return { ...world, open: () => prisma.incident.findMany({ where: { resolvedAt: null } }) };
}

/** Two agreeing bad results, and the minute of gathering. */
async function breakAndWait(
	{ ctx, advance }: ReturnType<typeof setUp>,
	ids: readonly string[],
	code?: string,
) {
	await found(prisma, ids, "failing", ctx.now(), code);
	await keepIncidents(ctx);
	advance(35 * SECOND);
	await found(prisma, ids, "failing", ctx.now(), code);
	await keepIncidents(ctx);
	advance(61 * SECOND);
	await keepIncidents(ctx);
}

describe("a connector that breaks", () => {
	it("is told once it is confirmed, and told again when it works", async () => {
		const world = setUp();
		const { ctx, sent, advance } = world;
		await channel(db, "one");
		const ids = await fleet(db, prisma, 1, T0);
		advance(MINUTE);
		await found(prisma, ids, "failing", ctx.now());
		await keepIncidents(ctx);
		expect(await world.open()).toMatchObject([{ healthState: "failing", confirmedAt: null }]);
		advance(10 * MINUTE);
		await keepIncidents(ctx);
		expect(sent).toEqual([]);

		await breakAndWait(world, ids);
		expect(sent).toMatchObject([{ kind: "opened", title: expect.stringContaining("is failing") }]);

		await found(prisma, ids, "healthy", ctx.now());
		await keepIncidents(ctx);
		advance(35 * SECOND);
		await found(prisma, ids, "healthy", ctx.now());
		await keepIncidents(ctx);
		advance(61 * SECOND);
		await keepIncidents(ctx);
		expect(sent).toMatchObject([{ kind: "opened" }, { kind: "recovered" }]);
		expect(await world.open()).toEqual([]);
	});

	it("has one open incident though two workers look at once, and every change is handled", async () => {
		const { ctx, open } = setUp();
		const ids = await fleet(db, prisma, 30, T0);
		await found(prisma, ids, "failing", new Date(T0.getTime() + SECOND));
		await Promise.all([1, 2, 3, 4].map(() => processHealthChanges(ctx)));
		expect(await open()).toHaveLength(30);
		expect(await prisma.healthChange.count({ where: { handledAt: null } })).toBe(0);
	});

	it("is told as without proof when nobody could look for longer than the limit", async () => {
		const { ctx, sent, advance, open } = setUp();
		await channel(db, "one");
		await fleet(db, prisma, 1, T0);
		advance(181 * MINUTE);
		await keepIncidents(ctx);
		expect(await open()).toMatchObject([{ healthState: "unknown", confirmedAt: null }]);
		for (const wait of [10 * MINUTE, 61 * SECOND]) {
			advance(wait);
			await keepIncidents(ctx);
		}
		expect(sent).toMatchObject([{ kind: "opened", title: expect.stringContaining("no proof") }]);
	});

	it("is closed when it is paused", async () => {
		const world = setUp();
		const { ctx } = world;
		const ids = await fleet(db, prisma, 1, T0);
		await breakAndWait(world, ids);
		await prisma.connector.updateMany({ data: { pausedAt: ctx.now() } });
		await keepIncidents(ctx);
		expect(await world.open()).toEqual([]);
		expect(await prisma.incident.findMany()).toMatchObject([{ resolution: "paused" }]);
	});
});

describe("a storm", () => {
	it("of 400 connectors is one digest a channel, whatever runs how often", async () => {
		const world = setUp();
		const { ctx, sent, advance } = world;
		await channel(db, "one");
		await channel(db, "two");
		const ids = await fleet(db, prisma, 400, T0);
		await breakAndWait(world, ids, "REGION_DISABLED");
		for (let round = 0; round < 3; round += 1) {
			await Promise.all([keepIncidents(ctx), keepIncidents(ctx), keepIncidents(ctx)]);
			advance(5 * SECOND);
		}
		expect(sent.map(({ kind, title }) => [kind, title])).toEqual(
			Array.from({ length: 2 }, () => ["digest", "400 connectors: STS is switched off in a region"]),
		);
		expect(await prisma.notificationTold.count()).toBe(800);
	}, 60_000);
});

describe("a crash", () => {
	it("between planning and marking leaves nothing told, and the next run tells it once", async () => {
		const world = setUp();
		const { ctx, sent, advance } = world;
		await channel(db, "one");
		const ids = await fleet(db, prisma, 1, T0);
		await found(prisma, ids, "failing", ctx.now());
		await processHealthChanges(ctx);
		advance(35 * SECOND);
		await found(prisma, ids, "failing", ctx.now());
		await processHealthChanges(ctx);
		advance(61 * SECOND);
		await expect(planNotifications({ ...ctx, db: crashing(db) })).rejects.toThrow("killed");
		expect(await prisma.notificationDelivery.count()).toBe(0);
		await Promise.all([planNotifications(ctx), planNotifications(ctx)]);
		await planNotifications(ctx);
		expect(await prisma.notificationDelivery.count()).toBe(1);
		await Promise.all([deliverNotifications(ctx), deliverNotifications(ctx)]);
		expect(sent).toHaveLength(1);
	});
});

/** Dies after the messages were queued, before the incidents are marked. */
function crashing(db: Db): Db {
	return {
		...db,
		transaction: (run) =>
			db.transaction((tx) =>
				run({
					...tx,
					incidents: {
						...tx.incidents,
						settle: async () => {
							throw new Error("killed");
						},
					},
				}),
			),
	};
}

describe("trouble that many rest on", () => {
	it("is one incident, and keeps their connectors from being told until it is over", async () => {
		const world = setUp();
		const { ctx, sent, advance } = world;
		await channel(db, "one");
		const ids = await fleet(db, prisma, 20, T0);
		const trouble = { kind: "sts", subject: "us-east-1" } as const;
		await Promise.all([1, 2, 3].map(() => reportTrouble(ctx, { ...trouble, code: "AWS_UNAVAILABLE" })));
		await breakAndWait(world, ids);
		advance(30 * MINUTE);
		await keepIncidents(ctx);
		expect(sent.map(({ title }) => title)).toEqual([expect.stringMatching(/^AWS STS in us-east-1/)]);

		await clearTrouble(ctx, trouble);
		advance(31 * SECOND);
		await keepIncidents(ctx);
		const well = ids.slice(0, 18);
		for (let twice = 0; twice < 2; twice += 1) {
			advance(35 * SECOND);
			await found(prisma, well, "healthy", ctx.now());
			await found(prisma, ids.slice(18), "failing", ctx.now());
			await keepIncidents(ctx);
		}
		advance(61 * SECOND);
		await keepIncidents(ctx);
		expect(sent.slice(1).map(({ kind }) => kind)).toEqual(["recovered", "opened", "opened"]);
	});

	it("opens nothing for proof that runs out meanwhile", async () => {
		const { ctx, advance, open } = setUp();
		await fleet(db, prisma, 5, T0);
		await reportTrouble(ctx, { kind: "verifier", subject: "aws", code: "CANARY_FAILED" });
		advance(200 * MINUTE);
		await keepIncidents(ctx);
		expect(await open()).toMatchObject([{ kind: "verifier" }]);
	});

	it("that is taken back within half a minute is never told", async () => {
		const { ctx, advance, sent, open } = setUp();
		await channel(db, "one");
		const trouble = { kind: "harness", subject: "h1" } as const;
		await reportTrouble(ctx, { ...trouble, code: "HARNESS_UNAVAILABLE" });
		advance(20 * SECOND);
		await clearTrouble(ctx, trouble);
		for (let round = 0; round < 3; round += 1) {
			advance(31 * SECOND);
			await keepIncidents(ctx);
		}
		expect([sent, await open()]).toEqual([[], []]);
	});

	it("of an expiring key is another incident than that of a refused one", async () => {
		const { ctx } = setUp();
		const subject = { kind: "harness", subject: "h1" } as const;
		await reportTrouble(ctx, { ...subject, code: "HARNESS_KEY_EXPIRES" });
		await reportTrouble(ctx, { ...subject, code: "HARNESS_UNAUTHORIZED" });
		const all = await prisma.incident.findMany({ orderBy: { resolvedAt: "asc" } });
		expect(all.map(({ code, resolvedAt }) => [code, resolvedAt === null])).toEqual([
			["HARNESS_KEY_EXPIRES", false],
			["HARNESS_UNAUTHORIZED", true],
		]);
	});
});

describe("delivering", () => {
	it("tries again with growing waits, and gives up after a day or twelve tries", async () => {
		const world = setUp();
		const { advance } = world;
		await channel(db, "one");
		const send = async () => failed({ code: "NOTIFY_UNREACHABLE", detail: "ECONNREFUSED" } as const);
		const ctx = { ...world.ctx, notify: { ...world.ctx.notify, send } };
		const ids = await fleet(db, prisma, 1, T0);
		await breakAndWait({ ...world, ctx }, ids);
		const waits: number[] = [];
		for (let tries = 0; tries < 40; tries += 1) {
			const [delivery] = await prisma.notificationDelivery.findMany();
			if (delivery?.nextAttemptAt === null || delivery === undefined) break;
			const wait = delivery.nextAttemptAt.getTime() - ctx.now().getTime();
			waits.push(wait);
			advance(wait);
			await deliverNotifications(ctx);
		}
		const [delivery] = await prisma.notificationDelivery.findMany();
		expect(delivery).toMatchObject({ state: "failed", lastStatus: "NOTIFY_UNREACHABLE: ECONNREFUSED" });
		expect(delivery?.attempts).toBeLessThanOrEqual(12);
		expect(waits[0]).toBeLessThanOrEqual(15 * SECOND);
		expect(Math.max(...waits)).toBeGreaterThan(60 * MINUTE);
	});

	it("claims each message for one worker, and gives it back when the worker dies", async () => {
		await channel(db, "one");
		const message = { id: "m", kind: "test", title: "t", lines: [], url: null, at: T0, facts: {} } as const;
		const deliveries = Array.from({ length: 10 }, (_, n) => ({
			id: `d${n}`,
			channelId: "one",
			key: `k${n}`,
			message,
		}));
		expect(await db.notificationDeliveries.enqueue([...deliveries, ...deliveries], T0)).toBe(10);
		const claimedUntil = new Date(T0.getTime() + MINUTE);
		const claim = () => db.notificationDeliveries.due({ now: T0, claimedUntil, limit: 4 });
		const claimed = (await Promise.all([claim(), claim(), claim(), claim()])).flat().map(({ id }) => id);
		expect(new Set(claimed).size).toBe(claimed.length);
		const later = { now: claimedUntil, claimedUntil: new Date(claimedUntil.getTime() + MINUTE), limit: 20 };
		expect(await db.notificationDeliveries.due(later)).toHaveLength(10);
	});

	it("keeps a channel's target and secret sealed, each bound to its row", async () => {
		await channel(db, "one");
		await channel(db, "two");
		expect(await db.notificationChannels.target("one")).toMatchObject({ secret: "signing-key" });
		const [one] = await prisma.notificationChannel.findMany({ where: { id: "one" } });
		expect(JSON.stringify(one)).not.toMatch(/hooks\.example\/x|signing-key/);
		await prisma.notificationChannel.update({
			where: { id: "two" },
			data: { targetCiphertext: one?.targetCiphertext ?? "" },
		});
		await expect(db.notificationChannels.target("two")).rejects.toThrow();
	});
});

describe("what people do", () => {
	it("acknowledging before anybody was told keeps it untold, is audited, and a second one finds it still open", async () => {
		const world = setUp();
		const { ctx, sent, advance } = world;
		await channel(db, "one");
		const ids = await fleet(db, prisma, 1, T0);
		await found(prisma, ids, "failing", ctx.now());
		await keepIncidents(ctx);
		advance(35 * SECOND);
		await found(prisma, ids, "failing", ctx.now());
		await keepIncidents(ctx);
		const [group] = await db.incidents.causes(ctx.now(), 10);
		expect(group).toMatchObject({ cause: "ROLE_ACCESS_DENIED", count: 1, state: "failing", acknowledged: 0 });
		const which = { cause: group?.cause ?? "" };
		expect(await acknowledge(ctx, { which, owner: "jo", comment: "on it" })).toEqual(ok({ count: 1 }));
		advance(61 * SECOND);
		await keepIncidents(ctx);
		expect(sent).toEqual([]);
		expect(await db.audit.list(ids[0] ?? "", 5)).toMatchObject([{ action: "incident.acknowledged" }]);
		expect(await db.incidents.list(which.cause, { after: 0, limit: 5 })).toMatchObject([
			{
				owner: "jo",
				comment: "on it",
				acknowledgedBy: "Test person",
				name: expect.stringMatching(/^account-/),
			},
		]);
	});

	it("a mute holds, and what is still wrong at its end is told then", async () => {
		const world = setUp();
		const { ctx, sent, advance } = world;
		await channel(db, "one");
		const ids = await fleet(db, prisma, 2, T0);
		await found(prisma, ids, "failing", ctx.now());
		await keepIncidents(ctx);
		advance(35 * SECOND);
		await found(prisma, ids, "failing", ctx.now());
		await keepIncidents(ctx);
		const until = new Date(ctx.now().getTime() + 60 * MINUTE);
		expect(await mute(ctx, { which: { cause: "ROLE_ACCESS_DENIED" }, until })).toEqual(ok({ count: 2 }));
		advance(30 * MINUTE);
		for (let twice = 0; twice < 2; twice += 1) {
			await found(prisma, ids.slice(1), "healthy", ctx.now());
			await keepIncidents(ctx);
			advance(40 * SECOND);
		}
		expect(sent).toEqual([]);
		advance(30 * MINUTE);
		await keepIncidents(ctx);
		expect(sent).toMatchObject([{ kind: "opened" }]);
	});

	it("a window holds its connectors only, and ends when told", async () => {
		const world = setUp();
		const { ctx, sent } = world;
		await channel(db, "one");
		const [first = "", second = ""] = await fleet(db, prisma, 2, T0);
		await prisma.connector.update({ where: { id: first }, data: { tags: { owner: "jo" } } });
		const window = { startsAt: T0, endsAt: new Date(T0.getTime() + 60 * MINUTE), comment: "" };
		const choice = { select: "owner", owner: "jo", tagKey: "", tagValue: "", feature: "BILLING" } as const;
		const made = await createWindow(ctx, { ...window, ...choice });
		await breakAndWait(world, [first, second]);
		expect(sent).toHaveLength(1);
		if (made.ok) expect(await endWindow(ctx, made.value)).toEqual(ok(true));
		await keepIncidents(ctx);
		expect(sent).toHaveLength(2);
		expect(await db.maintenanceWindows.current(ctx.now())).toEqual([]);
	});

	it("is refused where nothing is open, or the time is not in the next 90 days", async () => {
		const { ctx } = setUp();
		const which = { ids: ["gone"] };
		expect(await acknowledge(ctx, { which, owner: "jo", comment: "" })).toEqual(
			failed({ code: "INCIDENT_OVER" }),
		);
		expect(await mute(ctx, { which, until: null })).toEqual(failed({ code: "INCIDENT_OVER" }));
		expect(await mute(ctx, { which, until: T0 })).toMatchObject({ ok: false, failure: { field: "until" } });
	});

	it("lists what ended, page by page, without what was never confirmed", async () => {
		const world = setUp();
		const { ctx, advance } = world;
		const ids = await fleet(db, prisma, 3, T0);
		await breakAndWait(world, ids);
		for (let twice = 0; twice < 2; twice += 1) {
			await found(prisma, ids, "healthy", ctx.now());
			await keepIncidents(ctx);
			advance(40 * SECOND);
		}
		await found(prisma, ids, "failing", ctx.now());
		await keepIncidents(ctx);
		advance(SECOND);
		await found(prisma, ids, "healthy", ctx.now());
		await keepIncidents(ctx);
		const firstPage = await db.incidents.listResolved({ limit: 2 });
		const after = firstPage.at(-1)?.id ?? "";
		const rest = await db.incidents.listResolved({ limit: 2, after });
		expect([firstPage.length, rest.length]).toEqual([2, 1]);
		expect(new Set([...firstPage, ...rest].map(({ subject }) => subject))).toEqual(new Set(ids));
		expect(await db.incidents.counts()).toEqual({ confirmed: 0, suspected: 0 });
	});
});

describe("reading the page", () => {
	it("finds what is past its proof, and what is open, by an index", async () => {
		const plan = async (query: string) => {
			const rows = await prisma.$transaction(async (tx) => {
				// Of a table with hardly a row any plan is as cheap: what is asked is whether an index gives the order.
				for (const way of ["seqscan", "bitmapscan", "sort"])
					await tx.$executeRawUnsafe(`SET LOCAL enable_${way} = off`);
				return tx.$queryRawUnsafe<Record<string, string>[]>(`EXPLAIN ${query}`);
			});
			return rows.map((row) => Object.values(row).join("")).join("\n");
		};
		expect(
			await plan(
				"SELECT id FROM connector WHERE status = 'registered' AND paused_at IS NULL AND proven_until < now() ORDER BY proven_until LIMIT 500",
			),
		).toContain("connector_proven_until_idx");
		expect(
			await plan("SELECT id FROM incident WHERE untold_since IS NOT NULL ORDER BY untold_since"),
		).toContain("incident_untold_idx");
		expect(
			await plan(
				"SELECT id FROM incident WHERE resolved_at IS NOT NULL AND confirmed_at IS NOT NULL ORDER BY resolved_at DESC, id DESC LIMIT 20",
			),
		).toContain("incident_resolved_idx");
	});
});
