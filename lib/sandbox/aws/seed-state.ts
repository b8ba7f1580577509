import { readdirSync, readFileSync } from "node:fs";
import { CANARY_EXTERNAL_ID } from "#lib/domain/canary.ts";
import {
	CANARY_ROLE_NAME,
	GOV_HARNESS_ACCOUNT_ID,
	GOV_OPERATOR_ACCOUNT_ID,
	HARNESS_ACCOUNT_ID,
	HARNESS_USER_NAME,
	OPERATOR_ACCOUNT_ID,
	VERIFIER_ROLE_NAME,
} from "../credentials.ts";
import * as seed from "../seed.ts";
import { makeCur1, makeCur2 } from "./cost-reports.ts";
import type { JsonObject } from "./json.ts";
import { storeObject } from "./object-store.ts";
import { addMember, newOrganization, setOrganization } from "./organization.ts";
import type { SandboxPartition } from "./regions.ts";
import { seedOrganization } from "./seed-organization.ts";
import { seedPlatform } from "./seed-platform.ts";
import { SEEDED_AT, seedRole, trusting } from "./seed-role.ts";
import { sha256Hex } from "./sigv4.ts";
import type { AwsState, Bucket, FaultSettings } from "./state.ts";
import { accountKey, accountOf, type World } from "./world.ts";

export function emptyState(faults: FaultSettings): AwsState {
	return { accounts: {}, stacks: {}, templates: {}, stackSets: {}, buckets: {}, faults };
}

const SESSION_NAMES = { StringLike: { "sts:RoleSessionName": "rolebridge-*" } };

/**
 * What `rolebridge-operator.yaml` gives the verifier, so that the sandbox starts as after its launch; and the
 * right to publish templates, which an operator's person has in earnest.
 */
function verifierPolicy(partition: SandboxPartition, accountId: string): JsonObject {
	const own = `arn:${partition}:s3:::${seed.TEMPLATE_BUCKET}`;
	const roles = `arn:${partition}:iam::${accountId}:role`;
	return {
		Version: "2012-10-17",
		Statement: [
			{
				Effect: "Allow",
				Action: "sts:AssumeRole",
				Resource: `arn:${partition}:iam::*:role/*`,
				Condition: SESSION_NAMES,
			},
			{
				Effect: "Deny",
				Action: "sts:AssumeRole",
				NotResource: [`${roles}/${CANARY_ROLE_NAME}`, `${roles}/HarnessCERole`],
				Condition: { StringEquals: { "aws:ResourceAccount": accountId } },
			},
			{
				Effect: "Allow",
				Action: ["cloudformation:GetTemplateSummary", "cloudformation:ValidateTemplate"],
				Resource: "*",
			},
			{ Effect: "Allow", Action: ["s3:GetObject", "s3:GetObjectVersion"], Resource: "*" },
			{
				Effect: "Allow",
				Action: ["s3:PutObject", "s3:ListBucket", "s3:GetBucketLocation", "s3:GetBucketVersioning"],
				Resource: [own, `${own}/*`],
			},
		],
	};
}

/** The canary trusts the verifier of its own account, by an ID that is no secret. */
function canaryTrust(partition: SandboxPartition, accountId: string): JsonObject {
	return trusting(`arn:${partition}:iam::${accountId}:root`, {
		...SESSION_NAMES,
		StringEquals: { "sts:ExternalId": CANARY_EXTERNAL_ID },
		ArnEquals: { "aws:PrincipalArn": `arn:${partition}:iam::${accountId}:role/${VERIFIER_ROLE_NAME}` },
	});
}

