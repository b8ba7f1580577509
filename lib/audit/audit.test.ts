import { describe, expect, it } from "vitest";
import type { Context } from "#lib/context.ts";
import type { ChainedEntry } from "#lib/db/audit-port.ts";
import { CHAIN_START, chainText } from "#lib/domain/audit-chain.ts";
import { NO_AUDIT_FILTER } from "#lib/domain/audit-query.ts";
import { failed, ok } from "#lib/domain/result.ts";
import type { NotifyMessage } from "#lib/notify/port.ts";
import { type TestContext, type TestContextParts, testContext } from "#lib/testing/test-context.ts";
import { exportAudit } from "./export-audit.ts";
import { exportHead } from "./export-head.ts";
import { noteRefusal } from "./note-refusal.ts";
import { saveStream } from "./save-stream.ts";
import { streamAudit } from "./stream-audit.ts";
import { verifyAudit } from "./verify-audit.ts";

type Sent = { readonly target: unknown; readonly message: NotifyMessage };
type Answer = Awaited<ReturnType<Context["notify"]["send"]>>;

/** A context whose webhook answers in turn; the last answer stays. */
function listening(answers: readonly Answer[] = [ok({ status: "200" })]) {
	const sent: Sent[] = [];
	const notify: TestContextParts["notify"] = {
		check: async () => ok(true),
		send: async (target, message) => {
			sent.push({ target, message });
			return answers[Math.min(sent.length, answers.length) - 1] ?? ok({ status: "200" });
		},
	};
	return { ctx: testContext({ notify }), sent };
}

function fillChain(ctx: TestContext, count: number) {
	const { auditLog } = ctx.store;
	let last = CHAIN_START;
	auditLog.chain = Array.from({ length: count }, (_, index): ChainedEntry => {
		const who = { actorKind: "person", actorId: "ada", actor: "Ada", address: null, requestId: null };
		const what = { action: "connector.created", subject: `s${index + 1}`, outcome: "done", details: {} };
		const facts = { seq: index + 1, at: ctx.now(), ...who, ...what };
		last = { seq: facts.seq, hash: ctx.sha256Hex(chainText(last.hash, facts)) };
		return { ...facts, hash: last.hash };
	});
	auditLog.head = last;
}

const URL_TYPED = "https://siem.example/audit";
const typed = (
	change: { version?: number; url?: string; isEnabled?: boolean; replaceSecret?: boolean } = {},
) => {
	const { version = null, ...stream } = change;
	return { version, stream: { isEnabled: true, url: URL_TYPED, replaceSecret: false, ...stream } };
};

function placesOf(sent: readonly Sent[]) {
	return sent.map(({ message }) => message.id);
}

describe("the stream of the audit log", () => {
	it("sends every entry once, in order, signed, a hundred at a time", async () => {
		const { ctx, sent } = listening();
		fillChain(ctx, 250);
		const saved = await saveStream(ctx, typed());
		expect(saved.ok && saved.value.secret).toMatch(/^rbwhs_/);
		await streamAudit(ctx);
		await streamAudit(ctx);
		expect(placesOf(sent)).toEqual(["audit-1-100", "audit-101-200", "audit-201-250"]);
		const [{ target, message }] = sent as [Sent];
		expect(target).toEqual({ kind: "webhook", url: URL_TYPED, secret: saved.ok && saved.value.secret });
		expect(message.facts).toMatchObject({
			events: expect.arrayContaining([
				expect.objectContaining({ seq: 1, actor: { kind: "person", id: "ada", name: "Ada" }, subject: "s1" }),
			]),
		});
		expect(ctx.store.auditLog.stream).toMatchObject({ sentSeq: 250, attempts: 0, lastStatus: "200" });
	});

	it("sends again what did not arrive, later each time, and goes on where it was", async () => {
		const refused = failed({ code: "NOTIFY_REFUSED", detail: "503" } as const);
		const { ctx, sent } = listening([refused, refused, ok({ status: "200" })]);
		fillChain(ctx, 120);
		await saveStream(ctx, typed());
		await streamAudit(ctx);
		await streamAudit(ctx);
		expect(placesOf(sent)).toEqual(["audit-1-100"]);
		expect(ctx.store.auditLog.stream).toMatchObject({ sentSeq: 0, lastStatus: "NOTIFY_REFUSED: 503" });
		ctx.advance(15_000);
		await streamAudit(ctx);
		ctx.advance(15_000);
		await streamAudit(ctx);
		expect(placesOf(sent)).toHaveLength(2);
		ctx.advance(15_000);
		await streamAudit(ctx);
		expect(placesOf(sent).slice(2)).toEqual(["audit-1-100", "audit-101-120"]);
		expect(ctx.store.auditLog.stream).toMatchObject({ sentSeq: 120, attempts: 0 });
	});

	it("sends nothing while it is switched off", async () => {
		const { ctx, sent } = listening();
		fillChain(ctx, 3);
		await saveStream(ctx, typed({ isEnabled: false }));
		await streamAudit(ctx);
		expect(sent).toEqual([]);
	});

	it("keeps its address and key unless others are asked for, and never shows either in the log", async () => {
		const { ctx } = listening();
		await saveStream(ctx, typed());
		const key = ctx.store.auditLog.streamTarget?.secret;
		const off = await saveStream(ctx, typed({ version: 1, url: "", isEnabled: false }));
		expect(off).toMatchObject({ ok: true, value: { secret: null, stream: { isEnabled: false } } });
		expect(ctx.store.auditLog.streamTarget).toEqual({ url: URL_TYPED, secret: key });
		const renewed = await saveStream(ctx, typed({ version: 2, url: "", replaceSecret: true }));
		expect(renewed.ok && renewed.value.secret).not.toBe(key);
		const written = JSON.stringify(ctx.store.audit);
		expect(written).toContain("audit.stream.saved");
		expect(written).not.toContain("rbwhs_");
		expect(written).not.toContain('/audit"');
	});

	it("refuses an address that would not be called, an empty one, and what somebody else changed meanwhile", async () => {
		const { ctx } = listening();
		expect(await saveStream(ctx, typed({ url: "" }))).toMatchObject({
			ok: false,
			failure: { field: "url" },
		});
		await saveStream(ctx, typed());
		expect(await saveStream(ctx, typed())).toMatchObject({
			failure: { code: "CONNECTOR_CHANGED_MEANWHILE" },
		});
		const guarded = testContext({
			notify: { check: async () => failed({ code: "NOTIFY_URL_NOT_ALLOWED" }) },
		});
		expect(await saveStream(guarded, typed())).toMatchObject({
			failure: { code: "NOTIFY_URL_NOT_ALLOWED", field: "url" },
		});
		expect(guarded.store.audit).toEqual([]);
	});
});

