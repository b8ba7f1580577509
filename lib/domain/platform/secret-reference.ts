import type { JsonValue } from "../check.ts";
import { failed, ok, type Result } from "../result.ts";

export type SecretReferenceProblem = {
	readonly kind: "empty" | "a-secret" | "wrong-form";
	/** Never quotes what was typed: it may be a secret. */
	readonly message: string;
};

/** Where a Harness secret lies, and its identifier: bare ones lie where the connector does. */
const REFERENCE = /^(?:(?:account|org)\.)?[a-zA-Z_][0-9a-zA-Z_$]{0,127}$/;
/** AWS's secret keys have 40 characters of base64, without padding; a session token has hundreds. */
const KEY_LENGTH = 40;
const RUN = /[A-Za-z0-9/+]{40,}/g;
/** Whole ARNs and addresses: paths and versions in them happen to be as long. */
const NAME = /^(?:https?:\/\/[^/\s]+\.\S+|arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:(?:\d{12}|aws)?:\S+)$/;
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

/**
 * Whether the text could be a secret of AWS: a secret key, or a session token, whatever stands before or after it.
 * Rather too often than too seldom.
 *
 * @example isLikeSecret("aws_secret_access_key=wJalrXUtn…") // true
 */
export function isLikeSecret(text: string): boolean {
	const bare = text.trim();
	if (NAME.test(bare)) return false;
	return (bare.match(RUN) ?? []).some((run) => run.length === KEY_LENGTH || isRandom(run));
}

/** No digest, which has small letters alone, and no name, which has seldom a digit among capital letters. */
function isRandom(run: string): boolean {
	return /[a-z]/.test(run) && /[A-Z]/.test(run) && (run.length === KEY_LENGTH || /[0-9/+]/.test(run));
}

/** Identifiers that begin alike for longer than this are rare; a secret key has more characters. */
const MAX_SEARCH = 32;

/**
 * What of a typed reference Harness's names are searched for: the identifier's first 32 characters. Empty, which asks
 * for the first page, for what could not be a reference.
 *
 * @example secretSearch("account.aws_se") // "aws_se"
 */
export function secretSearch(typed: string): string {
	const reference = typed.trim();
	if (isLikeSecret(reference) || !REFERENCE.test(reference)) return "";
	return reference.replace(/^(?:account|org)\./, "").slice(0, MAX_SEARCH);
}

type Fields = Readonly<Record<string, JsonValue>>;

/** Fields that hold a secret's name or a key's ID, and nothing else: what is neither is not kept at all. */
const KEPT_WHERE_READ: Readonly<Record<string, (text: string) => Result<string, unknown>>> = {
	secretKeyRef: parseSecretReference,
	sessionTokenRef: parseSecretReference,
	accessKeyRef: parseSecretReference,
	accessKeyId: parseAccessKeyId,
};

/**
 * What was typed into a form, at any depth, without anything that could be a secret of AWS: unsaved typing is kept on
 * the server. Fields of a secret's name are left out unless they hold one; elsewhere only the secret goes.
 *
 * @example withoutSecrets({ secretKeyRef: "wJalrXUtn…", region: "us-east-1" }) // { region: "us-east-1" }
 */
export function withoutSecrets(values: Fields): Record<string, JsonValue> {
	const kept = Object.entries(values).flatMap(([field, value]) => {
		const read = Object.hasOwn(KEPT_WHERE_READ, field) ? KEPT_WHERE_READ[field] : undefined;
		const isNone = read !== undefined && value !== "" && !(typeof value === "string" && read(value).ok);
		return isNone ? [] : [[redacted(field), withoutSecret(value)] as const];
	});
	return Object.fromEntries(kept);
}

function withoutSecret(value: JsonValue): JsonValue {
	if (typeof value === "string") return redacted(value);
	if (typeof value !== "object" || value === null) return value;
	return isList(value) ? value.map(withoutSecret) : withoutSecrets(value);
}

function isList(value: readonly JsonValue[] | Fields): value is readonly JsonValue[] {
	return Array.isArray(value);
}

function redacted(text: string): string {
	return text.replace(/\S+/g, (word) =>
		NAME.test(word) ? word : word.replace(RUN, (run) => (isRandom(run) ? "" : run)),
	);
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
