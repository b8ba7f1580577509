// An API key is `rb_<id>_<secret>`: the id finds it, the secret proves it, and the beginning tells secret scanners
// what they have found.
import { isUnlimited, ROLES, type Role, type Scope } from "./access.ts";

const API_KEY = /^rb_([a-z0-9]{20})_[A-Za-z0-9_-]{43}$/;
/** So many characters of a key are shown again: enough to tell keys apart, none of the secret. */
const SHOWN = 9;

/** The longest that a key may be accepted for. */
export const API_KEY_MAX_DAYS = 365;

/**
 * A key as it is shown once. `secret`: 32 random bytes as base64url without padding.
 *
 * @example formatApiKey({ id: "k3f6qmz2w7xy5abcdefg", secret }) // "rb_k3f6qmz2w7xy5abcdefg_…"
 */
export function formatApiKey({ id, secret }: { readonly id: string; readonly secret: string }): string {
	return `rb_${id}_${secret}`;
}

/** The id of what looks like a key; null: it is none, and nobody need be asked. */
export function apiKeyId(text: string): string | null {
	return API_KEY.exec(text)?.[1] ?? null;
}

/**
 * What a list shows of a key.
 *
 * @example apiKeyPrefix("rb_k3f6qmz2w7xy5abcdefg_…") // "rb_k3f6qm"
 */
export function apiKeyPrefix(key: string): string {
	return key.slice(0, SHOWN);
}

/**
 * The key of an `Authorization` header; null: the header bears none. The scheme's case does not matter.
 *
 * @example bearerOf("Bearer rb_k3f…") // "rb_k3f…"
 * @see https://www.rfc-editor.org/rfc/rfc6750#section-2.1
 */
export function bearerOf(authorization: string | null): string | null {
	return /^bearer +([A-Za-z0-9._~+/=-]{1,200})$/i.exec(authorization ?? "")?.[1] ?? null;
}

/** The lesser of two roles: a key may never do more than its maker. */
export function lesserRole(a: Role, b: Role): Role {
	return ROLES.find((role) => role === a || role === b) ?? "viewer";
}

/**
 * Whether everything within `inner` is within `outer` too.
 *
 * @example isScopeWithin({ harnessAccountRefs: [], tags: [{ key: "team", value: "data" }] }, EVERYWHERE) // true
 */
export function isScopeWithin(inner: Scope, outer: Scope): boolean {
	if (isUnlimited(outer)) return true;
	const areRefsWithin =
		outer.harnessAccountRefs.length === 0 ||
		(inner.harnessAccountRefs.length > 0 &&
			inner.harnessAccountRefs.every((ref) => outer.harnessAccountRefs.includes(ref)));
	const isKnown = ({ key, value }: Scope["tags"][number]) =>
		outer.tags.some((tag) => tag.key === key && tag.value === value);
	return areRefsWithin && (outer.tags.length === 0 || (inner.tags.length > 0 && inner.tags.every(isKnown)));
}
