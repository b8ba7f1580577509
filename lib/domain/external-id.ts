import type { AccountId } from "./account-id.ts";
import { parseAccountId } from "./account-id.ts";
import { failed, ok, type Result } from "./result.ts";

declare const externalIdBrand: unique symbol;

/** What AssumeRole passes as `ExternalId`. Comes only out of this file. */
export type ExternalId = string & { readonly [externalIdBrand]: true };

export type ExternalIdProblem = {
	readonly kind: "too-short" | "too-long" | "wrong-characters";
	readonly message: string;
};

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
const EXTERNAL_ID_MIN_LENGTH = 2;
const EXTERNAL_ID_MAX_LENGTH = 1224;
const EXTERNAL_ID_CHARACTERS = /^[A-Za-z0-9_+=,.@:/-]*$/;

/**
 * Reads any external ID by AWS's rules: 2 to 1,224 of letters, digits and `_+=,.@:/-`.
 * Nothing is trimmed: a space that was pasted along is a mistake that AWS would refuse too.
 */
export function parseExternalId(text: string): Result<ExternalId, ExternalIdProblem> {
	if (!EXTERNAL_ID_CHARACTERS.test(text)) {
		return failed({
			kind: "wrong-characters",
			message: "An external ID has only letters, digits and the characters _ + = , . @ : / and -.",
		});
	}
	if (text.length < EXTERNAL_ID_MIN_LENGTH) {
		return failed({ kind: "too-short", message: "An external ID has at least 2 characters." });
	}
	if (text.length > EXTERNAL_ID_MAX_LENGTH) {
		return failed({ kind: "too-long", message: "An external ID has at most 1,224 characters." });
	}
	return ok(brandExternalId(text));
}

/** A Harness account id, e.g. `EfOfrUbHTtupeZjUqxlHBg`: letters, digits, `_` and `-`. */
const HARNESS_ACCOUNT_ID = /^[A-Za-z0-9_-]{1,128}$/;
const HARNESS_EXTERNAL_ID = /^harness:([0-9]{12}):([A-Za-z0-9_-]{1,128})$/;

/** Whether the text can stand as the last part of Harness's external ID. */
export function isHarnessAccountId(text: string): boolean {
	return HARNESS_ACCOUNT_ID.test(text);
}

/**
 * The external ID that Harness derives: `harness:<its AWS account>:<Harness account id>`.
 * It is text all the way, so a leading zero stays. Throws a RangeError when the Harness account id
 * is not one (`isHarnessAccountId`): settings are checked before they are stored.
 *
 * @example harnessExternalId(accountId, "EfOfrUbHTtupeZjUqxlHBg") // "harness:891928451355:EfOfrUbHTtupeZjUqxlHBg"
 */
export function harnessExternalId(harnessAwsAccountId: AccountId, harnessAccountId: string): ExternalId {
	if (!isHarnessAccountId(harnessAccountId)) throw new RangeError("not a Harness account id");
	return brandExternalId(`harness:${harnessAwsAccountId}:${harnessAccountId}`);
}

export type HarnessExternalIdParts = {
	readonly harnessAwsAccountId: AccountId;
	readonly harnessAccountId: string;
};

/** The parts of Harness's external ID; null when the text is not in that form. */
export function parseHarnessExternalId(text: string): HarnessExternalIdParts | null {
	const match = HARNESS_EXTERNAL_ID.exec(text);
	const account = parseAccountId(match?.[1] ?? "");
	if (!account.ok) return null;
	return { harnessAwsAccountId: account.value, harnessAccountId: match?.[2] ?? "" };
}

/** Every external ID that this server makes begins with it. */
export const VERIFIER_EXTERNAL_ID_PREFIX = "rb-";
/** Crockford's base 32 in lower case: no i, l, o or u, so nothing is misread. */
const UNAMBIGUOUS = "0123456789abcdefghjkmnpqrstvwxyz";
const VERIFIER_MIN_BYTES = 16;

/**
 * Our own external ID for one connector: `rb-` and the bytes in base 32. Give at least 16 random
 * bytes (128 bits; 20 fill every character). Throws a RangeError for fewer.
 *
 * @example verifierExternalId(ctx.randomBytes(20)) // "rb-" and 32 characters
 */
