import { expect, test } from "vitest";
import type { JsonValue } from "#lib/domain/check.ts";
import { verifierExternalId } from "#lib/domain/external-id.ts";
import type { CrossAccount } from "#lib/domain/platform/platform-settings.ts";
import { accountId } from "#lib/testing/rollout-world.ts";
import { platformSettings, roleArnOf, sideBySide } from "#lib/testing/side-by-side.ts";
import { testContext } from "#lib/testing/test-context.ts";
import { judgePlatformTrust } from "./check-platform-trust.ts";
import { checkResult, passed } from "./verdict.ts";

const US = "555566667777";
const OUR_ARN = `arn:aws:iam::${US}:role/rolebridge/verifier`;
const OUR_ID = verifierExternalId(new Uint8Array(20).fill(2));
const DELEGATE = "arn:aws:iam::222233334444:role/eks-delegate";

type Json = { readonly [key: string]: JsonValue };

function allow(principal: Json | "*", condition: Json | null = null): Json {
	const statement = { Effect: "Allow", Principal: principal, Action: "sts:AssumeRole" };
	return condition === null ? statement : { ...statement, Condition: condition };
}
const byId = (externalId: string): Json => ({ StringEquals: { "sts:ExternalId": externalId } });
const OURS = allow({ AWS: OUR_ARN }, byId(OUR_ID));

async function judge(statements: readonly Json[], externalId = "") {
	const ctx = testContext();
	const role = {
		arn: roleArnOf(accountId(0), "Deployer"),
		partition: "aws",
		accountId: accountId(0),
	} as const;
	const crossAccount: CrossAccount = { roleArn: role.arn, externalId };
	const { platform: connector } = await sideBySide(ctx.db, { platform: platformSettings({ crossAccount }) });
	const facts = {
		connector,
		role: { ...role, path: "/", roleName: "Deployer" },
		verifier: {
			...{ partition: "aws" as const, accountId: US, principalArn: OUR_ARN },
			result: checkResult("verifier-self", passed("It works."), ctx.now(), ctx.now()),
		},
		externalId: OUR_ID,
	};
	const policy = { Version: "2012-10-17", Statement: [...statements] };
	const { outcome, code = null, observed } = judgePlatformTrust(policy, facts);
	return { outcome, code, observed };
}

test("a delegate's own entry is named, and said to be nothing that can be told", async () => {
	const verdict = await judge([OURS, allow({ AWS: DELEGATE })]);
	expect(verdict).toMatchObject({ outcome: "passed", code: null });
	expect(verdict.observed).toContain(`cannot be told from here: ${DELEGATE}.`);
});

const HARNESS_ISSUER = "app.harness.io/ng/api/oidc/account/x";
const GITHUB = "token.actions.githubusercontent.com";

function federated(issuer: string, claims: Json | null = null): Json {
	const principal = { Federated: `arn:aws:iam::700000000000:oidc-provider/${issuer}` };
	const condition = claims === null ? null : { StringEquals: claims };
	return { ...allow(principal, condition), Action: "sts:AssumeRoleWithWebIdentity" };
}

test("the entry for Harness's identity provider is no stranger's, as it is documented", async () => {
	const documented = federated(HARNESS_ISSUER, { [`${HARNESS_ISSUER}:aud`]: "sts.amazonaws.com" });
	expect(await judge([OURS, documented])).toMatchObject({ outcome: "passed", code: null });
	expect(await judge([OURS, federated(HARNESS_ISSUER)])).toMatchObject({
		outcome: "warning",
		code: "TRUST_POLICY_EXTRA_PRINCIPALS",
	});
});

test("an entry for a provider that everybody can sign in to is open, unless it says whose tokens it takes", async () => {
	const open = { outcome: "failed", code: "TRUST_POLICY_OPEN" };
	expect(await judge([OURS, federated(GITHUB)])).toMatchObject(open);
	expect(await judge([OURS, federated(GITHUB, { [`${GITHUB}:aud`]: "sts.amazonaws.com" })])).toMatchObject(
		open,
	);
	const cognito = { Federated: "cognito-identity.amazonaws.com" };
	expect(await judge([OURS, { ...allow(cognito), Action: "sts:AssumeRoleWithWebIdentity" }])).toMatchObject(
		open,
	);
	const claims = {
		[`${GITHUB}:aud`]: "sts.amazonaws.com",
		[`${GITHUB}:sub`]: "repo:acme/a:ref:refs/heads/main",
	};
	expect(await judge([OURS, federated(GITHUB, claims)])).toMatchObject({ outcome: "passed" });
});

test("an entry for a provider that is not known is not passed", async () => {
	expect(await judge([OURS, federated("login.acme.example")])).toMatchObject({
		outcome: "unknown",
		code: "TRUST_POLICY_UNDECIDED",
	});
});

