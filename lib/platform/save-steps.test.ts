import { describe, expect, it } from "vitest";
import type { Connector, Overview } from "#lib/domain/connector.ts";
import type { CredentialSettings } from "#lib/domain/platform/decide-credentials.ts";
import { roleArn } from "#lib/domain/platform/platform.test-support.ts";
import type { AwsCredential, PlatformScope } from "#lib/domain/platform/platform-settings.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { TESTER } from "#lib/testing/test-context.ts";
import {
	OVERVIEW,
	platformContext,
	platformDraft,
	readyPlatform,
	rememberingPlatform,
	target,
} from "./platform.test-support.ts";
import { saveConnectivity } from "./save-connectivity.ts";
import { saveCredentials } from "./save-credentials.ts";
import { saveDelegateSetUp } from "./save-delegate-set-up.ts";
import { savePlatformOverview } from "./save-platform-overview.ts";
import { saveTasks } from "./save-tasks.ts";

const ACCOUNT: PlatformScope = { kind: "account" };
const PROJECT: PlatformScope = { kind: "project", orgId: "default", projectId: "payments" };
const ROLE = roleArn("arn:aws:iam::200000000003:role/deploy");
const MANUAL: AwsCredential = {
	type: "ManualConfig",
	accessKey: { id: "AKIAIOSFODNN7EXAMPLE" },
	secretKeyRef: "account.aws_secret_key",
	sessionTokenRef: null,
};
const CREDENTIALS: CredentialSettings = {
	credential: { type: "Irsa" },
	crossAccount: { roleArn: ROLE, externalId: "acme-7f3c" },
	region: "eu-west-1",
	backOff: null,
};

function savedOf(result: Result<Connector>): Connector {
	if (!result.ok) throw new Error(result.failure.code);
	return result.value;
}

