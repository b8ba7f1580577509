import { describe, expect, it } from "vitest";
import type { Person } from "#lib/db/people-port.ts";
import type { Scope } from "#lib/domain/access.ts";
import { failed, ok } from "#lib/domain/result.ts";
import { adoptConnector } from "#lib/import/adopt-connector.ts";
import { listImports } from "#lib/import/list-imports.ts";
import { createWindow } from "#lib/incidents/maintenance-windows.ts";
import { runOperation } from "#lib/operations/run-operation.ts";
import { startOperation } from "#lib/operations/start-operation.ts";
import { TESTER } from "#lib/testing/test-context.ts";
import { createDraft } from "./create-draft.ts";
import {
	ceAws,
	lifecycleContext,
	recordOf,
	registered,
	rememberingHarness,
} from "./lifecycle.test-support.ts";
import { pauseConnector } from "./pause-connector.ts";
import { saveOverview } from "./save-overview.ts";
import { addTag, removeTag } from "./tag-connector.ts";

const DATA: Scope = { harnessAccountRefs: [], tags: [{ key: "team", value: "data" }] };
const PERSON: Person = {
	id: "limited",
	name: "Limited",
	email: "limited@rolebridge.example",
	role: "operator",
	scope: DATA,
	hasSecondFactor: false,
	signsInBy: ["password"],
	createdAt: new Date(0),
};
const ACTOR = { ...TESTER, id: PERSON.id, name: PERSON.name, role: PERSON.role, scope: DATA };

/** An operator of the data team, one connector of theirs and one of others. */
async function limited() {
	const records = [ceAws("Theirs", "100000000003"), ceAws("Others", "100000000004")].map((body, index) =>
		recordOf({ ...body, tags: { team: index === 0 ? "data" : "ops" } }),
	);
	const all = await lifecycleContext({
		harness: { ...rememberingHarness(new Map()), listConnectors: async () => ok(records) },
	});
	all.store.people.set(PERSON.id, PERSON);
	const mine = await registered(all, "mine", "100000000001");
	const theirs = await registered(all, "theirs", "100000000002");
	for (const [connector, team] of [
		[mine, "data"],
		[theirs, "ops"],
	] as const) {
		const { overview } = connector;
		if (overview !== null)
			all.store.connectors.set(connector.id, { ...connector, overview: { ...overview, tags: { team } } });
	}
	return { all, own: all.actingAs(ACTOR), mine, theirs, records };
}

const NOT_ALLOWED = { ok: false, failure: { code: "NOT_ALLOWED" } };
const NOT_FOUND = failed({ code: "CONNECTOR_NOT_FOUND" });

