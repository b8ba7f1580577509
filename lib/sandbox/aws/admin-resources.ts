import { changeTrust } from "./cloudformation/role-resource.ts";
import { ensureBucket, makeCur1, makeCur2 } from "./cost-reports.ts";
import { AwsError } from "./errors.ts";
import { isObject, type JsonObject, listOf, objectOf, stringOf, stringsOf, textOf } from "./json.ts";
import { storeObject } from "./object-store.ts";
import { addMember, newOrganization, setOrganization } from "./organization.ts";
import { isPartition } from "./regions.ts";
import type { Account, Role } from "./state.ts";
import { accountOf, findBucket, findRole, uniqueId, type World } from "./world.ts";

/** The account that a body names: `account` (12 digits) and `partition` (default aws). */
export function accountIn(world: World, body: JsonObject): Account {
	const id = stringOf(body.account) ?? "";
	const partition = stringOf(body.partition) ?? "aws";
	if (!/^\d{12}$/.test(id)) throw new AwsError("BadRequest", "account must have 12 digits.");
	if (!isPartition(partition)) throw new AwsError("BadRequest", `There is no partition ${partition}.`);
	return accountOf(world, partition, id);
}

export function putAccount(world: World, body: JsonObject): Account {
	const account = accountIn(world, body);
	account.name = stringOf(body.name) ?? account.name;
	if (body.enabledRegions !== undefined) account.enabledRegions = stringsOf(body.enabledRegions);
	if (body.members !== undefined) putMembers(world, account, listOf(body.members));
	return account;
}

/** An organization without units: every account is in the root. */
function putMembers(world: World, management: Account, entries: readonly unknown[]): void {
	const organization = newOrganization(management.organization?.id ?? `o-${management.id.slice(0, 10)}`);
	setOrganization(world, management, organization);
	for (const entry of entries) {
		const member = isObject(entry) ? entry : { id: entry };
		const id = textOf(member.id) ?? "";
		addMember(
			world,
			{ management, organization },
			{
				id,
				name: stringOf(member.name) ?? `Account ${id}`,
				email: stringOf(member.email) ?? `aws+${id}@example.com`,
				state: stringOf(member.state) ?? "ACTIVE",
				joinedAt: world.now(),
				parentId: organization.rootId,
			},
		);
	}
}

function newRole(world: World, account: Account, name: string, path: string): Role {
	return {
		name,
		path,
		arn: `arn:${account.partition}:iam::${account.id}:role${path}${name}`,
		id: uniqueId("AROA"),
		createdAt: world.now(),
		description: "",
		maxSessionSeconds: 3600,
		trustPolicy: { Version: "2012-10-17", Statement: [] },
		previousTrustPolicy: null,
		trustEffectiveAt: world.now() + world.state.faults.propagationDelayMs,
		inline: {},
		attached: [],
		boundaryArn: null,
		tags: {},
	};
}

/** Makes a role or changes what the body names of it; `trustPolicy: null` removes the role. */
export function putRole(world: World, body: JsonObject): Role | undefined {
	const account = accountIn(world, body);
	const name = stringOf(body.name) ?? "";
	if (!/^[\w+=,.@-]{1,64}$/.test(name)) throw new AwsError("BadRequest", "name must be a role's name.");
	const known = findRole(account, name);
	if (body.trustPolicy === null) {
		if (known !== undefined) delete account.roles[known.name];
		return undefined;
	}
	const role = known ?? newRole(world, account, name, stringOf(body.path) ?? "/");
	if (isObject(body.trustPolicy)) {
		const delay = optionalDelay(body) ?? world.state.faults.propagationDelayMs;
		changeTrust(role, body.trustPolicy, world.now(), delay);
	}
	if (isObject(body.inline))
		role.inline = Object.fromEntries(
			Object.entries(body.inline).map(([key, value]) => [key, objectOf(value)]),
		);
	if (body.attached !== undefined) role.attached = stringsOf(body.attached);
	if (isObject(body.policies)) attachDocuments(world, account, role, body.policies);
	if (body.boundaryArn !== undefined) role.boundaryArn = stringOf(body.boundaryArn) ?? null;
	if (typeof body.maxSessionSeconds === "number") role.maxSessionSeconds = body.maxSessionSeconds;
	if (isObject(body.tags))
		role.tags = Object.fromEntries(
			Object.entries(body.tags).map(([key, value]) => [key, textOf(value) ?? ""]),
		);
	account.roles[role.name] = role;
	return role;
}

