import type { TrustedPrincipal } from "#lib/domain/trust-policy/who-can-assume.ts";

/** Whom a trust policy lets in, in words. */
export const PRINCIPAL_KINDS = {
	anyone: "Anybody in AWS",
	account: "An AWS account",
	user: "An IAM user",
	role: "An IAM role",
	session: "A role session",
	service: "An AWS service",
	federated: "An identity provider",
	deleted: "A deleted user or role",
	"everyone-except": "Everybody but those named",
	other: "Somebody else",
} as const satisfies Record<TrustedPrincipal["kind"], string>;

/** The same for a kind that was stored; one that is not known any more is somebody else. */
export function principalWords(kind: string): string {
	const words: Readonly<Record<string, string>> = PRINCIPAL_KINDS;
	return Object.hasOwn(words, kind) ? (words[kind] ?? PRINCIPAL_KINDS.other) : PRINCIPAL_KINDS.other;
}
