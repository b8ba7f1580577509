import type { ConditionClause } from "../policy-document.ts";
import { matchesWildcard } from "../wildcard.ts";
import type { TrustedPrincipal } from "./who-can-assume.ts";

/**
 * `limited`: the entry says for whom the token is and whose it is. `wide`: one of the two is missing, so more of the
 * provider's people get in than need to. `open`: anybody can come by such a token. `unknown`: the text does not tell.
 */
export type FederatedStanding = "limited" | "wide" | "open" | "unknown";
type FederatedEntry = { readonly principal: string; readonly standing: FederatedStanding };

/**
 * How far the entries for identity providers are limited. Of a provider that everybody can sign in to, an entry that
 * does not say whose tokens it takes is open to all the world.
 *
 * @example judgeFederated(whoCanAssume(policy) ?? []) // [{ principal: "accounts.google.com", standing: "open" }]
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
 * @see https://docs.github.com/en/actions/concepts/security/openid-connect
 */
export function judgeFederated(trusted: readonly TrustedPrincipal[]): readonly FederatedEntry[] {
	return trusted.flatMap((entry) => {
		const { kind, principal, mayBeDenied } = entry;
		if (kind !== "federated") return [];
		const standing = standingOf(entry);
		if (standing === null) return [];
		return { principal, standing: standing === "open" && mayBeDenied ? "unknown" : standing };
	});
}

/** Null: a session of this provider has no such action. */
function standingOf({ principal, actions, needs }: TrustedPrincipal): FederatedStanding | null {
	const [, provider = ""] = principal.split(":saml-provider/");
	if (provider !== "") return allows(actions, "sts:assumerolewithsaml") ? samlStanding(needs) : null;
	if (!allows(actions, "sts:assumerolewithwebidentity")) return null;
	if (principal.includes("*")) return needs.length === 0 ? "open" : "unknown";
	const issuer = (principal.split(":oidc-provider/")[1] ?? principal).toLowerCase();
	const profile = PROFILES.find(({ issuers }) => issuers.test(issuer));
	const limits = (name: string, isEnough?: RegExp) => limitOn(needs, `${issuer}:${name}`, isEnough);
	if (profile === undefined)
		return limits("aud", EXACT) === "set" && limits("sub", EXACT) === "set" ? "limited" : "unknown";
	const { whose, others } = profile;
	const rest = others.map(({ key, isEnough }) => limits(key, isEnough));
	if (whose !== null) {
		const limit = limits(whose.key, whose.isEnough);
		const known = [whose, ...others].map(({ key }) => `${issuer}:${key}`);
		const isOtherwise = needs.some(({ key }) => !known.includes(key.toLowerCase()));
		if (limit !== "set") return limit === "unclear" || isOtherwise ? "unknown" : "open";
	}
	if (rest.includes("none")) return "wide";
	return rest.includes("unclear") ? "unknown" : "limited";
}

/** A SAML provider is the account's own: whom it lets in is its administrators' matter. */
function samlStanding(needs: readonly ConditionClause[]): FederatedStanding {
	const limit = limitOn(needs, "saml:aud");
	if (limit === "set") return "limited";
	return limit === "none" ? "wide" : "unknown";
}

function allows(actions: readonly string[], action: string): boolean {
	return actions.some(
		(pattern) => pattern.startsWith("not ") || matchesWildcard(pattern.toLowerCase(), action),
	);
}

type Limit = { readonly key: string; readonly isEnough?: RegExp };
type Profile = {
	readonly issuers: RegExp;
	/** What tells one customer of the provider from another; null: the issuer's own address does. */
	readonly whose: Limit | null;
	readonly others: readonly Limit[];
};

/** Of a pattern the part before its first wildcard counts. Such a one begins with an owner: `repo:octo-org/`. */
const OWNER = /^[a-z_]+:[^*?:/]+(?:[:/]|$)/i;
const SERVICE_ACCOUNT = /^system:serviceaccount:[^*?:]+/;
const EXACT = /^[^*?]+$/;

const PROFILES: readonly Profile[] = [
	{
		issuers:
			/^(?:token\.actions\.githubusercontent\.com|gitlab\.com|app\.terraform\.io|agent\.buildkite\.com)$/,
		whose: { key: "sub", isEnough: OWNER },
		others: [{ key: "aud" }],
	},
	{ issuers: /^accounts\.google\.com$/, whose: { key: "aud" }, others: [{ key: "sub" }] },
	{ issuers: /^cognito-identity\.amazonaws\.com$/, whose: { key: "aud" }, others: [{ key: "amr" }] },
	{ issuers: /^www\.amazon\.com$/, whose: { key: "app_id" }, others: [{ key: "user_id" }] },
	{ issuers: /^graph\.facebook\.com$/, whose: { key: "app_id" }, others: [{ key: "id" }] },
	// Harness's tokens name the Harness account in their issuer: no other account's fit.
	{ issuers: /^[^/]+\/ng\/api\/oidc\/account\/[^/]+$/, whose: null, others: [{ key: "aud" }] },
	{
		issuers: /^oidc[.-]eks\.[^/]+\/id\/[^/]+$/,
		whose: null,
		others: [{ key: "aud" }, { key: "sub", isEnough: SERVICE_ACCOUNT }],
	},
];

const PLAIN = /^(?:ForAnyValue:)?String(?:Equals|EqualsIgnoreCase|Like)$/;

/** `unclear`: something is asked of the key, in a way that may be met without it or is not understood here. */
function limitOn(
	needs: readonly ConditionClause[],
	wanted: string,
	isEnough = /^[^*?]/,
): "set" | "none" | "unclear" {
	const clauses = needs.filter(({ key }) => key.toLowerCase() === wanted);
	if (clauses.length === 0) return "none";
	const plain = clauses.filter(({ operator, values }) => PLAIN.test(operator) && !values.some(hasVariable));
	// Only of a pattern a star stands for anything.
	const isSet = plain.some(
		({ operator, values }) =>
			values.length > 0 && values.every((value) => isPlainText(operator, value) || isEnough.test(value)),
	);
	if (isSet) return "set";
	return plain.length === clauses.length ? "none" : "unclear";
}

function isPlainText(operator: string, value: string): boolean {
	return value !== "" && (!operator.endsWith("Like") || EXACT.test(value));
}

function hasVariable(value: string): boolean {
	return value.includes("${");
}
