import { describe, expect, test } from "vitest";
import { CHANNEL_LIMIT } from "#lib/domain/notification-limits.ts";
import { failed, ok } from "#lib/domain/result.ts";
import type { Notify, NotifyMessage, NotifyTarget } from "#lib/notify/port.ts";
import { type ChannelInput, ChannelSchema } from "#lib/schemas/notification-schemas.ts";
import { testContext } from "#lib/testing/test-context.ts";
import { deleteChannel } from "./delete-channel.ts";
import { saveChannel } from "./save-channel.ts";
import { testChannel } from "./test-channel.ts";

const INPUT: ChannelInput = {
	name: "On call",
	kind: "webhook",
	target: "https://hooks.example.com/services/path-secret",
	isEnabled: true,
	includesDegraded: false,
	replaceSecret: false,
	select: "all",
	tagKey: "",
	tagValue: "",
	feature: "BILLING",
	owner: "",
};
const takesAll = { check: async () => ok(true as const) };
const contextWith = (notify: Partial<Notify> = takesAll) => testContext({ notify });

async function saved(ctx: ReturnType<typeof contextWith>, part: Partial<ChannelInput> = {}) {
	const result = await saveChannel(ctx, { existing: null, channel: { ...INPUT, ...part } });
	if (!result.ok) throw new Error(`the channel was not saved: ${result.failure.code}`);
	return result.value;
}

describe("saving a channel", () => {
	test("keeps it, makes a signing key, and tells the key this once", async () => {
		const ctx = contextWith();
		const { channel, secret } = await saved(ctx);
		expect(channel).toMatchObject({ name: "On call", kind: "webhook", selector: { kind: "all" } });
		expect(secret).toMatch(/^rbwhs_[\w-]{43}$/);
		expect(await ctx.db.notificationChannels.target(channel.id)).toEqual({
			kind: "webhook",
			url: INPUT.target,
			secret,
		});
	});

	test("shows and writes down no more than the host of its address, and never its key", async () => {
		const ctx = contextWith();
		const { channel } = await saved(ctx);
		expect(channel.targetLabel).toBe("https://hooks.example.com/…");
		const kept = JSON.stringify([channel, ctx.store.audit, ctx.logged]);
		expect(kept).not.toMatch(/path-secret|rbwhs_/);
		expect(ctx.store.audit.map(({ action }) => action)).toEqual(["notification-channel.created"]);
	});

	test("refuses an address that would not be called at its field, and keeps nothing", async () => {
		const detail = "hooks.example.com leads to a private network, which is not called from here.";
		const ctx = contextWith({ check: async () => failed({ code: "NOTIFY_URL_NOT_ALLOWED", detail }) });
		expect(await saveChannel(ctx, { existing: null, channel: INPUT })).toEqual({
			ok: false,
			failure: { code: "NOTIFY_URL_NOT_ALLOWED", field: "target", detail },
		});
		expect(await ctx.db.notificationChannels.list()).toEqual([]);
		expect(ctx.store.audit).toEqual([]);
	});

	test("refuses such an address also on a channel that is off, and in place of another", async () => {
		const ctx = contextWith();
		const { channel } = await saved(ctx);
		const refusing = { ...ctx, notify: { ...ctx.notify, check: refuseAll } };
		for (const existing of [null, channel]) {
			const input = { existing, channel: { ...INPUT, isEnabled: false } };
			expect(await saveChannel(refusing, input)).toMatchObject({ failure: { field: "target" } });
		}
		expect((await ctx.db.notificationChannels.find(channel.id))?.version).toBe(channel.version);
	});

	test("without mail set up, e-mail is refused where the kind is chosen", async () => {
		const ctx = contextWith({ check: async () => failed({ code: "NOTIFY_MAIL_NOT_CONFIGURED" }) });
		const channel = { ...INPUT, kind: "email", target: "ops@example.com" } as const;
		expect(await saveChannel(ctx, { existing: null, channel })).toMatchObject({ failure: { field: "kind" } });
	});

	test.each([
		[
			{ select: "tag", tagKey: "team", tagValue: "a" },
			{ kind: "tag", key: "team", value: "a" },
		],
		[
			{ select: "feature", feature: "GOVERNANCE" },
			{ kind: "feature", feature: "GOVERNANCE" },
		],
		[
			{ select: "owner", owner: "payments", tagKey: "left over" },
			{ kind: "owner", owner: "payments" },
		],
	] as const)("keeps of who is told what the choice asks for: %j", async (part, selector) => {
		expect((await saved(contextWith(), part)).channel.selector).toEqual(selector);
	});

	test("ends at the limit", async () => {
		const ctx = contextWith();
		for (let made = 0; made < CHANNEL_LIMIT; made++) await saved(ctx, { name: `Channel ${made}` });
		expect(await saveChannel(ctx, { existing: null, channel: INPUT })).toMatchObject({
			failure: { code: "NOTIFY_CHANNEL_LIMIT" },
		});
	});
});