describe("an operator who is limited to a tag", () => {
	it("finds their own connector, and of others' not even that it is there", async () => {
		const { own, mine, theirs } = await limited();
		const reason = "moved";
		expect(await pauseConnector(own, { connectorId: mine.id, reason })).toMatchObject({ ok: true });
		expect(await pauseConnector(own, { connectorId: theirs.id, reason })).toEqual(NOT_FOUND);
		expect(await pauseConnector(own, { connectorId: "unknown", reason })).toEqual(NOT_FOUND);
	});

	it("makes connectors that bear the tag, and cannot save one without it", async () => {
		const { own } = await limited();
		const made = await createDraft(own, { requiresAutoStopping: false });
		if (!made.ok) throw new Error(made.failure.code);
		const { id, version } = made.value;
		expect(await own.db.connectors.find(id)).not.toBeNull();
		expect(await own.db.connectors.drafts(id)).toEqual({
			overview: { tags: [{ key: "team", value: "data" }] },
		});
		const overview = (await own.db.connectors.find((await limited()).mine.id))?.overview;
		if (overview == null) throw new Error("no overview");
		const elsewhere = { ...overview, tags: { team: "ops" } };
		const saved = await saveOverview(own, { connectorId: id, version, overview: elsewhere });
		expect(saved).toEqual(failed({ code: "NOT_ALLOWED", field: "tags", detail: "Keep the tag team=data." }));
	});

	it("takes neither the tag away nor another in its place, singly or in bulk", async () => {
		const { all, own, mine } = await limited();
		const connectorId = mine.id;
		expect(await removeTag(own, { connectorId, key: "team" })).toMatchObject(NOT_ALLOWED);
		expect(await addTag(own, { connectorId, key: "team", value: "ops" })).toMatchObject(NOT_ALLOWED);
		expect(all.store.connectors.get(connectorId)?.overview?.tags).toEqual({ team: "data" });
	});

	it("is offered and takes over from Harness only what bears the tag there", async () => {
		const { own, records } = await limited();
		const listed = await listImports(own, AbortSignal.timeout(1_000));
		expect(listed).toMatchObject({ ok: true, value: [{ identifier: "Theirs" }] });
		if (listed.ok) expect(listed.value).toHaveLength(1);
		const [theirs, others] = records;
		if (theirs === undefined || others === undefined) throw new Error("no records");
		const harnessAccountRef = (await own.db.harnessAccounts.first())?.ref ?? "";
		expect(await adoptConnector(own, { harnessAccountRef, record: others })).toMatchObject(NOT_ALLOWED);
		expect(await adoptConnector(own, { harnessAccountRef, record: theirs })).toMatchObject({ ok: true });
	});

	it("announces maintenance of what bears the tag, and of nothing wider", async () => {
		const { own } = await limited();
		const window = {
			startsAt: own.now(),
			endsAt: new Date(own.now().getTime() + 3_600_000),
			comment: "",
			select: "tag",
			tagKey: "team",
			tagValue: "data",
			feature: "BILLING",
			owner: "",
		} as const;
		expect(await createWindow(own, window)).toMatchObject({ ok: true });
		expect(await createWindow(own, { ...window, select: "all" })).toMatchObject(NOT_ALLOWED);
		expect(await createWindow(own, { ...window, tagValue: "" })).toMatchObject(NOT_ALLOWED);
	});
});

describe("an operation that goes on after its person's access changed", () => {
	const act = { kind: "pause", input: { reason: "moved" } } as const;

	async function started() {
		const world = await limited();
		const everywhere = { ...PERSON, scope: { harnessAccountRefs: [], tags: [] } };
		world.all.store.people.set(PERSON.id, everywhere);
		const then = world.all.actingAs({ ...ACTOR, scope: everywhere.scope });
		const ids = [world.mine.id, world.theirs.id];
		const made = await startOperation(then, { act, subjects: { ids } });
		if (!made.ok) throw new Error(made.failure.code);
		return { ...world, id: made.value.id };
	}

	it("reaches only what they still see", async () => {
		const { all, mine, theirs, id } = await started();
		all.store.people.set(PERSON.id, PERSON);
		await runOperation(all, { operationId: id });
		expect(all.store.connectors.get(mine.id)?.pausedAt).not.toBeNull();
		expect(all.store.connectors.get(theirs.id)?.pausedAt).toBeNull();
		expect(await all.db.operations.failedItems(id, { after: "", limit: 9 })).toMatchObject([
			{ subject: theirs.id, code: "CONNECTOR_NOT_FOUND" },
		]);
	});

	it.each([
		["is a viewer by now", { ...PERSON, role: "viewer" as const }],
		["was removed", null],
	])("stops when they are refused: whoever began it %s", async (_, person) => {
		const { all, mine, id } = await started();
		if (person === null) all.store.people.delete(PERSON.id);
		else all.store.people.set(PERSON.id, person);
		await runOperation(all, { operationId: id });
		expect(await all.db.operations.find(id)).toMatchObject({ state: "stopped" });
		expect(await all.db.operations.counts(id)).toMatchObject({ done: 0, failed: 2 });
		expect(await all.db.operations.failedItems(id, { after: "", limit: 1 })).toMatchObject([
			{ code: "NOT_ALLOWED" },
		]);
		expect(all.store.connectors.get(mine.id)?.pausedAt).toBeNull();
		expect(all.store.audit.at(-1)).toMatchObject({ action: "operation.stopped", outcome: "refused" });
	});
});
