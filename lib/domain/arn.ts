import { type AccountId, parseAccountId } from "./account-id.ts";
import { isPartition, type Partition } from "./partition.ts";
import { failed, ok, type Result } from "./result.ts";

declare const roleArnBrand: unique symbol;

/** `arn:<partition>:iam::<account>:role/<path><name>`. Comes only out of this file. */
export type RoleArn = string & { readonly [roleArnBrand]: true };

export type RoleParts = {
	readonly partition: Partition;
	readonly accountId: AccountId;
	/** Begins and ends with `/`; `/` when the role has no path. */
	readonly path: string;
	readonly roleName: string;
};
export type ParsedRoleArn = RoleParts & { readonly arn: RoleArn };

export type ArnProblem = {
	readonly kind:
		| "empty"
		| "not-an-arn"
		| "unknown-partition"
		| "wrong-service"
		| "account-id"
		| "assumed-role"
		| "wrong-resource"
		| "path"
		| "name";
	readonly message: string;
};

export type NameProblem = {
	readonly kind: "empty" | "too-long" | "wrong-characters";
	readonly message: string;
};

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const ROLE_NAME = /^[A-Za-z0-9_+=,.@-]+$/;
const ROLE_NAME_MAX_LENGTH = 64;
const PATH = /^\/(?:[A-Za-z0-9_+=,.@:-]+\/)*$/;
const PATH_MAX_LENGTH = 512;
const PASTE_DECORATION = /^[\s\p{Cf}"'`\u2018\u2019\u201c\u201d]+|[\s\p{Cf}"'`\u2018\u2019\u201c\u201d]+$/gu;

/**
 * Reads a role ARN as a person pastes it: white space and quotes around it fall away, nothing inside
 * does. All of it must match, a path may be present, and the partition must be known.
 *
 * @example parseRoleArn("arn:aws:iam::123456789012:role/team/HarnessCERole")
 * // ok: { arn, partition: "aws", accountId: "123456789012", path: "/team/", roleName: "HarnessCERole" }
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
 */
export function parseRoleArn(text: string): Result<ParsedRoleArn, ArnProblem> {
	const arn = parseIamArn(text);
	if (!arn.ok) return arn;
	const { partition, accountId, type } = arn.value;
	if (type === "assumed-role") return problem("assumed-role", ASSUMED_ROLE_MESSAGE);
	if (type !== "role" || accountId === null) {
		return problem(
			"wrong-resource",
			"This is not the ARN of a role. A role's ARN has role/ after the account ID.",
		);
	}
	const { path, name } = splitPath(arn.value.rest);
	const rolePath = parseRolePath(path);
	if (!rolePath.ok) return problem("path", rolePath.failure.message);
	const roleName = parseRoleName(name);
	if (!roleName.ok) return problem("name", roleName.failure.message);
	const parts = { partition, accountId, path, roleName: name };
	return ok({ arn: formatRoleArn(parts), ...parts });
}

/**
 * The ARN of a role. Path and name must have passed `parseRolePath` and `parseRoleName`;
 * otherwise a RangeError is thrown.
 *
 * @example formatRoleArn({ partition: "aws", accountId, path: "/", roleName: "HarnessCERole" })
 */
export function formatRoleArn({ partition, accountId, path, roleName }: RoleParts): RoleArn {
	if (!parseRolePath(path).ok || !parseRoleName(roleName).ok)
		throw new RangeError("not a role path and name");
	return brandRoleArn(`arn:${partition}:iam::${accountId}:role${path}${roleName}`);
}

/** A role's name by IAM's rule: 1 to 64 of letters, digits and `_+=,.@-`. Nothing is trimmed. */
export function parseRoleName(text: string): Result<string, NameProblem> {
	if (text === "") return failed({ kind: "empty", message: "Enter the role's name." });
	if (!ROLE_NAME.test(text)) {
		return failed({
			kind: "wrong-characters",
			message: "A role's name has only letters, digits and the characters _ + = , . @ and -.",
		});
	}
	if (text.length > ROLE_NAME_MAX_LENGTH) {
		return failed({
			kind: "too-long",
			message: `A role's name has at most 64 characters. This has ${text.length}.`,
		});
	}
	return ok(text);
}

/**
 * A role's path: `/`, or segments between slashes such as `/team/costs/`, at most 512 characters.
 * Narrower than IAM, which also takes `*`, `?` and `$`: those would mean something else in a policy.
 */
export function parseRolePath(text: string): Result<string, NameProblem> {
	if (text === "") return failed({ kind: "empty", message: "A role without a path has the path /." });
	if (!PATH.test(text)) {
		return failed({
			kind: "wrong-characters",
			message:
				"A role's path begins and ends with / and has only letters, digits and _ + = , . @ : - between.",
		});
	}
	if (text.length > PATH_MAX_LENGTH) {
		return failed({
			kind: "too-long",
			message: `A role's path has at most 512 characters. This has ${text.length}.`,
		});
	}
	return ok(text);
}

export type AssumedRole = {
	readonly partition: Partition;
	readonly accountId: AccountId;
	readonly roleName: string;
	readonly sessionName: string;
};

/**
 * What an STS session's ARN tells: `arn:aws:sts::<account>:assumed-role/<role>/<session>`.
 * The role's path is not in it. Null when the text is no such ARN.
 */
export function roleArnOfAssumedRole(stsArn: string): AssumedRole | null {
	const match = ASSUMED_ROLE_ARN.exec(stsArn);
	const [, partition = "", account = "", roleName = "", sessionName = ""] = match ?? [];
	const accountId = parseAccountId(account);
	if (!accountId.ok || !isPartition(partition) || !parseRoleName(roleName).ok) return null;
	return { partition, accountId: accountId.value, roleName, sessionName };
}
const ASSUMED_ROLE_ARN =
	/^arn:([a-z-]+):sts::([0-9]{12}):assumed-role\/([A-Za-z0-9_+=,.@-]+)\/([A-Za-z0-9_+=,.@-]{2,64})$/;
const ASSUMED_ROLE_MESSAGE =
	"This is the ARN of a session, not of the role. Copy the role's own ARN from IAM; it has :role/ in it.";

export type ParsedPolicyArn = {
	readonly arn: string;
	readonly partition: Partition;
	/** Null: a policy that AWS owns. */
	readonly accountId: AccountId | null;
	readonly path: string;
	readonly policyName: string;
};

/**
 * Reads a managed policy's ARN, AWS's own ones included.
 *
 * @example parsePolicyArn("arn:aws:iam::aws:policy/job-function/ViewOnlyAccess")
 */
export function parsePolicyArn(text: string): Result<ParsedPolicyArn, ArnProblem> {
	const arn = parseIamArn(text);
	if (!arn.ok) return arn;
	const { partition, accountId, type, rest } = arn.value;
	if (type !== "policy") {
		return problem("wrong-resource", "This is not the ARN of a policy. A policy's ARN has :policy/ in it.");
	}
	const { path, name } = splitPath(rest);
	if (!PATH.test(path) || path.length > PATH_MAX_LENGTH) {
		return problem("path", "The path in this policy's ARN is not one that IAM makes.");
	}
	if (!ROLE_NAME.test(name) || name.length > POLICY_NAME_MAX_LENGTH) {
		return problem("name", "A policy's name has 1 to 128 of letters, digits and _ + = , . @ -.");
	}
	return ok({
		arn: `arn:${partition}:iam::${accountId ?? "aws"}:policy${path}${name}`,
		partition,
		accountId,
		path,
		policyName: name,
	});
}
const POLICY_NAME_MAX_LENGTH = 128;

/** Who calls AWS: what GetCallerIdentity and a policy's Principal can name. */
export type PrincipalArn =
	| { readonly kind: "root"; readonly partition: Partition; readonly accountId: AccountId }
	| (RoleParts & { readonly kind: "role" })
	| {
			readonly kind: "user";
			readonly partition: Partition;
			readonly accountId: AccountId;
			readonly path: string;
			readonly userName: string;
	  }
	| (AssumedRole & { readonly kind: "assumed-role" });

/**
 * Reads the ARN of an account's root, a user, a role or a role's session.
 *
 * @example parsePrincipalArn("arn:aws:iam::891928451355:root") // ok: { kind: "root", … }
 */
export function parsePrincipalArn(text: string): Result<PrincipalArn, ArnProblem> {
	const session = roleArnOfAssumedRole(clean(text));
	if (session !== null) return ok({ kind: "assumed-role", ...session });
	const arn = parseIamArn(text);
	if (!arn.ok) return arn;
	const { partition, accountId, type, rest } = arn.value;
	if (accountId === null) return problem("account-id", "A principal's ARN names an account with 12 digits.");
	if (type === "root" && rest === null) return ok({ kind: "root", partition, accountId });
	const { path, name } = splitPath(rest);
	const isNamed = PATH.test(path) && parseRoleName(name).ok;
	if (type === "role" && isNamed) return ok({ kind: "role", partition, accountId, path, roleName: name });
	if (type === "user" && isNamed) return ok({ kind: "user", partition, accountId, path, userName: name });
	return problem("wrong-resource", "This is not the ARN of an account's root, a user, a role or a session.");
}

type IamArn = {
	readonly partition: Partition;
	/** Null: AWS's own (`iam::aws:policy/…`). */
	readonly accountId: AccountId | null;
	readonly type: string;
	/** What follows the type, from its slash on; null when there is none (`root`). */
	readonly rest: string | null;
};

function parseIamArn(text: string): Result<IamArn, ArnProblem> {
	const cleaned = clean(text);
	if (cleaned === "") return problem("empty", "Enter the ARN.");
	const match = /^arn:([^:\s]*):([^:\s]*):([^:\s]*):([^:\s]*):([^/\s]+)(\/\S*)?$/.exec(cleaned);
	if (match === null) {
		return problem(
			"not-an-arn",
			"This is not an ARN. A role's ARN looks like arn:aws:iam::123456789012:role/Name.",
		);
	}
	const [, partition = "", service = "", region = "", account = "", type = "", rest] = match;
	if (!isPartition(partition)) {
		return problem("unknown-partition", `${JSON.stringify(partition)} is not a partition of AWS.`);
	}
	if (service === "sts" && type === "assumed-role") return problem("assumed-role", ASSUMED_ROLE_MESSAGE);
	if (service !== "iam" || region !== "") {
		return problem(
			"wrong-service",
			"This ARN does not belong to IAM. It begins with arn:aws:iam:: and no region.",
		);
	}
	if (account === "aws" && type === "policy") {
		return ok({ partition, accountId: null, type, rest: rest ?? null });
	}
	const accountId = /^[0-9]*$/.test(account) ? parseAccountId(account) : null;
	if (!accountId?.ok) return problem("account-id", "The account ID in this ARN does not have 12 digits.");
	return ok({ partition, accountId: accountId.value, type, rest: rest ?? null });
}

/** `/a/b/Name` → path `/a/b/` and name `Name`. */
function splitPath(rest: string | null): { readonly path: string; readonly name: string } {
	const text = rest ?? "";
	const end = text.lastIndexOf("/") + 1;
	return { path: text.slice(0, end), name: text.slice(end) };
}

function clean(text: string): string {
	return text.replace(PASTE_DECORATION, "");
}

function problem(
	kind: ArnProblem["kind"],
	message: string,
): { readonly ok: false; readonly failure: ArnProblem } {
	return failed({ kind, message });
}

/** Sound: called only with parts that the parsers of this file accepted. */
function brandRoleArn(text: string): RoleArn {
	return text as RoleArn;
}