async function refuseAll() {
	return failed({ code: "NOTIFY_URL_NOT_ALLOWED" } as const);
}

describe("changing a channel", () => {
	test("with an empty address keeps the stored one and its key, and asks nobody", async () => {
		const ctx = contextWith();
		const { channel } = await saved(ctx);
		const before = await ctx.db.notificationChannels.target(channel.id);
		const quiet = { ...ctx, notify: { ...ctx.notify, check: refuseAll } };
		const change = { ...INPUT, target: "", name: "Nights", isEnabled: false };
		const result = await saveChannel(quiet, { existing: channel, channel: change });
		expect(result).toMatchObject({ ok: true, value: { secret: null, channel: { name: "Nights" } } });
		expect(await ctx.db.notificationChannels.target(channel.id)).toEqual(before);
	});

	test("with another address keeps the key", async () => {
		const ctx = contextWith();
		const { channel, secret } = await saved(ctx);
		const change = { ...INPUT, target: "https://other.example.com/b" };
		const result = await saveChannel(ctx, { existing: channel, channel: change });
		expect(result).toMatchObject({
			value: { secret: null, channel: { targetLabel: "https://other.example.com/…" } },
		});
		expect(await ctx.db.notificationChannels.target(channel.id)).toEqual({
			kind: "webhook",
			url: change.target,
			secret,
		});
	});

	test("replaces the key when it is asked to, and writes down that it did", async () => {
		const ctx = contextWith();
		const { channel, secret } = await saved(ctx);
		const change = { ...INPUT, target: "", replaceSecret: true };
		const result = await saveChannel(ctx, { existing: channel, channel: change });
		const made = result.ok ? result.value.secret : null;
		expect(made).toMatch(/^rbwhs_/);
		expect(made).not.toBe(secret);
		expect(await ctx.db.notificationChannels.target(channel.id)).toMatchObject({
			url: INPUT.target,
			secret: made,
		});
		expect(ctx.store.audit.at(-1)?.details).toMatchObject({ keyChanged: true, targetChanged: false });
	});

	test("from a form that somebody else overtook changes nothing", async () => {
		const ctx = contextWith();
		const { channel } = await saved(ctx);
		await saveChannel(ctx, { existing: channel, channel: { ...INPUT, name: "Theirs" } });
		expect(await saveChannel(ctx, { existing: channel, channel: INPUT })).toMatchObject({
			failure: { code: "CONNECTOR_CHANGED_MEANWHILE" },
		});
		expect(await ctx.db.notificationChannels.find(channel.id)).toMatchObject({ name: "Theirs" });
	});

	test("into another kind, or of one that is gone, is refused", async () => {
		const ctx = contextWith();
		const { channel } = await saved(ctx);
		expect(await saveChannel(ctx, { existing: channel, channel: { ...INPUT, kind: "slack" } })).toMatchObject(
			{ failure: { field: "kind" } },
		);
		const gone = { id: "gone", version: 1 };
		expect(await saveChannel(ctx, { existing: gone, channel: INPUT })).toMatchObject({
			failure: { code: "NOTIFY_CHANNEL_NOT_FOUND" },
		});
	});
});