describe("savePlatformOverview", () => {
	async function world() {
		const { harness, put } = rememberingPlatform();
		return { ctx: await platformContext({ harness }), put };
	}

	it("saves the overview with its scope, and is audited", async () => {
		const { ctx } = await world();
		const draft = await platformDraft(ctx);
		const overview = { ...OVERVIEW, scope: PROJECT };
		const saved = savedOf(await savePlatformOverview(ctx, { ...target(draft), overview }));
		expect(saved).toMatchObject({ overview: OVERVIEW, platform: { scope: PROJECT, region: "us-east-1" } });
		expect(saved.overview).not.toHaveProperty("scope");
		expect(ctx.store.audit.at(-1)).toMatchObject({ action: "connector.overview.saved", actor: TESTER.name });
	});

	it("takes an identifier once a scope, here and in Harness", async () => {
		const { ctx, put } = await world();
		const first = await platformDraft(ctx);
		await savePlatformOverview(ctx, { ...target(first), overview: { ...OVERVIEW, scope: ACCOUNT } });
		const second = await platformDraft(ctx);
		const twin = { ...target(second), overview: { ...OVERVIEW, scope: ACCOUNT } };
		expect(await savePlatformOverview(ctx, twin)).toMatchObject({
			failure: { code: "CONNECTOR_IDENTIFIER_TAKEN", field: "identifier" },
		});
		expect(
			await savePlatformOverview(ctx, { ...twin, overview: { ...OVERVIEW, scope: PROJECT } }),
		).toMatchObject({ ok: true });
		put({ name: "x", identifier: "there", type: "Aws", spec: { credential: { type: "Irsa" } } });
		const third = await platformDraft(ctx);
		const overview = { ...OVERVIEW, identifier: "there", scope: ACCOUNT };
		expect(await savePlatformOverview(ctx, { ...target(third), overview })).toMatchObject({
			failure: { code: "HARNESS_CONNECTOR_EXISTS", field: "identifier" },
		});
	});

	it("is not held up by a Harness that does not answer", async () => {
		const isIdentifierFree = async () => failed({ code: "HARNESS_UNAVAILABLE" as const });
		const ctx = await platformContext({ harness: { isIdentifierFree } });
		const draft = await platformDraft(ctx);
		const overview = { ...OVERVIEW, scope: ACCOUNT };
		expect(await savePlatformOverview(ctx, { ...target(draft), overview })).toMatchObject({ ok: true });
	});

	it.each<[string, Partial<Overview> & { scope?: PlatformScope }, string]>([
		["identifier", { identifier: "other" }, "identifier"],
		["partition", { isGovCloud: true }, "isGovCloud"],
		["scope", { scope: PROJECT }, "scope"],
	])("keeps a registered connector's %s", async (_, change, field) => {
		const { ctx } = await world();
		const connector = await readyPlatform(ctx, { status: "registered", registeredAt: ctx.now() });
		const overview = { ...OVERVIEW, scope: ACCOUNT, ...change };
		expect(await savePlatformOverview(ctx, { ...target(connector), overview })).toMatchObject({
			failure: { code: "CONNECTOR_REGISTERED", field },
		});
	});

	it("forgets roles and regions of another account, and secrets of another scope", async () => {
		const { ctx } = await world();
		const roles = { crossAccount: { roleArn: ROLE, externalId: "" }, region: "eu-west-1" };
		const draft = await readyPlatform(ctx, { platform: roles });
		const gov = { ...OVERVIEW, isGovCloud: true, scope: ACCOUNT };
		expect(
			savedOf(await savePlatformOverview(ctx, { ...target(draft), overview: gov })).platform,
		).toMatchObject({ crossAccount: null, credential: null, region: "us-gov-west-1" });
		const keyed = await readyPlatform(ctx, {
			overview: { ...OVERVIEW, identifier: "keyed" },
			platform: { credential: MANUAL },
		});
		const moved = { ...OVERVIEW, identifier: "keyed", scope: PROJECT };
		const saved = savedOf(await savePlatformOverview(ctx, { ...target(keyed), overview: moved }));
		expect(saved.platform).toMatchObject({ credential: null, scope: PROJECT });
	});

	it("keeps organizations and projects from people who are limited by tags, except where it lies already", async () => {
		const { ctx } = await world();
		const scope = { harnessAccountRefs: [], tags: [{ key: "team", value: "data" }] };
		const limited = { ...ctx, actor: { ...TESTER, scope } };
		const theirs = { ...OVERVIEW, tags: { team: "data" } };
		const draft = await platformDraft(ctx);
		const save = (connector: Connector, chosen: PlatformScope) =>
			savePlatformOverview(limited, { ...target(connector), overview: { ...theirs, scope: chosen } });
		expect(await save(draft, PROJECT)).toMatchObject({ failure: { code: "NOT_ALLOWED", field: "scope" } });
		const inAccount = savedOf(await save(draft, ACCOUNT));
		const byOther = savedOf(
			await savePlatformOverview(ctx, { ...target(inAccount), overview: { ...theirs, scope: PROJECT } }),
		);
		expect(await save(byOther, PROJECT)).toMatchObject({ ok: true });
	});

	it("leaves alone what is no platform connector, and one outside the person's tags", async () => {
		const { ctx } = await world();
		const draft = await platformDraft(ctx);
		const scope = { harnessAccountRefs: [], tags: [{ key: "team", value: "data" }] };
		const limited = { ...ctx, actor: { ...TESTER, scope } };
		const overview = { ...OVERVIEW, scope: ACCOUNT };
		expect(await savePlatformOverview(limited, { ...target(draft), overview })).toMatchObject({
			failure: { code: "NOT_ALLOWED", field: "tags" },
		});
	});
});

describe("saveCredentials", () => {
	it("saves them, and says which role Harness ends up as", async () => {
		const ctx = await platformContext();
		const draft = await platformDraft(ctx, { overview: OVERVIEW });
		const saved = savedOf(await saveCredentials(ctx, { ...target(draft), credentials: CREDENTIALS }));
		expect(saved.platform).toMatchObject(CREDENTIALS);
		expect(ctx.store.audit.at(-1)?.action).toBe("connector.credentials.saved");
	});

	it("wants the overview first", async () => {
		const ctx = await platformContext();
		const draft = await platformDraft(ctx);
		expect(await saveCredentials(ctx, { ...target(draft), credentials: CREDENTIALS })).toMatchObject({
			failure: { code: "CONNECTOR_INCOMPLETE" },
		});
	});

	it("refuses a GovCloud region of a commercial account with the reason at the field", async () => {
		const ctx = await platformContext();
		const draft = await platformDraft(ctx, { overview: OVERVIEW });
		const credentials = { ...CREDENTIALS, region: "us-gov-west-1" };
		expect(await saveCredentials(ctx, { ...target(draft), credentials })).toMatchObject({
			failure: { code: "INPUT_INVALID", field: "region" },
		});
	});

	it("ends our own proof with another role, and keeps it with the same", async () => {
		const ctx = await platformContext();
		const draft = await platformDraft(ctx, { overview: OVERVIEW, platform: CREDENTIALS });
		const direct = await ctx.db.connectors.save(draft.id, draft.version, { proof: "direct" });
		if (direct === null || typeof direct === "string") throw new Error("not saved");
		const same = { ...CREDENTIALS, region: "us-east-1" };
		const kept = savedOf(await saveCredentials(ctx, { ...target(direct), credentials: same }));
		expect(kept.proof).toBe("direct");
		const crossAccount = { roleArn: roleArn("arn:aws:iam::200000000003:role/other"), externalId: "" };
		const other = { ...CREDENTIALS, crossAccount };
		expect(savedOf(await saveCredentials(ctx, { ...target(kept), credentials: other })).proof).toBe(
			"harness",
		);
	});

	it("asks for the connectivity mode again where a delegate's identity cannot use it", async () => {
		const ctx = await platformContext();
		const draft = await readyPlatform(ctx, {
			platform: { credential: MANUAL, connectivity: { through: "harness" } },
		});
		const saved = savedOf(await saveCredentials(ctx, { ...target(draft), credentials: CREDENTIALS }));
		expect(saved.platform?.connectivity).toBeNull();
	});
});

