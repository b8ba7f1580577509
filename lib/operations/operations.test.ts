import { describe, expect, it } from "vitest";
import {
	actions,
	ceAws,
	lifecycleContext,
	recordOf,
	registered,
	rememberingHarness,
} from "#lib/connectors/lifecycle.test-support.ts";
import { EVERYWHERE } from "#lib/domain/access.ts";
import { ok } from "#lib/domain/result.ts";
import { TESTER } from "#lib/testing/test-context.ts";
import { resumeOperations, runOperation } from "./run-operation.ts";
import { startOperation } from "./start-operation.ts";
import { stopOperation } from "./stop-operation.ts";

const TEST_PERSON = {
	id: TESTER.id,
	name: TESTER.name,
	email: "test@rolebridge.example",
	role: "operator",
	scope: EVERYWHERE,
	hasSecondFactor: false,
	signsInBy: ["password"],
	createdAt: new Date("2026-11-01T00:00:00Z"),
} as const;
const pause = { kind: "pause", input: { reason: "Account is moved" } } as const;

async function fleet(count: number) {
	const ctx = await lifecycleContext();
	ctx.store.people.set(TESTER.id, TEST_PERSON);
	const ids: string[] = [];
	for (let index = 0; index < count; index += 1) {
		ids.push((await registered(ctx, `c${index}`, String(100_000_000_000 + index))).id);
	}
	ctx.asked.length = 0;
	return { ctx, ids };
}

function idOf(started: Awaited<ReturnType<typeof startOperation>>): string {
	if (!started.ok) throw new Error(started.failure.code);
	return started.value.id;
}

describe("an operation", () => {
	it("is stored with what it is about, audited, and handed to the worker", async () => {
		const { ctx, ids } = await fleet(3);
		const id = idOf(await startOperation(ctx, { act: pause, subjects: { ids } }));
		expect(ctx.asked).toEqual([{ job: "runOperation", operationId: id }]);
		expect(await ctx.db.operations.counts(id)).toEqual({ queued: 3, done: 0, failed: 0, skipped: 0 });
		expect(actions(ctx, id)).toEqual(["operation.started"]);
	});

	it("is refused when nothing is chosen", async () => {
		const { ctx } = await fleet(0);
		const started = await startOperation(ctx, { act: pause, subjects: { ids: [] } });
		expect(started).toMatchObject({ ok: false, failure: { code: "OPERATION_EMPTY" } });
		expect(ctx.asked).toEqual([]);
	});

	it("does each act as the person who started it, and says which failed and why", async () => {
		const { ctx, ids } = await fleet(60);
		const id = idOf(await startOperation(ctx, { act: pause, subjects: { ids: [...ids, "gone"] } }));
		const system = { kind: "system", id: "worker", name: "Rolebridge", role: null } as const;
		const worker = { ...ctx, actor: { ...ctx.actor, ...system } };
		await runOperation(worker, { operationId: id });
		expect(await ctx.db.operations.counts(id)).toEqual({ queued: 0, done: 60, failed: 1, skipped: 0 });
		expect(await ctx.db.operations.failedItems(id, { after: "", limit: 5 })).toEqual([
			{ subject: "gone", name: null, code: "CONNECTOR_NOT_FOUND" },
		]);
		expect((await ctx.db.operations.find(id))?.state).toBe("done");
		const paused = ctx.store.audit.filter(({ action }) => action === "connector.paused");
		expect(new Set(paused.map(({ actor }) => actor))).toEqual(new Set(["Test person"]));
	});

	it("goes on after a crash where it was left, doing nothing twice", async () => {
		const { ctx, ids } = await fleet(4);
		const id = idOf(await startOperation(ctx, { act: pause, subjects: { ids } }));
		const [first = ""] = [...ids].sort();
		await ctx.db.operations.finishItems(id, [{ subject: first, state: "done", code: null }]);
		await ctx.db.operations.setState(id, "running", ctx.now());
		ctx.asked.length = 0;
		await resumeOperations(ctx);
		expect(ctx.asked).toEqual([{ job: "runOperation", operationId: id }]);
		await runOperation(ctx, { operationId: id });
		expect((await ctx.db.connectors.find(first))?.pausedAt).toBeNull();
		expect(await ctx.db.operations.counts(id)).toMatchObject({ done: 4, queued: 0 });
	});

	it("hands over to a new job when it is told to end", async () => {
		const { ctx, ids } = await fleet(2);
		const id = idOf(await startOperation(ctx, { act: pause, subjects: { ids } }));
		ctx.asked.length = 0;
		await runOperation(ctx, { operationId: id, signal: AbortSignal.abort() });
		expect(ctx.asked).toEqual([{ job: "runOperation", operationId: id }]);
		expect(await ctx.db.operations.counts(id)).toMatchObject({ queued: 2 });
	});

	it("asks again on the way whether whoever began it may still do it", async () => {
		const { ctx, ids } = await fleet(60);
		const id = idOf(await startOperation(ctx, { act: pause, subjects: { ids } }));
		let found = 0;
		const find: typeof ctx.db.connectors.find = async (one) => {
			found += 1;
			// In the first batch time passes, and they lose their access.
			if (found === 10) {
				ctx.advance(41_000);
				ctx.store.people.delete(TESTER.id);
			}
			return ctx.db.connectors.find(one);
		};
		const db = { ...ctx.db, connectors: { ...ctx.db.connectors, find } };
		await runOperation({ ...ctx, db }, { operationId: id });
		expect((await ctx.db.operations.find(id))?.state).toBe("stopped");
		expect(await ctx.db.operations.counts(id)).toEqual({ queued: 0, done: 24, failed: 36, skipped: 0 });
	});

	it("does nothing more once it was stopped", async () => {
		const { ctx, ids } = await fleet(2);
		const id = idOf(await startOperation(ctx, { act: pause, subjects: { ids } }));
		expect(await stopOperation(ctx, { operationId: id })).toEqual({ ok: true, value: true });
		await runOperation(ctx, { operationId: id });
		expect(await ctx.db.operations.counts(id)).toEqual({ queued: 0, done: 0, failed: 0, skipped: 2 });
		expect(actions(ctx, id)).toEqual(["operation.started", "operation.stopped"]);
	});

	it("is not stopped by a surprise with one connector", async () => {
		const { ctx, ids } = await fleet(3);
		const id = idOf(await startOperation(ctx, { act: pause, subjects: { ids } }));
		const [broken] = ids;
		const failing = {
			...ctx,
			db: {
				...ctx.db,
				connectors: {
					...ctx.db.connectors,
					find: async (one: string) => {
						if (one === broken) throw new Error("boom");
						return ctx.db.connectors.find(one);
					},
				},
			},
		};
		await runOperation(failing, { operationId: id });
		expect(await ctx.db.operations.counts(id)).toMatchObject({ done: 2, failed: 1 });
	});
});