test("deleting a channel takes its target along and is written down; a second time there is nothing", async () => {
	const ctx = contextWith();
	const { channel } = await saved(ctx);
	expect(await deleteChannel(ctx, { id: channel.id, version: 99 })).toMatchObject({
		failure: { code: "CONNECTOR_CHANGED_MEANWHILE" },
	});
	expect(await deleteChannel(ctx, channel)).toEqual(ok(true));
	expect(await ctx.db.notificationChannels.target(channel.id)).toBeNull();
	expect(ctx.store.audit.at(-1)).toMatchObject({
		action: "notification-channel.deleted",
		details: { name: "On call", target: "https://hooks.example.com/…" },
	});
	expect(await deleteChannel(ctx, channel)).toMatchObject({
		failure: { code: "NOTIFY_CHANNEL_NOT_FOUND" },
	});
});

describe("a test message", () => {
	async function sendOne(answer: Awaited<ReturnType<Notify["send"]>>) {
		const sent: { target: NotifyTarget; message: NotifyMessage }[] = [];
		const ctx = contextWith({
			...takesAll,
			send: async (target, message) => {
				sent.push({ target, message });
				return answer;
			},
		});
		const { channel } = await saved(ctx, { isEnabled: false });
		const result = await testChannel(ctx, channel);
		const log = await ctx.db.notificationDeliveries.list(channel.id, { limit: 9 });
		return { ctx, sent, result, log };
	}

	test("is one try, also while the channel is off, and is kept with the receiver's answer", async () => {
		const { ctx, sent, result, log } = await sendOne(ok({ status: "HTTP 200 OK" }));
		expect(sent).toMatchObject([
			{ target: { kind: "webhook", url: INPUT.target }, message: { kind: "test" } },
		]);
		expect(result).toEqual(ok({ status: "HTTP 200 OK" }));
		expect(log).toMatchObject([{ state: "sent", attempts: 1, lastStatus: "HTTP 200 OK" }]);
		const later = new Date(ctx.now().getTime() + 86_400_000);
		expect(await ctx.db.notificationDeliveries.due({ now: later, claimedUntil: later, limit: 9 })).toEqual(
			[],
		);
	});

	test("that is refused says so in the receiver's own words, and is not tried again", async () => {
		const failure = { code: "NOTIFY_REFUSED", detail: "HTTP 404 Not Found: no_service" } as const;
		const { result, log } = await sendOne(failed(failure));
		expect(result).toEqual(failed(failure));
		expect(log).toMatchObject([
			{ state: "failed", lastStatus: "HTTP 404 Not Found: no_service", nextAttemptAt: null },
		]);
	});
});

describe("what may be typed", () => {
	const problems = (part: Partial<Record<keyof ChannelInput, unknown>>) => {
		const read = ChannelSchema.safeParse({ ...INPUT, ...part });
		return read.success ? [] : read.error.issues.map(({ path }) => path.join("."));
	};
	test.each([
		[{}, []],
		[{ target: "" }, []],
		[{ target: "hooks.example.com" }, ["target"]],
		[{ target: "https://user:pass@hooks.example.com" }, ["target"]],
		[{ kind: "email", target: "ops@example.com" }, []],
		[{ kind: "email", target: "ops@example.com, b@example.com" }, ["target"]],
		[{ kind: "email", target: "https://hooks.example.com" }, ["target"]],
		[{ select: "tag" }, ["tagKey"]],
		[{ select: "owner", owner: " " }, ["owner"]],
		[{ name: " " }, ["name"]],
		[{ name: "n".repeat(101) }, ["name"]],
		[{ feature: "OTHER" }, ["feature"]],
	])("%j has its problem at %j", (part, fields) => {
		expect(problems(part)).toEqual(fields);
	});
});
