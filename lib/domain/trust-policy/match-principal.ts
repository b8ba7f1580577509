import { type PrincipalArn, parsePrincipalArn } from "../arn.ts";
import type { Statement } from "../policy-document.ts";
import { anyOf, type Tristate } from "./tristate.ts";

const ACCOUNT_ID = /^[0-9]{12}$/;
/** IAM shows a deleted principal as its former unique id, which nobody can be again. */
const UNIQUE_ID = /^A[A-Z]{3}[A-Z0-9]{12,}$/;
/** Kinds of principals that no AWS account's user or role can be. */
const OTHER_KINDS = new Set(["Service", "Federated", "CanonicalUser"]);

/**
 * The AWS account of a principal as a trust policy names it; null: none is named.
 *
 * @example accountOfPrincipal("arn:aws:iam::123456789012:root") // "123456789012"
 */
export function accountOfPrincipal(name: string): string | null {
	if (ACCOUNT_ID.test(name)) return name;
	const parsed = name.startsWith("arn:") ? parsePrincipalArn(name) : null;
	return parsed?.ok ? parsed.value.accountId : null;
}

/** Whether a statement's Principal element covers the caller. */
export function matchPrincipal(statement: Statement, caller: PrincipalArn): Tristate {
	if (statement.hasNotPrincipal || statement.principal === null) return null;
	if (statement.principal === "*") return true;
	return anyOf(
		Object.entries(statement.principal).flatMap(([kind, names]) => {
			if (kind === "AWS") return names.map((name) => matchAwsPrincipal(name, caller));
			return OTHER_KINDS.has(kind) ? [false] : [null];
		}),
	);
}

function matchAwsPrincipal(name: string, caller: PrincipalArn): Tristate {
	if (name === "*") return true;
	if (ACCOUNT_ID.test(name)) return name === caller.accountId;
	if (UNIQUE_ID.test(name)) return false;
	if (/^arn:[a-z-]+:sts::[0-9]{12}:federated-user\//.test(name)) return false;
	const parsed = name.startsWith("arn:") ? parsePrincipalArn(name) : null;
	if (!parsed?.ok) return null;
	const wanted = parsed.value;
	if (wanted.partition !== caller.partition || wanted.accountId !== caller.accountId) return false;
	return matchInAccount(wanted, caller);
}

function matchInAccount(wanted: PrincipalArn, caller: PrincipalArn): Tristate {
	switch (wanted.kind) {
		case "root":
			return true;
		case "user":
			return caller.kind === "user" && caller.userName === wanted.userName && caller.path === wanted.path;
		case "role":
			if (caller.kind === "assumed-role") return caller.roleName === wanted.roleName;
			return caller.kind === "role" && caller.roleName === wanted.roleName && caller.path === wanted.path;
		case "assumed-role":
			if (caller.kind === "role") return caller.roleName === wanted.roleName ? null : false;
			return (
				caller.kind === "assumed-role" &&
				caller.roleName === wanted.roleName &&
				caller.sessionName === wanted.sessionName
			);
		default:
			return wanted satisfies never;
	}
}