describe("a check of many", () => {
	const check = { kind: "check", input: {} } as const;

	it("asks for few before everything that is only due, and counts them as they are verified", async () => {
		const { ctx, ids } = await fleet(2);
		const id = idOf(await startOperation(ctx, { act: check, subjects: { ids } }));
		await runOperation(ctx, { operationId: id });
		expect(ctx.asked.filter(({ job }) => job === "checkConnector")).toHaveLength(2);
		expect(ctx.asked.at(-1)).toEqual({ job: "runOperation", operationId: id, startAfterSeconds: 2 });
		const [first = ""] = ids;
		const run = await ctx.db.checks.latestRun(first, "full");
		await ctx.db.checks.finishRun(run?.id ?? "", "done", ctx.now());
		await runOperation(ctx, { operationId: id });
		expect(await ctx.db.operations.counts(id)).toMatchObject({ done: 1, queued: 1 });
	});

	it("makes many due at once instead of asking for each", async () => {
		const { ctx, ids } = await fleet(30);
		const id = idOf(await startOperation(ctx, { act: check, subjects: { ids } }));
		ctx.asked.length = 0;
		await runOperation(ctx, { operationId: id });
		expect(ctx.store.dueNow).toHaveLength(30);
		expect(ctx.asked).toEqual([{ job: "runOperation", operationId: id, startAfterSeconds: 2 }]);
	});

	it("passes over what cannot be checked now, and ends", async () => {
		const { ctx } = await fleet(0);
		const { id: connectorId, version } = await registered(ctx);
		await ctx.db.connectors.save(connectorId, version, { pausedAt: ctx.now() });
		const id = idOf(await startOperation(ctx, { act: check, subjects: { ids: [connectorId] } }));
		await runOperation(ctx, { operationId: id });
		expect(await ctx.db.operations.find(id)).toMatchObject({ state: "done" });
		expect(await ctx.db.operations.counts(id)).toMatchObject({ skipped: 1 });
	});

	it("says after an hour which were not verified", async () => {
		const { ctx, ids } = await fleet(1);
		const id = idOf(await startOperation(ctx, { act: check, subjects: { ids } }));
		await runOperation(ctx, { operationId: id });
		ctx.advance(61 * 60_000);
		await runOperation(ctx, { operationId: id });
		expect(await ctx.db.operations.failedItems(id, { after: "", limit: 1 })).toMatchObject([
			{ code: "OPERATION_TIMED_OUT" },
		]);
	});
});

describe("an import", () => {
	it("asks Harness for its list once, adopts without touching it, and refuses what is here", async () => {
		let lists = 0;
		const records = ["100000000001", "100000000002"].map((account, index) =>
			recordOf(ceAws(`Found${index}`, account)),
		);
		const ctx = await lifecycleContext({
			harness: {
				...rememberingHarness(new Map()),
				listConnectors: async () => {
					lists += 1;
					return ok(records);
				},
			},
		});
		ctx.store.people.set(TESTER.id, TEST_PERSON);
		await registered(ctx, "Ours", "100000000002");
		const subjects = { ids: ["Found0", "Found1", "Missing"] };
		const id = idOf(await startOperation(ctx, { act: { kind: "adopt", input: {} }, subjects }));
		await runOperation(ctx, { operationId: id });
		expect(lists).toBe(1);
		expect(await ctx.db.operations.failedItems(id, { after: "", limit: 5 })).toMatchObject([
			{ subject: "Found1", code: "CONNECTOR_ACCOUNT_TAKEN" },
			{ subject: "Missing", code: "HARNESS_CONNECTOR_NOT_FOUND" },
		]);
		const [adopted] = await ctx.db.imports.known("default", ["100000000001"]);
		expect(await ctx.db.connectors.find(adopted?.id ?? "")).toMatchObject({
			status: "registered",
			proof: "harness",
			pastedRoleArn: "arn:aws:iam::100000000001:role/HarnessCERole",
		});
		expect(await ctx.db.connectors.health(adopted?.id ?? "")).toMatchObject({ state: "reported" });
	});
});
