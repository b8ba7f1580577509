import { createDraft } from "#lib/connectors/create-draft.ts";
import type { ConnectorChange } from "#lib/db/port.ts";
import { parseAccountId } from "#lib/domain/account-id.ts";
import type { CheckId, CheckResult, Outcome } from "#lib/domain/check.ts";
import { TRUST_CHECKS } from "#lib/domain/check.ts";
import type { Requirements } from "#lib/domain/features.ts";
import { TEMPLATE_PARAMETERS } from "#lib/domain/template-parameters.ts";
import { type TestContext, testContext } from "#lib/testing/test-context.ts";
import { type LaunchAsk, respondToHolder } from "../../app/api/launch-link/respond.ts";
import { createLaunchLink } from "./create-launch-link.ts";
import { linkActor } from "./link-actor.ts";

export const TEMPLATE_URL = `https://templates.s3.us-east-1.amazonaws.com/harness-ccm-role/${"a".repeat(64)}.yaml?versionId=1`;
export const ORIGIN = "https://rolebridge.example";

export function wants(...features: Requirements["features"]): Requirements {
	return { features, autoStopping: [], governancePolicyArns: [], commitmentWrite: false };
}

/** A context in which links may be handed out: Harness's side, our own and the template are known. */
export async function launchContext(plain: TestContext = testContext()): Promise<TestContext> {
	const ctx = { ...plain, config: { ...plain.config, templateUrl: TEMPLATE_URL } };
	const account = { ref: "default", accountId: "EfOfrUbHTtupeZjUqxlHBg", baseUrl: "https://app.harness.io" };
	await ctx.db.harnessAccounts.save(account);
	await ctx.db.verifiers.save({
		partition: "aws",
		accountId: "555566667777",
		principalArn: "arn:aws:iam::555566667777:role/rolebridge/verifier",
		result: resultOf(ctx, "verifier-self"),
	});
	await ctx.db.templateChecks.save({
		...{ url: TEMPLATE_URL, partition: "aws", parameters: TEMPLATE_PARAMETERS, sha256: "b".repeat(64) },
		result: resultOf(ctx, "template-current"),
	});
	await ctx.db.people.insert({
		...{ id: "tester", name: "Test person", email: "test@rolebridge.example", passwordHash: "" },
		...{ role: "administrator", scope: { harnessAccountRefs: [], tags: [] }, createdAt: ctx.now() },
	});
	return ctx;
}

export function resultOf(ctx: TestContext, checkId: CheckId, outcome: Outcome = "passed"): CheckResult {
	const about = { code: null, observed: "", details: {}, requestId: null, region: null, durationMs: 1 };
	return { checkId, outcome, checkedAt: ctx.now(), ...about };
}

/** A set-up that has come as far as the role step. */
export async function draftAtRoleStep(
	ctx: TestContext,
	{
		account = "123456789012",
		name = "Payer",
		...change
	}: ConnectorChange & { account?: string; name?: string } = {},
): Promise<string> {
	const created = await createDraft(ctx, { requiresAutoStopping: false });
	const awsAccountId = parseAccountId(account);
	if (!created.ok || !awsAccountId.ok) throw new Error("the test's own facts are wrong");
	await ctx.db.connectors.save(created.value.id, 1, {
		overview: {
			...{ name, identifier: name, description: "", tags: {}, isGovCloud: false },
			awsAccountId: awsAccountId.value,
		},
		costReport: { kind: "none", reason: "not-needed" },
		requirements: wants("VISIBILITY", "OPTIMIZATION"),
		...change,
	});
	return created.value.id;
}

/** What the checks find once the stack stands. */
export async function prove(
	ctx: TestContext,
	connectorId: string,
	outcome: Outcome = "passed",
): Promise<void> {
	const runId = `run-${connectorId}`;
	const run = { id: runId, connectorId, kind: "full", requestedAt: ctx.now() } as const;
	await ctx.db.checks.requestRun(run);
	const version = (await ctx.db.connectors.find(connectorId))?.version ?? 0;
	await ctx.db.checks.startRun(runId, ctx.now(), version);
	await ctx.db.checks.record(
		connectorId,
		runId,
		TRUST_CHECKS.map((checkId) => resultOf(ctx, checkId, outcome)),
	);
	await ctx.db.checks.finishRun(runId, "done", ctx.now());
}

export type SentLink = {
	readonly id: string;
	readonly secret: string;
	readonly url: string;
	readonly connectorId: string;
};

/** A link on its way to somebody. */
export async function sendLink(
	ctx: TestContext,
	connectorId: string,
	more: Partial<Parameters<typeof createLaunchLink>[1]> = {},
): Promise<SentLink> {
	const input = { connectorId, kind: "connect", note: "", expiresInDays: 7, baseUrl: ORIGIN } as const;
	const made = await createLaunchLink(ctx, { ...input, ...more });
	if (!made.ok) throw new Error(made.failure.code);
	const { url, link } = made.value;
	return { id: link.id, secret: new URL(url).hash.slice(1), url, connectorId };
}

type Asked = {
	readonly id: string;
	/** As `Set-Cookie` gave it. */
	readonly cookie?: string;
	readonly body?: unknown;
	readonly address?: string;
	readonly name?: string;
	readonly headers?: Readonly<Record<string, string>>;
};

/** A request of somebody's browser from the link's own page. */
export function ask(ctx: TestContext, what: LaunchAsk, asked: Asked): Promise<Response> {
	const { id, cookie, body, address = "203.0.113.7", name, headers } = asked;
	const method = what === "state" || what === "file" ? "GET" : "POST";
	const request = new Request(`${ORIGIN}/launch/${id}/${what}`, {
		method,
		headers: {
			"sec-fetch-site": "same-origin",
			...(cookie !== undefined && { cookie: cookie.split(";")[0] ?? "" }),
			...headers,
		},
		...(method === "POST" && { body: typeof body === "string" ? body : JSON.stringify(body ?? {}) }),
	});
	const holder = ctx.actingAs(linkActor(id, { address, requestId: "request-1" }));
	return respondToHolder(holder, what, { request, id, ...(name !== undefined && { name }) });
}

/** Presses the button: the cookie that it brings. */
export async function openIn(ctx: TestContext, { id, secret }: SentLink, address?: string): Promise<string> {
	const response = await ask(ctx, "open", {
		id,
		body: { secret },
		...(address !== undefined && { address }),
	});
	const cookie = response.headers.get("set-cookie");
	if (cookie === null) throw new Error(`not opened: ${response.status}`);
	return cookie;
}