/** Lists of accounts, roles and reports, each as for one: thousands are made in a few requests. */
export function putMany(world: World, body: JsonObject): Readonly<Record<string, number>> {
	const lists = { accounts: putAccount, roles: putRole, reports: putReport } as const;
	const made: Record<string, number> = {};
	for (const [name, put] of Object.entries(lists)) {
		const items = listOf(body[name]).map(objectOf);
		for (const item of items) put(world, item);
		made[name] = items.length;
	}
	return made;
}

function optionalDelay(body: JsonObject): number | undefined {
	return typeof body.propagationDelayMs === "number" ? body.propagationDelayMs : undefined;
}

/** Customer managed policies by name, attached to the role. */
function attachDocuments(world: World, account: Account, role: Role, policies: JsonObject): void {
	for (const [name, document] of Object.entries(policies)) {
		const arn = `arn:${account.partition}:iam::${account.id}:policy/${name}`;
		account.policies[arn] = {
			arn,
			name,
			path: "/",
			id: uniqueId("ANPA"),
			createdAt: world.now(),
			description: "",
			versions: [{ id: "v1", document: objectOf(document), createdAt: world.now() }],
			defaultVersionId: "v1",
		};
		if (!role.attached.includes(arn)) role.attached.push(arn);
	}
}

/** A cost report with the right settings; `settings` then overrides single fields, to make it wrong. */
export function putReport(world: World, body: JsonObject): unknown {
	const account = accountIn(world, body);
	const input = {
		name: stringOf(body.name) ?? "",
		bucket: stringOf(body.bucket) ?? "",
		prefix: stringOf(body.prefix) ?? "",
		region: stringOf(body.region) ?? "us-east-1",
		isDelivered: body.isDelivered !== false,
	};
	if (input.name === "" || input.bucket === "")
		throw new AwsError("BadRequest", "name and bucket must be given.");
	const report = body.type === "CUR 1.0" ? makeCur1(world, account, input) : makeCur2(world, account, input);
	return Object.assign(report, objectOf(body.settings));
}

export function putBucket(world: World, body: JsonObject): unknown {
	const account = accountIn(world, body);
	const bucket = ensureBucket(
		world,
		account,
		stringOf(body.name) ?? "",
		stringOf(body.region) ?? "us-east-1",
	);
	if (typeof body.publicRead === "boolean") bucket.publicRead = body.publicRead;
	if (typeof body.kmsDenied === "boolean") bucket.kmsDenied = body.kmsDenied;
	if (typeof body.versioning === "boolean") bucket.versioning = body.versioning;
	if (body.policy !== undefined) bucket.policy = isObject(body.policy) ? body.policy : null;
	if (body.isEmpty === true) bucket.objects = [];
	return { ...bucket, objects: bucket.objects.map(({ key }) => key) };
}

/** `ageHours` dates the object back. */
export function putObject(world: World, body: JsonObject): unknown {
	const bucket = findBucket(world, stringOf(body.bucket) ?? "");
	if (bucket === undefined) throw new AwsError("NoSuchBucket", "The specified bucket does not exist", 404);
	const ageHours = typeof body.ageHours === "number" ? body.ageHours : 0;
	const { key, versionId } = storeObject(world, bucket, {
		key: stringOf(body.key) ?? "",
		body: Buffer.from(stringOf(body.body) ?? ""),
		contentType: stringOf(body.contentType) ?? "binary/octet-stream",
		lastModified: world.now() - ageHours * 3_600_000,
	});
	return { key, versionId };
}
