import { parsePrincipalArn } from "../arn.ts";
import { type ConditionClause, readPolicyDocument, type Statement } from "../policy-document.ts";
import type { StatementRef } from "../trust-policy.ts";

export type TrustedPrincipal = {
	readonly kind:
		| "anyone"
		| "account"
		| "user"
		| "role"
		| "session"
		| "service"
		| "federated"
		| "deleted"
		| "everyone-except"
		| "other";
	/** As the policy writes it. */
	readonly principal: string;
	readonly accountId: string | null;
	readonly actions: readonly string[];
	/** All of them must hold. Empty: nothing else is asked of this principal. */
	readonly needs: readonly ConditionClause[];
	readonly statement: StatementRef;
	/** Some statement denies; it may take away what this one gives. */
	readonly mayBeDenied: boolean;
};

/**
 * Every principal that the policy's allow statements let in, with what each needs. Sessions by SAML
 * and web identity are listed too. Null when the policy cannot be read.
 */
export function whoCanAssume(policy: unknown): readonly TrustedPrincipal[] | null {
	const document = readPolicyDocument(policy);
	if (document === null || document.unreadable.length > 0) return null;
	const mayBeDenied = document.statements.some((statement) => statement.effect === "Deny");
	return document.statements
		.filter((statement) => statement.effect === "Allow" && speaksOfAssuming(statement))
		.flatMap((statement) =>
			principalsOf(statement).map((principal) => ({
				...principal,
				actions: statement.actions ?? (statement.notActions ?? []).map((action) => `not ${action}`),
				needs: statement.conditions,
				statement: { index: statement.index, sid: statement.sid },
				mayBeDenied,
			})),
		);
}

/** Tagging a session or naming its source gives nobody the role. */
function speaksOfAssuming({ actions }: Statement): boolean {
	return actions === null || actions.some((action) => /^(\*|sts:(\*|\?|a))/i.test(action));
}

type Named = Pick<TrustedPrincipal, "kind" | "principal" | "accountId">;

function principalsOf(statement: Statement): readonly Named[] {
	if (statement.hasNotPrincipal || statement.principal === null) {
		return [{ kind: "everyone-except", principal: "NotPrincipal", accountId: null }];
	}
	if (statement.principal === "*") return [{ kind: "anyone", principal: "*", accountId: null }];
	return Object.entries(statement.principal).flatMap(([kind, names]) =>
		names.map((name) => nameOne(kind, name)),
	);
}

function nameOne(kind: string, principal: string): Named {
	if (kind === "Service") return { kind: "service", principal, accountId: null };
	if (kind === "Federated") return { kind: "federated", principal, accountId: null };
	if (kind !== "AWS") return { kind: "other", principal, accountId: null };
	if (principal === "*") return { kind: "anyone", principal, accountId: null };
	if (/^[0-9]{12}$/.test(principal)) return { kind: "account", principal, accountId: principal };
	if (/^A[A-Z]{3}[A-Z0-9]{12,}$/.test(principal)) return { kind: "deleted", principal, accountId: null };
	const parsed = parsePrincipalArn(principal);
	if (!parsed.ok) return { kind: "other", principal, accountId: null };
	const kinds = { root: "account", user: "user", role: "role", "assumed-role": "session" } as const;
	return { kind: kinds[parsed.value.kind], principal, accountId: parsed.value.accountId };
}
