import { createDraft } from "#lib/connectors/create-draft.ts";
import type { ConnectorChange } from "#lib/db/port.ts";
import type { Connector, Overview } from "#lib/domain/connector.ts";
import {
	type AwsConnector,
	changeAwsConnector,
	scopeOfFields,
} from "#lib/domain/platform/aws-connector-body.ts";
import { accountId } from "#lib/domain/platform/platform.test-support.ts";
import {
	NEW_PLATFORM,
	type PlatformScope,
	type PlatformSettings,
} from "#lib/domain/platform/platform-settings.ts";
import { failed, ok } from "#lib/domain/result.ts";
import type { Harness, HarnessConnectorRecord } from "#lib/harness/port.ts";
import { type TestContext, type TestContextParts, testContext } from "#lib/testing/test-context.ts";

export const OVERVIEW: Overview = {
	name: "Deploy",
	identifier: "deploy",
	awsAccountId: accountId("200000000003"),
	description: "",
	tags: {},
	isGovCloud: false,
};

const AT = new Date("2026-11-22T11:00:00Z");

/** A Harness that remembers connectors of type Aws by scope and identifier; the log says what was asked of it. */
export function rememberingPlatform(log: string[] = []) {
	const stored = new Map<string, HarnessConnectorRecord<AwsConnector>>();
	let saves = 0;
	const keyOf = (scope: PlatformScope, identifier: string) => `${JSON.stringify(scope)} ${identifier}`;
	const put = (connector: AwsConnector, createdAt: Date) => {
		saves += 1;
		const lastModifiedAt = new Date(AT.getTime() + saves);
		const record = { connector, createdAt, lastModifiedAt, status: null };
		stored.set(keyOf(scopeOfFields(connector), connector.identifier), record);
		return ok(record);
	};
	const missing = () => failed({ code: "HARNESS_CONNECTOR_NOT_FOUND" as const });
	const harness: Partial<Harness> = {
		isIdentifierFree: async (_, { identifier, scope = { kind: "account" } }) =>
			ok(!stored.has(keyOf(scope, identifier))),
		getAwsConnector: async (_, { identifier, scope = { kind: "account" } }) => {
			const found = stored.get(keyOf(scope, identifier));
			return found ? ok(found) : missing();
		},
		createAwsConnector: async (_, { connector }) => {
			const isTaken = stored.has(keyOf(scopeOfFields(connector), connector.identifier));
			if (isTaken) return failed({ code: "HARNESS_CONNECTOR_EXISTS" as const });
			log.push(`create ${connector.identifier}`);
			return put(connector, AT);
		},
		updateAwsConnector: async (_, { connector, knownLastModifiedAt }) => {
			const found = stored.get(keyOf(scopeOfFields(connector), connector.identifier));
			if (found === undefined) return missing();
			const { lastModifiedAt } = found;
			if (knownLastModifiedAt && lastModifiedAt && lastModifiedAt > knownLastModifiedAt)
				return failed({ code: "HARNESS_CONNECTOR_CHANGED" as const });
			log.push(`update ${connector.identifier}`);
			return put(changeAwsConnector(found.connector, connector), found.createdAt ?? AT);
		},
		deleteConnector: async (_, { identifier, scope = { kind: "account" } }) => {
			log.push(`delete ${identifier}`);
			return stored.delete(keyOf(scope, identifier)) ? ok(true as const) : missing();
		},
		testConnector: async (_, { identifier }) => {
			log.push(`test ${identifier}`);
			return ok({ status: "SUCCESS", errorSummary: null, errors: [], testedAt: AT, lastConnectedAt: AT });
		},
	};
	return {
		harness,
		stored,
		put: (connector: AwsConnector, createdAt = AT) => void put(connector, createdAt),
	};
}

export async function platformContext(parts: TestContextParts = {}): Promise<TestContext> {
	const ctx = testContext(parts);
	const account = { ref: "default", accountId: "EfOfrUbHTtupeZjUqxlHBg", baseUrl: "https://app.harness.io" };
	await ctx.db.harnessAccounts.save({ ...account, apiKey: "pat.a.b.c" });
	return ctx;
}

type Given = Omit<ConnectorChange, "platform"> & { readonly platform?: Partial<PlatformSettings> };

/** A new platform connector, with what is given of its steps saved. */
export async function platformDraft(
	ctx: TestContext,
	{ platform, ...change }: Given = {},
): Promise<Connector> {
	const created = await createDraft(ctx, { requiresAutoStopping: false, destination: "harness-platform" });
	if (!created.ok) throw new Error("no draft");
	const saved = await ctx.db.connectors.save(created.value.id, created.value.version, {
		...change,
		platform: { ...NEW_PLATFORM, ...platform },
	});
	if (saved === null || typeof saved === "string") throw new Error("the connector could not be saved");
	return saved;
}

/** One whose steps are all saved. */
export function readyPlatform(ctx: TestContext, change: Given = {}): Promise<Connector> {
	return platformDraft(ctx, {
		overview: OVERVIEW,
		...change,
		platform: {
			credential: { type: "Irsa" },
			connectivity: { through: "delegate", selectors: ["eks"] },
			...change.platform,
		},
	});
}

export function target({ id, version }: Connector) {
	return { connectorId: id, version };
}