describe("the hourly export of the head", () => {
	it("tells the log, the table and the webhook where the chain ends", async () => {
		const { ctx, sent } = listening();
		fillChain(ctx, 7);
		await saveStream(ctx, typed());
		await exportHead(ctx);
		const { head } = ctx.store.auditLog;
		expect(ctx.logged[0]?.fields).toEqual({ event: "audit-head", seq: 7, hash: head?.hash, entries: 7 });
		expect(ctx.store.auditLog.checkpoints).toEqual([head]);
		expect(sent[0]?.message.facts).toEqual({ head: { ...head, entries: 7 } });
	});

	it("without a webhook is still in the log and in the table", async () => {
		const ctx = testContext();
		fillChain(ctx, 2);
		await exportHead(ctx);
		expect(ctx.store.auditLog.checkpoints).toHaveLength(1);
		expect(ctx.logged).toHaveLength(1);
	});
});

describe("the nightly verification", () => {
	it("keeps what it proved", async () => {
		const ctx = testContext();
		fillChain(ctx, 1_500);
		await verifyAudit(ctx);
		expect(ctx.store.auditLog.verification).toEqual({ at: ctx.now(), seq: 1_500, fault: null });
		expect(ctx.store.troubles.size).toBe(0);
	});

	it("makes a broken chain an incident, which ends when the chain holds again", async () => {
		const ctx = testContext();
		fillChain(ctx, 3);
		const { chain } = ctx.store.auditLog;
		ctx.store.auditLog.chain = chain.map((entry) => (entry.seq === 2 ? { ...entry, actor: "Eve" } : entry));
		await verifyAudit(ctx);
		expect(ctx.store.auditLog.verification).toMatchObject({ seq: 2, fault: "changed" });
		expect([...ctx.store.troubles.values()]).toMatchObject([{ kind: "audit", code: "AUDIT_CHAIN_BROKEN" }]);
		expect(ctx.logged.at(-1)).toMatchObject({
			level: "error",
			fields: { event: "audit-chain-broken", seq: 2 },
		});
		ctx.store.auditLog.chain = chain;
		await verifyAudit(ctx);
		expect([...ctx.store.troubles.values()]).toMatchObject([{ recoveringAt: ctx.now() }]);
	});
});

describe("a refusal", () => {
	const refusal = { asked: "action:saveLimitsAction", code: "NOT_ALLOWED" } as const;

	it("is written down, and the same again only after a minute", async () => {
		const ctx = testContext();
		await noteRefusal(ctx, refusal);
		await noteRefusal(ctx, refusal);
		await noteRefusal(ctx, { ...refusal, asked: "action:saveTemplateSettingsAction" });
		expect(ctx.store.audit.map(({ subject, outcome }) => [subject, outcome])).toEqual([
			["action:saveLimitsAction", "refused"],
			["action:saveTemplateSettingsAction", "refused"],
		]);
		ctx.advance(60_001);
		await noteRefusal(ctx, refusal);
		expect(ctx.store.audit).toHaveLength(3);
	});
});

describe("an export of the audit log", () => {
	async function exported(ctx: TestContext, format: "csv" | "json") {
		const pieces: string[] = [];
		for await (const piece of await exportAudit(ctx, { filter: NO_AUDIT_FILTER, format })) pieces.push(piece);
		return pieces.join("");
	}
	const append = (ctx: TestContext, name: string, details = {}) =>
		ctx.db.audit.append({
			actor: { ...ctx.actor, name },
			action: "connector.created",
			subject: "one",
			at: ctx.now(),
			details,
		});

	it("as CSV takes the power from formulas, and is an entry itself", async () => {
		const ctx = testContext();
		await append(ctx, "=HYPERLINK(1)", { reason: "+1" });
		const lines = (await exported(ctx, "csv")).trimEnd().split("\r\n");
		expect(lines).toHaveLength(3);
		expect(lines[1]).toContain("audit.exported");
		expect(lines[2]).toBe(
			`1,2026-11-22T12:00:00.000Z,person,tester,'=HYPERLINK(1),connector.created,one,done,,,"{""reason"":""+1""}",`,
		);
	});

	it("as JSON holds every entry once, in however many pieces", async () => {
		const ctx = testContext();
		for (let n = 0; n < 2_100; n += 1) await append(ctx, "Ada");
		const rows = JSON.parse(await exported(ctx, "json")) as { seq: number }[];
		expect(new Set(rows.map(({ seq }) => seq)).size).toBe(2_101);
	});
});
