import { describe, expect, test } from "vitest";
import { judgeFederated } from "./judge-federated.ts";
import { whoCanAssume } from "./who-can-assume.ts";

const GITHUB = "token.actions.githubusercontent.com";
const HARNESS = "app.harness.io/ng/api/oidc/account/EfOfrUbHTtupeZjUqxlHBg";
const EKS = "oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE";
const OWN = "login.acme.example";
const provider = (issuer: string) => `arn:aws:iam::111122223333:oidc-provider/${issuer}`;

type Condition = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
type Given = { readonly action?: string; readonly more?: readonly object[] };

function standing(principal: string, condition: Condition = {}, { action, more = [] }: Given = {}) {
	const entry = {
		...{ Effect: "Allow", Principal: { Federated: principal } },
		...{ Action: action ?? "sts:AssumeRoleWithWebIdentity", Condition: condition },
	};
	const trusted = whoCanAssume({ Version: "2012-10-17", Statement: [entry, ...more] });
	return judgeFederated(trusted ?? []).map((found) => found.standing);
}
const equals = (values: Readonly<Record<string, string>>) => ({ StringEquals: values });
const AUD = { [`${GITHUB}:aud`]: "sts.amazonaws.com" };
const sub = (pattern: string) => ({ ...equals(AUD), StringLike: { [`${GITHUB}:sub`]: pattern } });

describe("an entry for a provider that everybody can sign in to", () => {
	test.each<readonly [string, string, Condition, string]>([
		["GitHub's, for nobody in particular", provider(GITHUB), {}, "open"],
		["GitHub's, by the audience that all use", provider(GITHUB), equals(AUD), "open"],
		["GitHub's, of any repository", provider(GITHUB), sub("*"), "open"],
		["GitHub's, of any repository by name", provider(GITHUB), sub("repo:*"), "open"],
		["GitHub's, of any owner's repository", provider(GITHUB), sub("repo:*/deploy:*"), "open"],
		["GitHub's, of one owner", provider(GITHUB), sub("repo:acme/*"), "limited"],
		[
			"GitHub's, of one owner by its key in capitals",
			provider(GITHUB),
			{ ...equals(AUD), StringLike: { [`${GITHUB.toUpperCase()}:SUB`]: "repo:acme/*" } },
			"limited",
		],
		["GitHub's, of an owner whose name begins so", provider(GITHUB), sub("repo:acme*"), "open"],
		[
			"GitHub's, of one or of anybody",
			provider(GITHUB),
			{ StringLike: { [`${GITHUB}:sub`]: ["repo:acme/a:*", "*"] } },
			"open",
		],
		[
			"GitHub's, of one owner, for whatever audience",
			provider(GITHUB),
			{ StringLike: { [`${GITHUB}:sub`]: "repo:acme/*" } },
			"wide",
		],
		[
			"GitHub's, of everybody but one",
			provider(GITHUB),
			{ StringNotEquals: { [`${GITHUB}:sub`]: "repo:acme/a" } },
			"unknown",
		],
		[
			"GitHub's, by another claim",
			provider(GITHUB),
			equals({ ...AUD, [`${GITHUB}:repository`]: "acme/a" }),
			"unknown",
		],
		["Google's, for any application", "accounts.google.com", {}, "open"],
		[
			"Google's, of one application",
			"accounts.google.com",
			equals({ "accounts.google.com:aud": "a" }),
			"wide",
		],
		["Cognito's, of any pool", "cognito-identity.amazonaws.com", {}, "open"],
		[
			"Cognito's, of one pool",
			"cognito-identity.amazonaws.com",
			equals({ "cognito-identity.amazonaws.com:aud": "eu-west-1:1" }),
			"wide",
		],
		[
			"Cognito's, of one pool's signed in",
			"cognito-identity.amazonaws.com",
			{
				...equals({ "cognito-identity.amazonaws.com:aud": "eu-west-1:1" }),
				"ForAnyValue:StringLike": { "cognito-identity.amazonaws.com:amr": "authenticated" },
			},
			"limited",
		],
		["Facebook's, of any application", "graph.facebook.com", {}, "open"],
		["every provider's", "*", {}, "open"],
	])("%s", (_, principal, condition, expected) => {
		expect(standing(principal, condition)).toEqual([expected]);
	});

	test("is not called open where something else denies", () => {
		const denial = { Effect: "Deny", Principal: "*", Action: "sts:*", Condition: { Bool: { a: "true" } } };
		expect(standing(provider(GITHUB), {}, { more: [denial] })).toEqual(["unknown"]);
	});

	test("is none where its sessions have no such action", () => {
		expect(standing(provider(GITHUB), {}, { action: "sts:AssumeRole" })).toEqual([]);
		expect(standing(provider(GITHUB), {}, { action: "sts:*" })).toEqual(["open"]);
	});
});

describe("an entry for a provider of one's own", () => {
	test.each<readonly [string, string, Condition, string]>([
		[
			"Harness's, as it is documented",
			HARNESS,
			equals({ [`${HARNESS}:aud`]: "sts.amazonaws.com" }),
			"limited",
		],
		["Harness's, for whatever audience", HARNESS, {}, "wide"],
		[
			"a cluster's, of one service account",
			EKS,
			equals({
				[`${EKS}:aud`]: "sts.amazonaws.com",
				[`${EKS}:sub`]: "system:serviceaccount:harness:delegate",
			}),
			"limited",
		],
		[
			"a cluster's, of any service account",
			EKS,
			{
				...equals({ [`${EKS}:aud`]: "sts.amazonaws.com" }),
				StringLike: { [`${EKS}:sub`]: "system:serviceaccount:*" },
			},
			"wide",
		],
		[
			"one that is not known, of one subject",
			OWN,
			equals({ [`${OWN}:aud`]: "a", [`${OWN}:sub`]: "b" }),
			"limited",
		],
		[
			"one that is not known, of a pattern",
			OWN,
			{ ...equals({ [`${OWN}:aud`]: "a" }), StringLike: { [`${OWN}:sub`]: "b*" } },
			"unknown",
		],
		["one that is not known, of nobody in particular", OWN, {}, "unknown"],
	])("%s", (_, issuer, condition, expected) => {
		expect(standing(provider(issuer), condition)).toEqual([expected]);
	});

	test("by SAML is limited by its audience", () => {
		const saml = "arn:aws:iam::111122223333:saml-provider/acme";
		const action = "sts:AssumeRoleWithSAML";
		const audience = equals({ "SAML:aud": "https://signin.aws.amazon.com/saml" });
		expect(standing(saml, audience, { action })).toEqual(["limited"]);
		expect(standing(saml, {}, { action })).toEqual(["wide"]);
	});
});