test.each([
	["everybody", allow("*")],
	["every AWS principal", allow({ AWS: "*" })],
])("an entry that lets in %s without a condition is open", async (_, statement) => {
	expect(await judge([OURS, statement])).toMatchObject({ outcome: "failed", code: "TRUST_POLICY_OPEN" });
});

test("an entry of ours that asks for no external ID lets in whoever makes us ask", async () => {
	const verdict = await judge([allow({ AWS: OUR_ARN }), allow({ AWS: DELEGATE })]);
	expect(verdict).toMatchObject({ outcome: "failed", code: "TRUST_POLICY_ADMITS_OTHERS" });
});

test("what depends on an organization is not told from the text, and never passed", async () => {
	const ofOrganization = allow("*", { StringEquals: { "aws:PrincipalOrgID": "o-1" } });
	const verdict = await judge([OURS, ofOrganization]);
	expect(verdict).toMatchObject({ outcome: "unknown", code: "TRUST_POLICY_UNDECIDED" });
});

test("everybody by the external ID that was given is warned of, and does not quarantine", async () => {
	const verdict = await judge([OURS, allow("*", byId("given"))], "given");
	expect(verdict).toMatchObject({ outcome: "warning", code: "TRUST_POLICY_EXTRA_PRINCIPALS" });
});

test("an external ID that nobody is let in by is warned of", async () => {
	const others = [OURS, allow({ AWS: DELEGATE }, byId("another"))];
	const unused = { outcome: "warning", code: "TRUST_POLICY_EXTERNAL_ID_UNUSED" };
	expect(await judge(others, "given")).toMatchObject(unused);
	expect(await judge([OURS], "given")).toMatchObject(unused);
	expect(await judge([OURS, allow({ AWS: DELEGATE }, byId("given"))], "given")).toMatchObject({
		outcome: "passed",
	});
	expect(await judge([OURS, allow({ AWS: "222233334444" }, byId("given"))], "given")).toMatchObject({
		outcome: "passed",
	});
});

const FOREIGN_ROOT = { AWS: "arn:aws:iam::222222222222:root" };

test.each([
	["without a condition", allow(FOREIGN_ROOT)],
	["by a pattern of the external ID", allow(FOREIGN_ROOT, { StringLike: { "sts:ExternalId": "given-*" } })],
	[
		"by the external ID in any case",
		allow(FOREIGN_ROOT, { StringEqualsIgnoreCase: { "sts:ExternalId": "given-1" } }),
	],
	[
		"by the external ID if there is one",
		allow(FOREIGN_ROOT, { StringEqualsIfExists: { "sts:ExternalId": "given-1" } }),
	],
])(
	"another account that is let in %s, though an external ID was given, is warned of",
	async (_, statement) => {
		const loose = { outcome: "warning", code: "TRUST_POLICY_EXTERNAL_ID_LOOSE" };
		expect(await judge([OURS, statement], "given-1")).toMatchObject(loose);
		const exact = allow(FOREIGN_ROOT, byId("given-1"));
		expect(await judge([OURS, exact, statement], "given-1")).toMatchObject(loose);
		expect(await judge([OURS, exact], "given-1")).toMatchObject({ outcome: "passed" });
	},
);

test("who is of the role's own account needs no external ID", async () => {
	const own = allow({ AWS: `arn:aws:iam::${accountId(0)}:role/admin` });
	const exact = allow(FOREIGN_ROOT, byId("given-1"));
	expect(await judge([OURS, exact, own], "given-1")).toMatchObject({ outcome: "passed" });
});

test("whether the given ID is asked for is unknown where the policy does not tell", async () => {
	const perhaps = allow(FOREIGN_ROOT, { StringEquals: { "aws:PrincipalOrgID": "o-1" } });
	expect(await judge([OURS, allow(FOREIGN_ROOT, byId("given-1")), perhaps], "given-1")).toMatchObject({
		outcome: "unknown",
		code: "TRUST_POLICY_UNDECIDED",
	});
});

test("an entry of ours that takes anybody of our account is warned of, and one held to our role is not", async () => {
	const root = { AWS: `arn:aws:iam::${US}:root` };
	expect(await judge([allow(root, byId(OUR_ID)), allow({ AWS: DELEGATE })])).toMatchObject({
		outcome: "warning",
		code: "TRUST_POLICY_EXTRA_PRINCIPALS",
	});
	const held = { ...byId(OUR_ID), ArnEquals: { "aws:PrincipalArn": OUR_ARN } };
	expect(await judge([allow(root, held), allow({ AWS: DELEGATE })])).toMatchObject({ outcome: "passed" });
});

test("what is no policy is not read", async () => {
	const verdict = await judge([{ Effect: "Perhaps" }]);
	expect(verdict).toMatchObject({ outcome: "unknown", code: "TRUST_POLICY_UNREADABLE" });
});
