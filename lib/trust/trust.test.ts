import { describe, expect, test } from "vitest";
import { isTrustChange } from "#lib/auth/abilities.ts";
import { ACTIONS } from "#lib/auth/access.ts";
import type { Person } from "#lib/db/people-port.ts";
import { EVERYWHERE } from "#lib/domain/access.ts";
import { secondFactorRequired, trustNoticeWords } from "#lib/domain/trust-notice.ts";
import { saveTemplateSettings } from "#lib/settings/save-template-settings.ts";
import { TESTER, type TestContext, testContext } from "#lib/testing/test-context.ts";
import { approveChange } from "./approve-change.ts";
import { closeChange, takeSecret } from "./close-change.ts";
import { holdChange } from "./hold-change.ts";
import { mailNotice } from "./mail-notice.ts";
import { HELD_ACTIONS } from "./registry.ts";
import { tellingContext } from "./tell-administrators.ts";

const ADMINISTRATOR = { role: "administrator", scope: EVERYWHERE } as const;
const DAY_MS = 24 * 60 * 60 * 1_000;
const KEY = "pat.AAAAAAAAAAAAAAAAAAAAAA.token.secretpart";

function add(ctx: TestContext, id: string, access: Pick<Person, "role" | "scope"> = ADMINISTRATOR): void {
	ctx.store.people.set(id, {
		...{ id, name: `Name of ${id}`, email: `${id}@example.com`, ...access },
		...{ hasSecondFactor: false, signsInBy: ["password"], createdAt: ctx.now() },
	});
}

/** Two administrators, and four-eyes switched on; `ctx` acts for the tester, `other` for the second one. */
function underFourEyes(parts: Parameters<typeof testContext>[0] = {}) {
	const ctx = testContext(parts);
	add(ctx, TESTER.id);
	add(ctx, "second");
	ctx.store.settings = { ...ctx.store.settings, fourEyes: true };
	const other = { ...ctx, actor: { ...TESTER, id: "second", name: "Name of second" } };
	return { ctx, other };
}

const TEMPLATE = {
	templateSource: "harness",
	templateUrl: "",
	organizationTemplateUrl: "",
	defaultRegion: "eu-west-1",
};
const templateChange = (version: number) => ({
	action: "saveTemplateSettingsAction",
	input: { version, template: TEMPLATE },
});

function onlyChange(ctx: TestContext) {
	const [change] = ctx.store.trust.changes.values();
	if (change === undefined) throw new Error("nothing was held");
	return change;
}

const codeOf = (result: { ok: boolean; failure?: { code: string } }) => result.failure?.code;

describe("the registry", () => {
	test("has each change of trust under the ability that its action asks for", () => {
		const expected = Object.entries(ACTIONS).filter(
			([, ability]) => ability !== "public" && isTrustChange(ability),
		);
		const held = Object.entries(HELD_ACTIONS).map(([name, { ability }]) => [name, ability]);
		expect(Object.fromEntries(held)).toEqual(Object.fromEntries(expected));
	});
});

describe("telling administrators", () => {
	test("what is written to the audit log by a change of trust is told in the same transaction", async () => {
		const ctx = testContext();
		await saveTemplateSettings(tellingContext(ctx), { ...TEMPLATE, templateSource: "harness", version: 1 });
		expect(ctx.store.trust.notices).toMatchObject([
			{ action: "settings.template.saved", actor: { name: TESTER.name } },
		]);
		expect(ctx.asked).toContainEqual({ job: "tellAdministrators", noticeId: ctx.store.trust.notices[0]?.id });
	});

	test("an act that is not done is not told", async () => {
		const ctx = testContext();
		const event = { actor: ctx.actor, action: "x", subject: "y", at: ctx.now(), details: {} };
		await tellingContext(ctx).db.audit.append({ ...event, outcome: "refused" });
		expect(ctx.store.trust.notices).toEqual([]);
		await tellingContext(ctx).db.audit.append(event);
		expect(ctx.store.trust.notices).toHaveLength(1);
	});

	test("each administrator is mailed once, and whoever was not reached is tried again", async () => {
		const sent: string[] = [];
		let isDown = true;
		const notify = {
			send: async (target: { readonly kind: string; readonly to?: string }) => {
				const to = target.to ?? "";
				if (isDown && to === "second@example.com") {
					return { ok: false, failure: { code: "NOTIFY_UNREACHABLE" } } as const;
				}
				sent.push(to);
				return { ok: true, value: { status: "250" } } as const;
			},
		};
		const { ctx } = underFourEyes({ notify });
		add(ctx, "op", { role: "operator", scope: EVERYWHERE });
		await holdChange(ctx, templateChange(1));
		const noticeId = ctx.store.trust.notices[0]?.id ?? "";
		await expect(mailNotice(ctx, { noticeId })).rejects.toThrow("1 administrators");
		isDown = false;
		await mailNotice(ctx, { noticeId });
		await mailNotice(ctx, { noticeId });
		expect(sent).toEqual([`${TESTER.id}@example.com`, "second@example.com"]);
	});

	test("without e-mail nothing fails", async () => {
		const notify = {
			send: async () => ({ ok: false, failure: { code: "NOTIFY_MAIL_NOT_CONFIGURED" } }) as const,
		};
		const { ctx } = underFourEyes({ notify });
		await holdChange(ctx, templateChange(1));
		await mailNotice(ctx, { noticeId: ctx.store.trust.notices[0]?.id ?? "" });
		expect(ctx.store.trust.mailed.size).toBe(0);
	});

	test("a notice reads as a sentence after the name, also for an act that is not known", () => {
		const told = { action: "person.access-changed", details: { name: "Kim", role: "operator" } };
		expect(trustNoticeWords(told)).toBe("made Kim operator");
		expect(trustNoticeWords({ action: "new.thing", details: {} })).toBe("did this: new.thing");
	});
});