export function verifierExternalId(bytes: Uint8Array): ExternalId {
	if (bytes.length < VERIFIER_MIN_BYTES) throw new RangeError("an external ID needs at least 16 bytes");
	return brandExternalId(VERIFIER_EXTERNAL_ID_PREFIX + base32(bytes));
}

/**
 * An account's own external ID in a rollout: one stack set gives every account the same parameters, so the template
 * itself appends the account's ID (parameter `ExternalIdPerAccount`).
 *
 * @example accountExternalId(rollout.verifierExternalId, accountId) // "rb-…-123456789012"
 */
export function accountExternalId(rolloutExternalId: ExternalId, accountId: AccountId): ExternalId {
	return brandExternalId(`${rolloutExternalId}-${accountId}`);
}

function base32(bytes: Uint8Array): string {
	let text = "";
	let buffer = 0;
	let bits = 0;
	for (const byte of bytes) {
		buffer = (buffer << 8) | byte;
		bits += 8;
		while (bits >= 5) {
			bits -= 5;
			text += UNAMBIGUOUS.charAt((buffer >> bits) & 31);
		}
		buffer &= (1 << bits) - 1;
	}
	return bits > 0 ? text + UNAMBIGUOUS.charAt((buffer << (5 - bits)) & 31) : text;
}

export type NearMissKind =
	| "last-character"
	| "case"
	| "suffix"
	/** Another tenant of the same vendor: what `StringLike harness:…:*` lets in. */
	| "other-tenant"
	/** Harness's older form without its AWS account. */
	| "two-part"
	/** Another connector's ID: what `StringLike rb-*` lets in. */
	| "other-connector"
	/** The random part alone: what `StringLike *…` lets in. */
	| "without-prefix";
export type NearMiss = { readonly kind: NearMissKind; readonly externalId: ExternalId };

/**
 * External IDs that a correct role refuses and a careless one lets in. Same answer for the same
 * id; each is a valid AWS external ID, no two are alike and none equals `id`.
 */
export function nearMisses(id: ExternalId): readonly NearMiss[] {
	const candidates: readonly (readonly [NearMissKind, string | null])[] = [
		["last-character", id.slice(0, -1) + otherCharacter(id.slice(-1))],
		["case", withOtherCase(id)],
		["suffix", `${id}0`],
		...formMisses(id),
	];
	const seen = new Set<string>([id]);
	const misses: NearMiss[] = [];
	for (const [kind, text] of candidates) {
		const parsed = text === null || seen.has(text) ? null : parseExternalId(text);
		if (!parsed?.ok) continue;
		seen.add(parsed.value);
		misses.push({ kind, externalId: parsed.value });
	}
	return misses;
}

function formMisses(id: ExternalId): readonly (readonly [NearMissKind, string])[] {
	const harness = parseHarnessExternalId(id);
	if (harness !== null) {
		const { harnessAwsAccountId, harnessAccountId } = harness;
		return [
			["other-tenant", `harness:${harnessAwsAccountId}:${otherText(harnessAccountId)}`],
			["two-part", `harness:${harnessAccountId}`],
		];
	}
	if (id.startsWith(VERIFIER_EXTERNAL_ID_PREFIX)) {
		const rest = id.slice(VERIFIER_EXTERNAL_ID_PREFIX.length);
		return [
			["other-connector", VERIFIER_EXTERNAL_ID_PREFIX + otherText(rest)],
			["without-prefix", rest],
		];
	}
	return [];
}

/** Same length and kind of characters, every letter and digit another. */
function otherText(text: string): string {
	return Array.from(text, otherCharacter).join("");
}

function otherCharacter(character: string): string {
	if (character >= "0" && character <= "9") return String((Number(character) + 7) % 10);
	if (character >= "a" && character <= "z") return character === "q" ? "r" : "q";
	if (character >= "A" && character <= "Z") return character === "Q" ? "R" : "Q";
	return character === "-" ? "_" : "-";
}

/** The case of the last letter changed; null when there is no letter. */
function withOtherCase(id: string): string | null {
	for (let index = id.length - 1; index >= 0; index--) {
		const letter = id.charAt(index);
		const other = letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase();
		if (other !== letter) return id.slice(0, index) + other + id.slice(index + 1);
	}
	return null;
}

/** Sound: called only with text of AWS's external-ID characters and length. */
function brandExternalId(text: string): ExternalId {
	return text as ExternalId;
}
