import { describe, expect, it } from "vitest";
import { createDraft } from "#lib/connectors/create-draft.ts";
import { failed, ok } from "#lib/domain/result.ts";
import type { HarnessDelegate, HarnessSecret } from "#lib/harness/port.ts";
import { TESTER } from "#lib/testing/test-context.ts";
import { listDelegates } from "./list-delegates.ts";
import { listSecrets } from "./list-secrets.ts";
import { platformContext, platformDraft } from "./platform.test-support.ts";

const SCOPE = { kind: "project", orgId: "default", projectId: "payments" } as const;
const secret: HarnessSecret = {
	name: "Key",
	identifier: "key",
	type: "SecretText",
	orgId: null,
	projectId: null,
};

describe("listSecrets", () => {
	it("names each secret as the connector has to name it", async () => {
		const secrets = [
			secret,
			{ ...secret, orgId: "default" },
			{ ...secret, orgId: "default", projectId: "p" },
		];
		const asked: unknown[] = [];
		const ctx = await platformContext({
			harness: {
				listSecrets: async (_, call) => {
					asked.push(call);
					return ok({ secrets, hasMore: true });
				},
			},
		});
		const { id } = await platformDraft(ctx, { platform: { scope: SCOPE } });
		const listed = await listSecrets(ctx, { connectorId: id, search: "ke" });
		expect(listed).toEqual(
			ok({
				secrets: [
					{ name: "Key", reference: "account.key", where: "account" },
					{ name: "Key", reference: "org.key", where: "organization" },
					{ name: "Key", reference: "key", where: "project" },
				],
				hasMore: true,
			}),
		);
		expect(asked).toEqual([{ scope: SCOPE, search: "ke", page: 0 }]);
	});

	it("is written down once a person, connector and minute", async () => {
		let now = new Date("2026-11-22T12:00:00Z");
		const listed = async () => ok({ secrets: [secret], hasMore: false });
		const made = await platformContext({ harness: { listSecrets: listed } });
		const ctx = { ...made, now: () => now };
		const { id } = await platformDraft(ctx, { platform: { scope: SCOPE } });
		const count = () => made.store.audit.filter(({ action }) => action === "harness.secrets-listed").length;
		for (const search of ["", "k", "ke"]) await listSecrets(ctx, { connectorId: id, search });
		expect(count()).toBe(1);
		expect(made.store.audit.at(-1)).toMatchObject({ subject: id, details: { scope: "project" } });
		now = new Date("2026-11-22T12:01:01Z");
		await listSecrets(ctx, { connectorId: id, search: "" });
		expect(count()).toBe(2);
	});

	it("is not for people who are limited by tags, and neither are delegates; Harness is not asked", async () => {
		const ctx = await platformContext();
		const { id } = await platformDraft(ctx);
		const tags = [{ key: "team", value: "data" }];
		const limited = { ...ctx, actor: { ...TESTER, scope: { harnessAccountRefs: [], tags } } };
		const refused = { failure: { code: "NOT_ALLOWED" } };
		expect(await listSecrets(limited, { connectorId: id, search: "" })).toMatchObject(refused);
		expect(await listDelegates(limited, { connectorId: id })).toMatchObject(refused);
	});

	it("is for those whose access is a Harness account's", async () => {
		const ctx = await platformContext({
			harness: {
				listSecrets: async () => ok({ secrets: [], hasMore: false }),
				listDelegates: async () => ok([]),
			},
		});
		const { id } = await platformDraft(ctx);
		const owner = { ...ctx, actor: { ...TESTER, scope: { harnessAccountRefs: ["default"], tags: [] } } };
		expect((await listSecrets(owner, { connectorId: id, search: "" })).ok).toBe(true);
		expect((await listDelegates(owner, { connectorId: id })).ok).toBe(true);
	});

	it("tells that the key may not read them", async () => {
		const ctx = await platformContext({
			harness: { listSecrets: async () => failed({ code: "HARNESS_FORBIDDEN" as const }) },
		});
		const { id } = await platformDraft(ctx);
		expect(await listSecrets(ctx, { connectorId: id, search: "" })).toMatchObject({
			failure: { code: "HARNESS_FORBIDDEN" },
		});
	});

	it("is for platform connectors alone", async () => {
		const ctx = await platformContext();
		const draft = await createDraft(ctx, { requiresAutoStopping: false });
		if (!draft.ok) throw new Error("no draft");
		const asked = { connectorId: draft.value.id, search: "" };
		expect(await listSecrets(ctx, asked)).toMatchObject({ failure: { code: "CONNECTOR_NOT_FOUND" } });
	});
});

describe("listDelegates", () => {
	const delegate: HarnessDelegate = {
		name: "eks",
		type: "KUBERNETES",
		tags: ["eks"],
		isConnected: true,
		lastHeartbeatAt: null,
	};

	it("lists those of the scope and of the scopes above, and says where each lies", async () => {
		const ctx = await platformContext({
			harness: {
				listDelegates: async (_, { scope }) =>
					scope?.kind === "organization"
						? failed({ code: "HARNESS_FORBIDDEN" as const })
						: ok([{ ...delegate, name: scope?.kind ?? "" }]),
			},
		});
		const { id } = await platformDraft(ctx, { platform: { scope: SCOPE } });
		const listed = await listDelegates(ctx, { connectorId: id });
		expect(listed.ok && listed.value.map(({ name, where }) => [name, where])).toEqual([
			["project", "project"],
			["account", "account"],
		]);
	});

	it("tells that the key may read none", async () => {
		const ctx = await platformContext({
			harness: { listDelegates: async () => failed({ code: "HARNESS_FORBIDDEN" as const }) },
		});
		const { id } = await platformDraft(ctx);
		expect(await listDelegates(ctx, { connectorId: id })).toMatchObject({
			failure: { code: "HARNESS_FORBIDDEN" },
		});
	});
});
