import { beforeAll, expect, test } from "vitest";
import { ApiConnectorDetailSchema, ApiConnectorPageSchema } from "#lib/schemas/api/connector-schemas.ts";
import { type ApiWorld, apiWorld } from "#lib/testing/api-world.ts";
import { platformSettings, sideBySide } from "#lib/testing/side-by-side.ts";

let world: ApiWorld;
let key: string;
let ids: { readonly costs: string; readonly platform: string; readonly cloudZero: string };
beforeAll(async () => {
	world = await apiWorld();
	const credential = {
		type: "ManualConfig",
		...{ accessKey: { ref: "account.id" }, secretKeyRef: "account.key", sessionTokenRef: null },
	} as const;
	const scope = { kind: "project", orgId: "default", projectId: "shop" } as const;
	const backOff = { type: "FixedDelayBackoffStrategy", fixedBackoff: 100, retryCount: 2 } as const;
	const platform = platformSettings({ credential, scope, backOff, tasks: ["ecr-pull"] });
	const made = await sideBySide(world.ctx.db, { platform });
	ids = { costs: made.costs.id, platform: made.platform.id, cloudZero: made.cloudZero.id };
	key = await world.makeKey({ role: "viewer" });
});

async function listed(query: string) {
	const response = await world.call(`GET /api/v1/connectors?${query}`, { key });
	expect(response.status).toBe(200);
	return ApiConnectorPageSchema.parse(await response.json()).items.map(({ id, type }) => [id, type]);
}

test("connectors are listed with their type, and found by it and by their kind", async () => {
	expect((await listed("")).sort()).toEqual([
		[ids.costs, "CEAws"],
		[ids.platform, "Aws"],
		[ids.cloudZero, "CloudZero"],
	]);
	expect(await listed("type=Aws")).toEqual([[ids.platform, "Aws"]]);
	expect(await listed("type=CloudZero&kind=billing")).toEqual([[ids.cloudZero, "CloudZero"]]);
	expect(await listed("type=CloudZero&kind=resource")).toEqual([]);
});

test.each(["type=aws", "kind=none", "type=Aws,CloudZero"])("%s is refused, not left out", async (query) => {
	const { status } = await world.call(`GET /api/v1/connectors?${query}`, { key });
	expect(status).toBe(400);
});

test("a platform connector is told with its settings, by the names of secrets and without its external ID", async () => {
	const reviewer = await world.makeKey({ role: "reviewer" });
	const response = await world.call(`GET /api/v1/connectors/${ids.platform}`, { key: reviewer });
	const text = await response.text();
	expect(text).not.toContain("given-by-its-owner");
	const { destination, platform } = ApiConnectorDetailSchema.parse(JSON.parse(text));
	expect(destination).toBe("harness-platform");
	expect(platform).toEqual({
		scope: { kind: "project", orgId: "default", projectId: "shop" },
		credential: {
			...{ type: "ManualConfig", accessKeyId: null, accessKeyRef: "account.id", secretKeyRef: "account.key" },
			...{ sessionTokenRef: null, iamRoleArn: null, sessionTagKeys: [] },
		},
		crossAccount: { roleArn: "arn:aws:iam::700000000000:role/Deployer", hasExternalId: true },
		region: "us-east-1",
		backOff: {
			...{ type: "FixedDelayBackoffStrategy", fixedBackoff: 100, retryCount: 2 },
			...{ baseDelay: null, maxBackoffTime: null },
		},
		connectivity: { through: "delegate", selectors: ["eks"] },
		tasks: ["ecr-pull"],
	});
	const other = await world.call(`GET /api/v1/connectors/${ids.costs}`, { key });
	expect(ApiConnectorDetailSchema.parse(await other.json()).platform).toBeNull();
});

test("a viewer is told neither key IDs nor the names of secrets", async () => {
	const response = await world.call(`GET /api/v1/connectors/${ids.platform}`, { key });
	const text = await response.text();
	expect(text).not.toMatch(/account\.(id|key)/);
	expect(ApiConnectorDetailSchema.parse(JSON.parse(text)).platform?.credential).toEqual({
		...{ type: "ManualConfig", accessKeyId: null, accessKeyRef: null, secretKeyRef: null },
		...{ sessionTokenRef: null, iamRoleArn: null, sessionTagKeys: [] },
	});
});

test("a platform connector leaves as the call that makes it, and in no form that makes roles", async () => {
	const reviewer = await world.makeKey({ role: "operator" });
	const of = (format: string) =>
		world.call(`GET /api/v1/connectors/${ids.platform}/exports/${format}`, { key: reviewer });
	expect(await (await of("curl")).text()).toContain('"projectIdentifier":"shop"');
	expect(await (await of("terraform")).text()).toContain("harness_platform_connector_aws");
	const refused = await of("cloudformation");
	expect(refused.status).toBe(422);
	expect(await refused.json()).toMatchObject({ code: "EXPORT_NOT_FOR_TYPE" });
});
