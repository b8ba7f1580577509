import { readFileSync } from "node:fs";
import { type CloudFormationClient, ListStackSetOperationsCommand } from "@aws-sdk/client-cloudformation";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Context } from "#lib/context.ts";
import { createDb } from "#lib/db/create-db.ts";
import { accountExternalId, harnessExternalId } from "#lib/domain/external-id.ts";
import { harnessCluster } from "#lib/domain/harness-cluster.ts";
import { HARNESS_TEMPLATE_URLS } from "#lib/domain/harness-template-urls.ts";
import { fullStackSetParameters, type StackSetInput } from "#lib/domain/rollout/stack-set.ts";
import { createStackSetCommands, updateStackSetCommand } from "#lib/domain/rollout/stack-set-cli.ts";
import type { Rollout } from "#lib/domain/rollout.ts";
import { verifyOurselves } from "#lib/health/verify-ourselves.ts";
import { proveDirect } from "#lib/import/prove-direct.ts";
import { sha256Hex } from "#lib/sandbox/aws/sigv4.ts";
import { HARNESS_ACCOUNT_ID, OPERATOR_CREDENTIALS } from "#lib/sandbox/credentials.ts";
import { sandboxTemplateUrl } from "#lib/sandbox/seed.ts";
import { awsCommands, perform } from "#lib/testing/aws-commands.ts";
import { testSecretBox } from "#lib/testing/database.ts";
import { ownDatabase } from "#lib/testing/own-database.ts";
import {
	accountIdOf,
	enrolledConnector,
	launchedRollout,
	rolloutExternalId,
	seenAccount,
	TEST_HARNESS_ACCOUNT_ID,
} from "#lib/testing/rollout-world.ts";
import { administratorKeys, clientsFor } from "#lib/testing/sandbox-clients.ts";
import { putOrganization } from "#lib/testing/sandbox-organization.ts";
import { type SandboxWorld, startSandboxWorld } from "#lib/testing/sandbox-world.ts";
import { sweepContext } from "#lib/testing/sweep-context.ts";
import { reconcileRollout } from "./reconcile-rollout.ts";

const MANAGEMENT = "700000000001";
const MEMBER = accountIdOf("710000000001");
const never = new AbortController().signal;

const { prisma } = await ownDatabase();
const db = createDb(prisma, testSecretBox());
let world: SandboxWorld;
let client: CloudFormationClient;
let aheadMs = 0;
beforeAll(async () => {
	world = await startSandboxWorld();
});
afterAll(() => world.close());

const harnessAws = accountIdOf(HARNESS_ACCOUNT_ID);
const externalId = harnessExternalId(harnessAws, TEST_HARNESS_ACCOUNT_ID);

/** What whoever administers the stack set pastes, done by AWS to its end. */
async function paste(commands: readonly string[]) {
	for (const command of commands.flatMap((text) => awsCommands(text, MANAGEMENT).commands)) {
		await perform(client, command);
		await expect.poll(operations, { timeout: 20_000, interval: 50 }).not.toContain("RUNNING");
	}
}
async function operations() {
	const StackSetName = "harness-ce-iam-stackset";
	const { Summaries } = await client.send(new ListStackSetOperationsCommand({ StackSetName }));
	return (Summaries ?? []).map(({ Status }) => (Status === "QUEUED" ? "RUNNING" : Status));
}

const inputOf = (rollout: Rollout, source: StackSetInput["source"]): StackSetInput => {
	const { features, launch } = rollout;
	if (features === null || launch === null) throw new Error("not set up");
	const { accountId, principalArn } = OPERATOR_CREDENTIALS;
	const verifier = { accountId, principalArn, externalId: rollout.verifierExternalId };
	return {
		...{ source, features, role: launch.role },
		trust: { harness: harnessCluster(HARNESS_ACCOUNT_ID, "aws"), externalId, verifier },
	};
};

/** Registered in Harness before, with the role of Harness's own template: only Harness's word speaks for it. */
async function imported(rollout: Rollout) {
	const { connector, change } = enrolledConnector(rollout, 1, new Date());
	await db.connectors.insert({ ...connector, id: "imported", verifierExternalId: rolloutExternalId(99) });
	const overview = change.overview && { ...change.overview, awsAccountId: MEMBER };
	await db.connectors.save("imported", 1, {
		...{ ...change, ...(overview && { overview }), proof: "harness" },
		...{ status: "registered", registeredAt: new Date() },
	});
}

it("proves the accounts of a stack set made from Harness's template once that is updated to ours", async () => {
	const organization = await putOrganization(world.sandbox.url, {
		account: MANAGEMENT,
		units: [{ name: "Production", accounts: [{ id: MEMBER, name: "Shop" }] }],
	});
	client = clientsFor(
		world.sandbox.url,
		await administratorKeys(world.sandbox.url, MANAGEMENT),
	).cloudFormation;
	const now = () => new Date(Date.now() + aheadMs);
	const ctx: Context = sweepContext({ db, aws: world.aws, now });
	const waves = [[organization.rootId]];
	const rollout = await launchedRollout(db, { at: now(), launch: { way: "existing", waves } });
	await db.harnessAccounts.observe("h1", { connection: { harnessAwsAccountId: harnessAws, externalId } });
	const saved = await db.rollouts.save(rollout.id, rollout.version, {
		managementAccountId: accountIdOf(MANAGEMENT),
	});
	if (saved?.launch == null) throw new Error("not saved");
	const { launch } = saved;
	await paste(
		createStackSetCommands({
			launch,
			templateUrl: HARNESS_TEMPLATE_URLS.aws,
			parameters: fullStackSetParameters(inputOf(saved, "harness")),
		}),
	);
	await imported(saved);
	const seen = [{ ...seenAccount(1), accountId: MEMBER }];
	await db.rollouts.seeAccounts(rollout.id, seen, { at: now(), isComplete: true });
	await verifyOurselves(ctx, { partition: "aws" });
	const look = () => reconcileRollout(ctx, { rolloutId: rollout.id, signal: never });

	// Its role trusts Harness alone: it is tied, and stays as it is.
	await look();
	expect((await db.rollouts.accounts(rollout.id, {}, { limit: 9, now: now() }))[0]?.connectorId).toBe(
		"imported",
	);
	expect(await db.connectors.find("imported")).toMatchObject({ rolloutId: null, proof: "harness" });

	const templateUrl = sandboxTemplateUrl(
		sha256Hex(readFileSync(new URL("../../public/templates/harness-ccm-role.yaml", import.meta.url))),
	);
	const parameters = fullStackSetParameters(inputOf(saved, "ours"));
	await paste([updateStackSetCommand({ launch, templateUrl, parameters })]);
	await look();
	expect(await db.connectors.find("imported")).toMatchObject({
		...{ rolloutId: rollout.id, proof: "harness", status: "registered" },
		verifierExternalId: accountExternalId(saved.verifierExternalId, MEMBER),
	});
	// The job that it asked for, now and when the role's first minute is over.
	for (const ms of [0, 120_000]) {
		aheadMs = ms;
		await proveDirect(ctx, { connectorId: "imported", signal: never });
	}
	expect(await db.connectors.find("imported")).toMatchObject({ proof: "direct" });
}, 60_000);
