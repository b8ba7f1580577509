import { DEPLOYER_CREDENTIALS } from "../credentials.ts";
import { type Reply, success } from "./replies.ts";
import type { Scope } from "./state.ts";

type SeededSecret = Scope & {
	readonly identifier: string;
	readonly name: string;
	readonly type: "SecretText" | "SecretFile";
	/** What the sandbox's own connection test reads; no answer ever carries it. */
	readonly value: string;
};

const ACCOUNT: Scope = { orgIdentifier: "", projectIdentifier: "" };
const ORGANIZATION: Scope = { orgIdentifier: "default", projectIdentifier: "" };
const PROJECT: Scope = { orgIdentifier: "default", projectIdentifier: "payments" };
const { accessKeyId, secretAccessKey } = DEPLOYER_CREDENTIALS;

function secret(scope: Scope, identifier: string, name: string, value: string): SeededSecret {
	return { ...scope, identifier, name, type: "SecretText", value };
}

const SEEDED_SECRETS: readonly SeededSecret[] = [
	secret(ACCOUNT, "aws_access_key", "AWS access key", accessKeyId),
	secret(ACCOUNT, "aws_secret_key", "AWS secret key", secretAccessKey),
	secret(
		ACCOUNT,
		"aws_old_secret_key",
		"AWS secret key, revoked",
		"sandbox-revoked-secret-opens-nothing-at-all",
	),
	secret(ACCOUNT, "npm_token", "npm token", "sandbox-npm-token"),
	{ ...secret(ACCOUNT, "deploy_ssh_key", "SSH key", "sandbox"), type: "SecretFile" },
	secret(ORGANIZATION, "aws_secret_key", "AWS secret key of the organization", secretAccessKey),
	secret(PROJECT, "payments_aws_secret_key", "AWS secret key of payments", secretAccessKey),
];

/** The secret that a reference names for a connector of this scope, or why Harness does not take it. */
export function secretFor(reference: string, at: Scope): SeededSecret | string {
	const [, place = "", identifier = ""] = /^(?:(account|org)\.)?(.*)$/.exec(reference) ?? [];
	const level = place === "account" ? "account" : place === "org" ? "org" : "project";
	const own = at.projectIdentifier !== "" ? "project" : at.orgIdentifier !== "" ? "org" : "account";
	const order = ["account", "org", "project"];
	if (order.indexOf(level) > order.indexOf(own)) {
		return `The ${level} level secret cannot be used at a ${own} level`;
	}
	const orgIdentifier = level === "account" ? "" : at.orgIdentifier;
	const projectIdentifier = level === "project" ? at.projectIdentifier : "";
	const found = SEEDED_SECRETS.find(
		(one) =>
			one.identifier === identifier &&
			one.orgIdentifier === orgIdentifier &&
			one.projectIdentifier === projectIdentifier,
	);
	return found ?? `The secret with identifier ${identifier} does not exist in the ${level} scope`;
}

/** Names, identifiers and types by page; with `includeAllSecretsAccessibleAtScope` those of the scopes above, too. */
export function listSecrets(call: { readonly query: URLSearchParams }): Reply {
	const { query } = call;
	const pageSize = Number(query.get("pageSize") ?? 100);
	const pageIndex = Number(query.get("pageIndex") ?? 0);
	const search = (query.get("searchTerm") ?? "").toLowerCase();
	const type = query.get("type");
	const all = SEEDED_SECRETS.filter((one) => isListed(one, query))
		.filter((one) => type === null || one.type === type)
		.filter(({ name, identifier }) => `${name}\n${identifier}`.toLowerCase().includes(search));
	const content = all.slice(pageIndex * pageSize, (pageIndex + 1) * pageSize).map(shown);
	const totalPages = Math.ceil(all.length / pageSize);
	return success({
		totalPages,
		totalItems: all.length,
		pageSize,
		pageIndex,
		content,
		empty: all.length === 0,
	});
}

function isListed(one: SeededSecret, query: URLSearchParams): boolean {
	const orgIdentifier = query.get("orgIdentifier") ?? "";
	const projectIdentifier = query.get("projectIdentifier") ?? "";
	const isHere = one.orgIdentifier === orgIdentifier && one.projectIdentifier === projectIdentifier;
	if (isHere || query.get("includeAllSecretsAccessibleAtScope") !== "true") return isHere;
	const isOfAccount = one.orgIdentifier === "";
	return isOfAccount || (one.orgIdentifier === orgIdentifier && one.projectIdentifier === "");
}

function shown({ identifier, name, type, orgIdentifier, projectIdentifier }: SeededSecret) {
	return {
		secret: {
			type,
			name,
			identifier,
			orgIdentifier: orgIdentifier || null,
			projectIdentifier: projectIdentifier || null,
			tags: {},
			description: "",
			spec: { secretManagerIdentifier: "harnessSecretManager", valueType: "Inline", value: null },
		},
		createdAt: SEEDED_AT,
		updatedAt: SEEDED_AT,
		draft: false,
	};
}

const SEEDED_AT = Date.UTC(2026, 0, 5);