describe("saveConnectivity", () => {
	it("refuses a delegate's own identity past a delegate", async () => {
		const ctx = await platformContext();
		const draft = await readyPlatform(ctx);
		const connectivity = { through: "harness" } as const;
		expect(await saveConnectivity(ctx, { ...target(draft), connectivity })).toMatchObject({
			failure: { code: "INPUT_INVALID", field: "through" },
		});
	});

	it.each<[string, AwsCredential]>([
		["a key", MANUAL],
		["IRSA", { type: "Irsa" }],
		["a delegate's own role", { type: "InheritFromDelegate" }],
	])("takes any available delegate for %s", async (_, credential) => {
		const ctx = await platformContext();
		const draft = await readyPlatform(ctx, { platform: { credential } });
		const connectivity = { through: "delegate", selectors: [] } as const;
		expect(savedOf(await saveConnectivity(ctx, { ...target(draft), connectivity })).platform).toMatchObject({
			connectivity,
		});
	});
});

it("saveDelegateSetUp keeps region and policy in the account's partition", async () => {
	const ctx = await platformContext();
	const draft = await readyPlatform(ctx);
	const setUp = {
		clusterName: "prod",
		namespace: "harness-delegate-ng",
		serviceAccountName: "harness",
		region: "us-east-1",
		policyArn: "arn:aws:iam::200000000003:policy/deploy",
	};
	const save = (change: Partial<typeof setUp>) =>
		saveDelegateSetUp(ctx, { ...target(draft), delegateSetUp: { ...setUp, ...change } });
	expect(await save({ region: "us-gov-west-1" })).toMatchObject({ failure: { field: "region" } });
	expect(await save({ policyArn: "arn:aws-us-gov:iam::aws:policy/Deploy" })).toMatchObject({
		failure: { field: "policyArn" },
	});
	expect(savedOf(await save({})).platform?.delegateSetUp).toEqual(setUp);
});

it("saveTasks keeps entries of the library in its order, and refuses others", async () => {
	const ctx = await platformContext();
	const draft = await readyPlatform(ctx);
	expect(await saveTasks(ctx, { ...target(draft), tasks: ["no-such-task"], buckets: "" })).toMatchObject({
		failure: { code: "INPUT_INVALID", field: "tasks" },
	});
	const saved = savedOf(
		await saveTasks(ctx, { ...target(draft), tasks: ["ecr-pull", "s3-read"], buckets: "b-one, b-two b-one" }),
	);
	expect(saved.platform?.tasks).toEqual(["s3-read", "ecr-pull"]);
	expect(saved.platform?.taskBuckets).toEqual(["b-one", "b-two"]);
	expect(ctx.store.audit.at(-1)?.action).toBe("connector.tasks.saved");
});

it("a version that somebody else has saved over is refused", async () => {
	const ctx = await platformContext({ harness: { isIdentifierFree: async () => ok(true) } });
	const draft = await readyPlatform(ctx);
	const stale = { connectorId: draft.id, version: draft.version - 1 };
	expect(await saveTasks(ctx, { ...stale, tasks: [], buckets: "" })).toMatchObject({
		failure: { code: "CONNECTOR_CHANGED_MEANWHILE" },
	});
});