function seedOperators(world: World): void {
	const operators = [
		["aws", OPERATOR_ACCOUNT_ID],
		["aws-us-gov", GOV_OPERATOR_ACCOUNT_ID],
	] as const;
	for (const [partition, id] of operators) {
		const account = accountOf(world, partition, id);
		account.name = "Rolebridge operator";
		const trust = trusting(`arn:${partition}:iam::${id}:root`);
		seedRole(account, VERIFIER_ROLE_NAME, trust, { verify: verifierPolicy(partition, id) });
		seedRole(account, CANARY_ROLE_NAME, canaryTrust(partition, id), {});
	}
	const everything: JsonObject = { Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] };
	for (const [partition, id] of [
		["aws", HARNESS_ACCOUNT_ID],
		["aws-us-gov", GOV_HARNESS_ACCOUNT_ID],
	] as const) {
		const account = accountOf(world, partition, id);
		account.name = "Harness";
		account.users[HARNESS_USER_NAME] = { policies: { all: everything } };
	}
}

function seedPayer(world: World): void {
	const payer = accountOf(world, "aws", seed.SANDBOX_PAYER_ACCOUNT_ID);
	payer.name = "Acme payer";
	const organization = newOrganization("o-sandbox0001");
	setOrganization(world, payer, organization);
	seed.SANDBOX_MEMBER_ACCOUNT_IDS.forEach((id, index) => {
		addMember(
			world,
			{ management: payer, organization },
			{
				id,
				name: `Acme member ${index + 1}`,
				email: `aws+${id}@example.com`,
				state: index === 3 ? "SUSPENDED" : "ACTIVE",
				joinedAt: SEEDED_AT,
				parentId: organization.rootId,
			},
		);
	});
	const common = {
		bucket: seed.SANDBOX_COST_BUCKET,
		region: seed.SANDBOX_COST_BUCKET_REGION,
		isDelivered: true,
	};
	makeCur2(world, payer, { ...common, name: seed.SANDBOX_CUR2_EXPORT, prefix: seed.SANDBOX_CUR2_PREFIX });
	makeCur1(world, payer, { ...common, name: seed.SANDBOX_CUR1_REPORT, prefix: seed.SANDBOX_CUR1_PREFIX });
}

function templateBucket(world: World, name: string, account: string, region: string): Bucket {
	const known = world.state.buckets[name];
	if (known !== undefined) return known;
	const bucket: Bucket = {
		name,
		accountKey: accountKey("aws", account),
		region,
		publicRead: true,
		policy: null,
		kmsDenied: false,
		versioning: true,
		objects: [],
	};
	world.state.buckets[name] = bucket;
	return bucket;
}

/** Lays the templates at their addresses; done at every start, so a changed template is there at once. */
export function publishTemplates(world: World, templatesDirectory: string): void {
	const ours = templateBucket(world, seed.TEMPLATE_BUCKET, OPERATOR_ACCOUNT_ID, seed.TEMPLATE_BUCKET_REGION);
	const harness = templateBucket(
		world,
		seed.HARNESS_TEMPLATE_BUCKET,
		HARNESS_ACCOUNT_ID,
		seed.HARNESS_TEMPLATE_BUCKET_REGION,
	);
	const put = (bucket: Bucket, key: string, body: Uint8Array) => {
		const isThere = bucket.objects.findLast((object) => object.key === key)?.bodyBase64;
		if (isThere === Buffer.from(body).toString("base64")) return;
		storeObject(world, bucket, { key, body, contentType: "text/yaml", lastModified: SEEDED_AT });
	};
	for (const file of yamlFiles(templatesDirectory)) {
		const body = readFileSync(`${templatesDirectory}/${file}`);
		const folder = file.replace(/\.yaml$/, "");
		put(ours, `${folder}/${sha256Hex(body)}.yaml`, body);
	}
	const own = readFileSync(new URL("./harness-template.yaml", import.meta.url));
	put(harness, seed.HARNESS_TEMPLATE_KEY, own);
	put(
		harness,
		seed.HARNESS_GOV_TEMPLATE_KEY,
		readFileSync(new URL("./harness-gov-template.yaml", import.meta.url)),
	);
}

function yamlFiles(directory: string): string[] {
	try {
		return readdirSync(directory).filter((file) => file.endsWith(".yaml"));
	} catch {
		// Without published templates the sandbox still plays everything else.
		return [];
	}
}

export function seedState(world: World): void {
	seedOperators(world);
	seedPayer(world);
	seedOrganization(world);
	seedPlatform(world);
}
