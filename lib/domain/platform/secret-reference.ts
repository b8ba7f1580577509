import { failed, ok, type Result } from "../result.ts";

export type SecretReferenceProblem = {
	readonly kind: "empty" | "a-secret" | "wrong-form";
	/** Never quotes what was typed: it may be a secret. */
	readonly message: string;
};

/** Where a Harness secret lies, and its identifier: bare ones lie where the connector does. */
const REFERENCE = /^(?:(?:account|org)\.)?[a-zA-Z_][0-9a-zA-Z_$]{0,127}$/;
/** AWS's secret keys have 40 characters of base64, and no other mark in them. */
const SECRET_KEY = /^[A-Za-z0-9/+=]{40}$/;
const SECRET_KEY_INSIDE = /(?<![A-Za-z0-9/+=])[A-Za-z0-9/+=]{40}(?![A-Za-z0-9/+=])/g;
/** Session tokens are far longer than any reference: base64 that begins like this. */
const SESSION_TOKEN_INSIDE = /[A-Za-z0-9/+=]{100,}/g;
const ACCESS_KEY_ID = /^A[KS]IA[A-Z0-9]{12,124}$/;

/**
 * Reads the reference of a secret in Harness: `identifier`, `org.identifier` or `account.identifier`.
 * What could be an AWS secret key itself is refused, so that it is stored nowhere.
 *
 * @example parseSecretReference("account.aws_secret_key") // ok: "account.aws_secret_key"
 * @see https://developer.harness.io/docs/platform/secrets/add-use-text-secrets
 */
export function parseSecretReference(text: string): Result<string, SecretReferenceProblem> {
	const reference = text.trim();
	if (reference === "") return failed({ kind: "empty", message: "Choose a secret, or type its reference." });
	if (isLikeSecret(reference)) return failed({ kind: "a-secret", message: A_SECRET });
	if (!REFERENCE.test(reference)) {
		return failed({
			kind: "wrong-form",
			message: "A reference is the secret's identifier, with account. or org. before it where it lies there.",
		});
	}
	return ok(reference);
}

const A_SECRET =
	"This looks like a secret key itself, and was not kept. Store it as a secret in Harness and name that here.";

/** Whether the text could be a secret of AWS: a secret key, or a session token. Rather too often than too seldom. */
export function isLikeSecret(text: string): boolean {
	const bare = text.trim().replace(/^(?:account|org)\./, "");
	// Path and name of a role may happen to be as long.
	if (bare.startsWith("arn:")) return false;
	return SECRET_KEY.test(bare) || replacedSecrets(bare) !== bare;
}

/**
 * What was typed into a form, without anything that could be a secret of AWS: unsaved typing is kept on the server.
 *
 * @example withoutSecrets({ secretKeyRef: "wJalrXUtn…" }) // { secretKeyRef: "" }
 */
export function withoutSecrets<Value>(
	values: Readonly<Record<string, Value>>,
): Record<string, Value | string> {
	return Object.fromEntries(
		Object.entries(values).map(([field, value]) => [
			field,
			typeof value === "string" && isLikeSecret(value) ? "" : value,
		]),
	);
}

function replacedSecrets(text: string): string {
	return text.replace(SECRET_KEY_INSIDE, "").replace(SESSION_TOKEN_INSIDE, "");
}

/**
 * Reads the ID of an access key, which is no secret: `AKIA…` of a user, `ASIA…` of a session.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
 */
export function parseAccessKeyId(text: string): Result<string, SecretReferenceProblem> {
	const id = text.trim();
	if (id === "") return failed({ kind: "empty", message: "Enter the access key ID." });
	if (isLikeSecret(id)) return failed({ kind: "a-secret", message: A_SECRET });
	if (ACCESS_KEY_ID.test(id)) return ok(id);
	return failed({
		kind: "wrong-form",
		message: "An access key ID begins with AKIA or ASIA and has only capital letters and digits.",
	});
}

/** Keys of a session work only together with its token. */
export function needsSessionToken(accessKeyId: string): boolean {
	return accessKeyId.startsWith("ASIA");
}
