import * as z from "zod/mini";
import { ROLES } from "#lib/domain/access.ts";
import { parseOutgoingUrl } from "#lib/domain/outgoing-url.ts";
import { failed, ok } from "#lib/domain/result.ts";
import type { GroupMapping } from "#lib/domain/single-sign-on.ts";
import { parsed } from "./parsed.ts";

const text = (maxLength: number) => z.string().check(z.trim(), z.maxLength(maxLength, "This is too long."));
const MAX_MAPPINGS = 100;

/** As people copy it: the address of the provider's document is cut back to the issuer. */
function parseIssuer(typed: string) {
	const url = parseOutgoingUrl(typed.trim().replace(/\/\.well-known\/openid-configuration$/, ""));
	if (!url.ok) return failed({ message: "Enter the issuer's URL, for example https://login.example.com." });
	if (url.value.search !== "") return failed({ message: "An issuer has no ? in it." });
	const { href, pathname } = url.value;
	return ok(pathname === "/" && !typed.trim().endsWith("/") ? href.slice(0, -1) : href);
}

function parseScopes(typed: string) {
	const scopes = [...new Set(["openid", ...typed.split(/[\s,]+/).filter(Boolean)])];
	const wrong = scopes.find((scope) => !/^[\x21\x23-\x5b\x5d-\x7e]{1,100}$/.test(scope));
	return wrong === undefined ? ok(scopes.join(" ")) : failed({ message: `${wrong} is no scope.` });
}

type Tag = { readonly key: string; readonly value: string };

/** `team=data, env=prod` → tags; what is not written so has an empty key. */
function readTags(typed: string): readonly Tag[] {
	const parts = typed.split(",").map((part) => part.trim());
	return parts.filter(Boolean).map((part) => {
		const at = part.indexOf("=");
		return at < 1
			? { key: "", value: "" }
			: { key: part.slice(0, at).trim(), value: part.slice(at + 1).trim() };
	});
}

/** Tags as the form writes them; readTags() reads them back. */
export function tagLine(tags: readonly Tag[]): string {
	return tags.map(({ key, value }) => `${key}=${value}`).join(", ");
}

function parseTags(typed: string) {
	const tags = readTags(typed);
	if (tags.some(({ key, value }) => key === "" || key.length > 128 || value.length > 256))
		return failed({ message: "Write each tag as key=value, with commas between, for example team=data." });
	return ok(tagLine(tags));
}

const MappingSchema = z.object({
	group: text(256).check(z.minLength(1, "Enter the group as the provider writes it.")),
	role: z.enum(ROLES),
	/** Empty: every connector. */
	tags: parsed(parseTags, 2_000),
});

/** The provider as it is typed. An empty secret keeps the stored one. */
export const SignInSchema = z.object({
	isEnabled: z.boolean(),
	issuer: parsed(parseIssuer),
	clientId: text(256).check(z.minLength(1, "Enter the client ID.")),
	clientSecret: text(1_024),
	/** The provider knows us by PKCE alone. */
	isPublicClient: z.boolean(),
	scopes: parsed(parseScopes, 500),
	groupsClaim: text(200).check(z.minLength(1, "Enter the claim's name, for example groups.")),
	buttonLabel: text(60),
	defaultRole: z.enum(["none", ...ROLES]),
	mappings: z.array(MappingSchema).check(z.maxLength(MAX_MAPPINGS, `At most ${MAX_MAPPINGS} groups.`)),
});
export type SignInInput = z.output<typeof SignInSchema>;

/** What the typed groups give. An administrator is never limited. */
export function typedAccessRules({ mappings, defaultRole }: Pick<SignInInput, "mappings" | "defaultRole">) {
	return {
		defaultRole: defaultRole === "none" ? null : defaultRole,
		mappings: mappings.map(({ group, role, tags }): GroupMapping => {
			const scope = { harnessAccountRefs: [], tags: role === "administrator" ? [] : readTags(tags) };
			return { group, role, scope };
		}),
	};
}

const VersionShape = { version: z.int().check(z.nonnegative()) };
export const SaveProviderSchema = z.strictObject({ ...VersionShape, signIn: SignInSchema });
export const SsoOnlySchema = z.strictObject({
	...VersionShape,
	isSsoOnly: z.boolean(),
	breakGlassPersonId: z.nullable(z.string().check(z.regex(/^[\w-]{1,64}$/))),
});
export const SsoOnlyFormSchema = z.object({ breakGlassPersonId: z.string() });
