import { createHash } from "node:crypto";
import { isObject, type JsonObject, listOf, objectOf, stringOf } from "./json.ts";
import { newOrganization } from "./organization.ts";

/** Brings a state of an earlier version to today's shape, so that a sandbox in use goes on. */
export function upgradedState(state: JsonObject): JsonObject {
	if (isObject(state.templates)) return state;
	const templates: Record<string, string> = {};
	const stacks = mapValues(objectOf(state.stacks), ({ templateBody, ...rest }) => {
		const body = stringOf(templateBody) ?? "";
		const templateDigest = createHash("sha256").update(body).digest("hex");
		templates[templateDigest] = body;
		return { ...rest, templateDigest, madeBy: null };
	});
	const memberOf = membershipsIn(objectOf(state.accounts));
	const accounts = mapValues(objectOf(state.accounts), (account, key) => ({
		...account,
		organization: isObject(account.organization) ? upgradedOrganization(account.organization) : null,
		memberOf: memberOf.get(key) ?? null,
	}));
	const faults = { stackSetStepMs: 150, stackSetConcurrency: 0, ...objectOf(state.faults) };
	return { ...state, accounts, stacks, faults, templates, stackSets: {} };
}

function mapValues(
	record: JsonObject,
	change: (value: JsonObject, key: string) => JsonObject,
): Record<string, JsonObject> {
	return Object.fromEntries(
		Object.entries(record).map(([key, value]) => [key, change(objectOf(value), key)]),
	);
}

/** The management account's key by the keys of the accounts in its organization, its own too. */
function membershipsIn(accounts: JsonObject): Map<string, string> {
	const found = new Map<string, string>();
	for (const [key, account] of Object.entries(accounts)) {
		const { organization } = objectOf(account);
		if (!isObject(organization)) continue;
		found.set(key, key);
		for (const member of listOf(organization.members))
			found.set(`${key.split("/")[0]}/${stringOf(objectOf(member).id)}`, key);
	}
	return found;
}

function upgradedOrganization(old: JsonObject): JsonObject {
	const fresh = newOrganization(stringOf(old.id) ?? "");
	const members = listOf(old.members).map((entry) => {
		const member = objectOf(entry);
		return [stringOf(member.id) ?? "", { ...member, parentId: fresh.rootId }];
	});
	return { ...fresh, members: Object.fromEntries(members) };
}
