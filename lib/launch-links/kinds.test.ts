// Each kind of request: what the receiver is asked, what they get to take along, and when it is done.
import { strFromU8, unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import type { ConnectorChange } from "#lib/db/port.ts";
import { parseAccountId } from "#lib/domain/account-id.ts";
import { harnessExternalId, verifierExternalId } from "#lib/domain/external-id.ts";
import { HARNESS_TEMPLATE_URLS } from "#lib/domain/harness-template-urls.ts";
import type { ConnectorLinkKind } from "#lib/domain/launch-link.ts";
import { HARNESS_TEMPLATE_PARAMETERS, TEMPLATE_PARAMETERS } from "#lib/domain/template-parameters.ts";
import { NEWEST_TEMPLATE_VERSION } from "#lib/domain/template-version.ts";
import { readApprovalPack, readPackFile } from "#lib/loaders/approval-pack.ts";
import type { TestContext } from "#lib/testing/test-context.ts";
import { acceptOffer } from "./answer-offer.ts";
import { findHeldLink, isOfRollout } from "./held-link.ts";
import {
	ask,
	draftAtRoleStep,
	launchContext,
	openIn,
	prove,
	resultOf,
	type SentLink,
	sendLink,
	TEMPLATE_URL,
	wants,
} from "./launch-links.test-support.ts";
import { listConnectorLinks } from "./list-launch-links.ts";
import { settleLinks } from "./settle-links.ts";

const NEW_ID = verifierExternalId(new Uint8Array(20).fill(9));

async function registered(ctx: TestContext, change: ConnectorChange = {}): Promise<string> {
	const id = await draftAtRoleStep(ctx, { status: "registered", registeredAt: ctx.now() });
	await save(ctx, id, change);
	await ctx.db.connectors.observe(id, {
		...{ launchedAt: ctx.now(), roleFoundAt: ctx.now() },
		templateVersion: NEWEST_TEMPLATE_VERSION - 1,
	});
	await prove(ctx, id);
	return id;
}

async function save(ctx: TestContext, id: string, change: ConnectorChange) {
	const connector = await ctx.db.connectors.find(id);
	await ctx.db.connectors.save(id, connector?.version ?? 0, change);
}

async function opened(ctx: TestContext, connectorId: string, kind: ConnectorLinkKind) {
	const link = await sendLink(ctx, connectorId, { kind, note: "Because <b>of</b> CH-1" });
	const cookie = await openIn(ctx, link);
	const held = async () => {
		const found = await findHeldLink(ctx, { id: link.id, token: /=([^;]+)/.exec(cookie)?.[1] ?? "" });
		return found === null || isOfRollout(found) ? null : found;
	};
	const pack = async () => {
		const found = await held();
		const read = found && (await readApprovalPack(ctx, found));
		if (read === null) throw new Error("nothing is shown");
		return read;
	};
	return { link, cookie, held, pack };
}

async function stateOf(ctx: TestContext, { id, connectorId }: SentLink) {
	await settleLinks(ctx, { connectorId });
	return (await listConnectorLinks(ctx, connectorId)).links.find((link) => link.id === id)?.state;
}

describe("a request to change features", () => {
	const pendingRequirements = (ctx: TestContext) => ({
		pendingRequirements: { requirements: wants("VISIBILITY", "GOVERNANCE"), since: ctx.now() },
	});

	it("shows what comes and what goes, and how the stack is updated", async () => {
		const ctx = await launchContext();
		const connectorId = await registered(ctx);
		await save(ctx, connectorId, pendingRequirements(ctx));
		expect((await listConnectorLinks(ctx, connectorId)).kinds[0]).toBe("change-features");
		const { pack } = await opened(ctx, connectorId, "change-features");
		const view = await pack();
		expect(view.difference?.map(({ feature, kind }) => [feature, kind])).toEqual([
			["OPTIMIZATION", "removed"],
			["GOVERNANCE", "added"],
		]);
		expect(view.way).toMatchObject({ kind: "update", change: { stackName: "harness-ce-iam-role-stack" } });
		expect(view.policies.map(({ name }) => name)).toContain("HarnessGovernancePolicy");
	});

	it("is done when the connector has them, and open to a smaller offer until then", async () => {
		const ctx = await launchContext();
		const connectorId = await registered(ctx);
		await save(ctx, connectorId, pendingRequirements(ctx));
		const { link, cookie, pack } = await opened(ctx, connectorId, "change-features");
		expect((await pack()).offerable).toEqual(["VISIBILITY", "GOVERNANCE"]);
		await ask(ctx, "offer", { id: link.id, cookie, body: { features: ["VISIBILITY"] } });
		const offeredAt = (await pack()).live.offer?.offeredAt ?? 0;
		expect(await acceptOffer(ctx, { connectorId, linkId: link.id, offeredAt })).toEqual({
			ok: true,
			value: true,
		});
		expect(await stateOf(ctx, link)).toBe("open");
		await save(ctx, connectorId, { requirements: wants("VISIBILITY"), pendingRequirements: null });
		expect(await stateOf(ctx, link)).toBe("done");
	});

	it("ends when the change is dropped", async () => {
		const ctx = await launchContext();
		const connectorId = await registered(ctx);
		await save(ctx, connectorId, pendingRequirements(ctx));
		const { link, held } = await opened(ctx, connectorId, "change-features");
		await save(ctx, connectorId, { pendingRequirements: null });
		expect(await stateOf(ctx, link)).toBe("revoked");
		expect(await held()).toBeNull();
	});
});

describe("a request to upgrade", () => {
	it("names both versions, and is done when the role bears the newest", async () => {
		const ctx = await launchContext();
		const connectorId = await registered(ctx);
		const { link, pack } = await opened(ctx, connectorId, "upgrade");
		const view = await pack();
		expect(view.upgrade?.fromVersion).not.toBe(view.upgrade?.toVersion);
		expect(view.way).toMatchObject({
			kind: "update",
			change: { templateUrl: expect.stringContaining(".yaml") },
		});
		expect(await stateOf(ctx, link)).toBe("open");
		await ctx.db.connectors.observe(connectorId, { templateVersion: NEWEST_TEMPLATE_VERSION });
		const runId = `run-${connectorId}`;
		await ctx.db.checks.record(connectorId, runId, [resultOf(ctx, "template-current")]);
		expect(await stateOf(ctx, link)).toBe("done");
	});
});

describe("a request to rotate", () => {
	it("sets the new ID beside the old one, and is done when AWS takes both", async () => {
		const ctx = await launchContext();
		const connectorId = await registered(ctx);
		const rotation = { phase: "pending", externalId: NEW_ID, since: ctx.now() } as const;
		await save(ctx, connectorId, { rotation });
		const { link, pack } = await opened(ctx, connectorId, "rotate");
		const view = await pack();
		expect(view.trust.verifier).toMatchObject({ otherExternalId: NEW_ID });
		expect(view.way).toMatchObject({
			change: { checklist: [{ name: "PendingVerifierExternalId", value: NEW_ID }], templateUrl: null },
		});
		expect(view.template).toBeNull();
		const words = view.checkWords;
		await save(ctx, connectorId, { rotation: { ...rotation, phase: "proved" } });
		expect((await pack()).checkWords).toEqual(words);
		expect(await stateOf(ctx, link)).toBe("done");
	});
});

describe("a request to remove", () => {
	it("asks for the stack to be deleted, and is done when AWS refuses us", async () => {
		const ctx = await launchContext();
		const connectorId = await registered(ctx);
		const begun = { harnessRemovedAt: null, accessRefusedAt: null, askedAt: null, answer: null };
		const offboarding = { startedAt: ctx.now(), ...begun };
		await save(ctx, connectorId, { offboarding });
		expect((await listConnectorLinks(ctx, connectorId)).kinds).toEqual(["remove"]);
		const { link, pack } = await opened(ctx, connectorId, "remove");
		const view = await pack();
		expect(view.way).toMatchObject({
			kind: "remove",
			removal: { cliCommand: expect.stringContaining("delete-stack") },
		});
		expect(view).toMatchObject({ policies: [], trustPolicy: "", template: null, offerable: [] });
		await save(ctx, connectorId, { offboarding: { ...offboarding, accessRefusedAt: ctx.now() } });
		expect(await stateOf(ctx, link)).toBe("done");
	});
});

describe("the approval pack", () => {
	it("is one file that holds the request in words, the policies, the trust policy and the parameters", async () => {
		const ctx = await launchContext();
		const { link, held, pack } = await opened(ctx, await draftAtRoleStep(ctx), "connect");
		const found = await held();
		const zip = found && (await readPackFile(ctx, found, "approval-pack.zip"));
		if (!(zip?.body instanceof Uint8Array)) throw new Error("no zip");
		const files = unzipSync(zip.body);
		const { files: named } = await pack();
		expect(Object.keys(files).sort()).toEqual(
			named
				.slice(1)
				.map(({ name }) => name)
				.sort(),
		);
		expect(named.every(({ name, path }) => path === `/launch/${link.id}/files/${name}`)).toBe(true);
		const trust = JSON.parse(strFromU8(files["trust-policy.json"] ?? new Uint8Array()));
		expect(trust.Statement.map(({ Sid }: { Sid: string }) => Sid)).toEqual(["Harness", "Rolebridge"]);
		const policies = JSON.parse(strFromU8(files["policies.json"] ?? new Uint8Array()));
		expect(Object.keys(policies)).toContain("HarnessOptimisationPolicy");
		const parameters = JSON.parse(strFromU8(files["parameters.json"] ?? new Uint8Array()));
		expect(parameters).toMatchObject({ ExpectedAccountId: "123456789012", OptimizationEnabled: "true" });
		const again = found && (await readPackFile(ctx, found, "approval-pack.zip"));
		expect(again?.body).toEqual(zip.body);
	});

	it("says in words who asks, for what, each action with its reason, and how to undo it", async () => {
		const ctx = await launchContext();
		const { held, pack } = await opened(ctx, await draftAtRoleStep(ctx), "connect");
		const found = await held();
		const text = String((found && (await readPackFile(ctx, found, "request.txt")))?.body);
		const view = await pack();
		for (const part of [
			"Test person <test@rolebridge.example>",
			"123456789012",
			view.checkWords.join(" "),
			"harness:891928451355:EfOfrUbHTtupeZjUqxlHBg",
			"Because <b>of</b> CH-1",
			"b".repeat(64),
			"ec2:StartInstances",
			"delete-stack",
		])
			expect(text).toContain(part);
		expect(text.split("\n").every((line) => !line.includes("undefined") && !line.includes("null"))).toBe(
			true,
		);
	});

	it("states no policies where Harness's own template decides what they are", async () => {
		const ready = await launchContext();
		const ctx = { ...ready, config: { ...ready.config, templateUrl: null } };
		const url = HARNESS_TEMPLATE_URLS.aws;
		const parameters = HARNESS_TEMPLATE_PARAMETERS;
		const result = resultOf(ctx, "template-current");
		await ctx.db.templateChecks.save({ url, partition: "aws", parameters, sha256: null, result });
		const { pack } = await opened(ctx, await draftAtRoleStep(ctx), "connect");
		const view = await pack();
		expect(view).toMatchObject({ policies: [], trustPolicy: "", trust: { verifier: null } });
		expect(view.template).toMatchObject({ source: "harness", url, sha256: null, version: null });
		expect(view.way).toMatchObject({ kind: "create" });
		expect(view.files.map(({ name }) => name)).not.toContain("role-template.yaml");
		// That such a role refuses us says nothing of the request.
		await prove(ctx, (await ctx.db.launchLinks.find(view.id))?.connectorId ?? "", "failed");
		expect((await pack()).live).toMatchObject({ stage: "waiting", code: null, proofs: [] });
	});
});

describe("an account in another partition", () => {
	it("is named as such, and its request opens that partition's console", async () => {
		const ctx = await launchContext();
		const account = await ctx.db.harnessAccounts.first();
		const externalId = harnessExternalId(parsed("601021474443"), account?.accountId ?? "");
		const govConnection = { harnessAwsAccountId: "601021474443", externalId };
		await ctx.db.harnessAccounts.observe("default", { govConnection });
		const partition = "aws-us-gov";
		const principalArn = "arn:aws-us-gov:iam::555566667777:role/verifier";
		const own = { accountId: "555566667777", principalArn, result: resultOf(ctx, "verifier-self") };
		await ctx.db.verifiers.save({ partition, ...own });
		const check = {
			parameters: TEMPLATE_PARAMETERS,
			sha256: null,
			result: resultOf(ctx, "template-current"),
		};
		await ctx.db.templateChecks.save({ url: TEMPLATE_URL, partition, ...check });
		const id = await draftAtRoleStep(ctx, { requirements: wants("OPTIMIZATION") });
		const overview = (await ctx.db.connectors.find(id))?.overview;
		if (overview == null) throw new Error("no overview");
		await save(ctx, id, {
			overview: { ...overview, isGovCloud: true },
			costReport: { kind: "none", reason: "govcloud" },
		});
		const view = await (await opened(ctx, id, "connect")).pack();
		expect(view.account.partition).toBe(partition);
		expect(view.role.arn).toBe("arn:aws-us-gov:iam::123456789012:role/HarnessCERole");
		if (view.way.kind !== "create") throw new Error("no way to create it");
		expect(new URL(view.way.url).hostname).toBe("console.amazonaws-us-gov.com");
	});
});

function parsed(text: string) {
	const account = parseAccountId(text);
	if (!account.ok) throw new Error("the test's own facts are wrong");
	return account.value;
}