describe("four-eyes", () => {
	test("holds nothing while it is off, and nothing that is no change of trust", async () => {
		const { ctx } = underFourEyes();
		expect(await holdChange(ctx, { action: "saveLimitsAction", input: {} })).toBe(false);
		ctx.store.settings = { ...ctx.store.settings, fourEyes: false };
		expect(await holdChange(ctx, templateChange(1))).toBe(false);
		expect(ctx.store.trust.changes.size).toBe(0);
	});

	test("leaves input that the action would refuse to the action", async () => {
		const { ctx } = underFourEyes();
		expect(await holdChange(ctx, { action: "saveTemplateSettingsAction", input: { version: "x" } })).toBe(
			false,
		);
	});

	test("does the change in the name of whoever asked, once another approves", async () => {
		const { ctx, other } = underFourEyes();
		expect(await holdChange(ctx, templateChange(1))).toBe(true);
		expect(ctx.store.settings.defaultRegion).toBe("us-east-1");
		expect(await approveChange(other, onlyChange(ctx))).toEqual({ ok: true, value: true });
		expect(ctx.store.settings.defaultRegion).toBe("eu-west-1");
		const done = ctx.store.audit.map(({ action, actor }) => [action, actor]);
		expect(done).toEqual([
			["trust-change.requested", TESTER.name],
			["trust-change.approved", "Name of second"],
			["settings.template.saved", `Name of ${TESTER.id}`],
		]);
		expect(onlyChange(ctx)).toMatchObject({ state: "done", decidedByName: "Name of second", input: null });
	});

	test("nobody approves their own request, and nobody approves one twice", async () => {
		const { ctx, other } = underFourEyes();
		await holdChange(ctx, templateChange(1));
		const { id } = onlyChange(ctx);
		expect(codeOf(await approveChange(ctx, { id }))).toBe("APPROVAL_OWN");
		await approveChange(other, { id });
		expect(codeOf(await approveChange(other, { id }))).toBe("APPROVAL_OVER");
		expect(codeOf(await closeChange(other, { id }))).toBe("APPROVAL_OVER");
	});

	test("what the settings have left behind is not done, and says so", async () => {
		const { ctx, other } = underFourEyes();
		await holdChange(ctx, templateChange(1));
		ctx.store.settings = { ...ctx.store.settings, version: 2 };
		const { id } = onlyChange(ctx);
		expect(codeOf(await approveChange(other, { id }))).toBe("CONNECTOR_CHANGED_MEANWHILE");
		expect(onlyChange(ctx)).toMatchObject({ state: "failed", failureCode: "CONNECTOR_CHANGED_MEANWHILE" });
	});

	test("what somebody asked for who may no longer do it is not done", async () => {
		const { ctx, other } = underFourEyes();
		await holdChange(ctx, templateChange(1));
		const { id } = onlyChange(ctx);
		add(ctx, TESTER.id, { role: "operator", scope: EVERYWHERE });
		expect(codeOf(await approveChange(other, { id }))).toBe("APPROVAL_OVER");
		ctx.store.people.delete(TESTER.id);
		expect(codeOf(await approveChange(other, { id }))).toBe("APPROVAL_OVER");
		expect(ctx.store.settings.defaultRegion).toBe("us-east-1");
	});

	test("a request is over after seven days, and its sealed input is gone", async () => {
		const { ctx, other } = underFourEyes();
		await holdChange(ctx, templateChange(1));
		const { id } = onlyChange(ctx);
		ctx.advance(7 * DAY_MS);
		expect(codeOf(await approveChange(other, { id }))).toBe("APPROVAL_OVER");
		await ctx.db.trustChanges.forgetExpired(ctx.now());
		expect(onlyChange(ctx).input).toBeNull();
	});

	test("switching it off is held as well", async () => {
		const { ctx, other } = underFourEyes();
		const input = { version: 1, fourEyes: false, secondFactorRequired: null };
		expect(await holdChange(ctx, { action: "saveAccessSettingsAction", input })).toBe(true);
		expect(ctx.store.settings.fourEyes).toBe(true);
		await approveChange(other, onlyChange(ctx));
		expect(ctx.store.settings.fourEyes).toBe(false);
	});

	test("a refusal does nothing, is told, and forgets the input; so does taking it back", async () => {
		const { ctx, other } = underFourEyes();
		await holdChange(ctx, templateChange(1));
		expect(await closeChange(other, onlyChange(ctx))).toEqual({ ok: true, value: "refused" });
		expect(onlyChange(ctx)).toMatchObject({ state: "refused", input: null });
		expect(ctx.store.trust.notices.at(-1)?.action).toBe("trust-change.refused");
		ctx.store.trust.changes.clear();
		await holdChange(ctx, templateChange(1));
		expect(await closeChange(ctx, onlyChange(ctx))).toEqual({ ok: true, value: "withdrawn" });
	});

	test("taking trust away waits for nobody, unless it is an administrator's", async () => {
		const { ctx } = underFourEyes();
		add(ctx, "op", { role: "operator", scope: EVERYWHERE });
		const removal = (personId: string) => ({ action: "removePersonAction", input: { personId } });
		expect(await holdChange(ctx, removal("op"))).toBe(false);
		expect(await holdChange(ctx, { action: "revokeInvitationAction", input: { id: "x" } })).toBe(false);
		expect(await holdChange(ctx, removal("second"))).toBe(true);
	});

	test("what the change tells once is fetched by whoever asked for it, once", async () => {
		const { ctx, other } = underFourEyes();
		const access = { role: "operator", scope: { harnessAccountRefs: [], tags: [] } };
		const input = { email: "kim@example.com", access, isMailed: false };
		await holdChange(ctx, { action: "inviteAction", input });
		const { id } = onlyChange(ctx);
		await approveChange(other, { id });
		expect(codeOf(await takeSecret(other, { id }))).toBe("APPROVAL_OVER");
		const taken = await takeSecret(ctx, { id });
		expect(taken).toMatchObject({ ok: true, value: { label: "Invitation link" } });
		expect(codeOf(await takeSecret(ctx, { id }))).toBe("APPROVAL_OVER");
		const invitations = [...ctx.store.trust.invitations.values()];
		expect(invitations.map(({ invitedBy }) => invitedBy)).toEqual([TESTER.id]);
	});

	test("a link to choose a new password waits for whomever it is, and only who asked for it is told it", async () => {
		const { ctx, other } = underFourEyes({
			notify: { check: async () => ({ ok: false, failure: { code: "NOTIFY_MAIL_NOT_CONFIGURED" } }) },
			resetLinks: { make: async () => "/reset-password#of-kim" },
		});
		add(ctx, "kim", { role: "viewer", scope: EVERYWHERE });
		await holdChange(ctx, { action: "sendResetLinkAction", input: { personId: "kim" } });
		const { id, what } = onlyChange(ctx);
		expect(what).toEqual(["Let Name of kim (kim@example.com, viewer) choose a new password by a link."]);
		await approveChange(other, { id });
		const value = "https://rolebridge.example/reset-password#of-kim";
		expect(await takeSecret(ctx, { id })).toMatchObject({ ok: true, value: { value } });
		const told = ctx.store.trust.notices.map((notice) => trustNoticeWords(notice));
		expect(told.at(-1)).toBe("made a link by which Name of kim can choose a new password");
	});

	test("no secret stands in what administrators read of a request", async () => {
		const { ctx } = underFourEyes();
		const account = { accountId: "AAAAAAAAAAAAAAAAAAAAAA", baseUrl: "https://app.harness.io", apiKey: KEY };
		await holdChange(ctx, { action: "saveHarnessAccountAction", input: { version: null, account } });
		const { input, ...read } = onlyChange(ctx);
		expect(JSON.stringify(input)).toContain(KEY);
		expect(JSON.stringify([read, ctx.store.audit, ctx.store.trust.notices])).not.toContain("secretpart");
	});

	test("a crash of the approved change ends it as failed", async () => {
		const { ctx, other } = underFourEyes();
		await holdChange(ctx, templateChange(1));
		const jobs = {
			...ctx.jobs,
			checkTemplate: async () => {
				throw new Error("the queue is away");
			},
		};
		const broken = { ...other, actingAs: (actor: typeof TESTER) => ({ ...ctx, actor, jobs }) };
		expect(codeOf(await approveChange(broken, onlyChange(ctx)))).toBe("UNEXPECTED");
		expect(onlyChange(ctx).state).toBe("failed");
	});
});

test("a second factor is asked for in live mode, and in the sandbox of whoever has one, unless it was decided", () => {
	const facts = { setting: null, mode: "live", hasSecondFactor: false } as const;
	expect(secondFactorRequired(facts)).toBe(true);
	expect(secondFactorRequired({ ...facts, mode: "sandbox" })).toBe(false);
	expect(secondFactorRequired({ ...facts, mode: "sandbox", hasSecondFactor: true })).toBe(true);
	expect(secondFactorRequired({ ...facts, setting: false })).toBe(false);
	expect(secondFactorRequired({ ...facts, mode: "sandbox", setting: true })).toBe(true);
});
