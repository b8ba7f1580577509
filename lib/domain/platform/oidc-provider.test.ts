import { expect, test } from "vitest";
import { parseAccountId } from "../account-id.ts";
import { OIDC_AUDIENCE, oidcProviderUrl, oidcTrustPolicy } from "./oidc-provider.ts";

const PLACE = { baseUrl: "https://app.harness.io/some/page", harnessAccountId: "EfOfrUbHTtupeZjUqxlHBg" };

test("the issuer is the cluster's host and the Harness account, whatever page was given", () => {
	expect(oidcProviderUrl(PLACE)).toBe("https://app.harness.io/ng/api/oidc/account/EfOfrUbHTtupeZjUqxlHBg");
});

test("an account id that would leave its place in the path cannot", () => {
	expect(oidcProviderUrl({ ...PLACE, harnessAccountId: "../x?y#z" })).toBe(
		"https://app.harness.io/ng/api/oidc/account/..%2Fx%3Fy%23z",
	);
});

test("the trust policy asks for tokens of this Harness account that are made for AWS, in the account's own partition", () => {
	const account = parseAccountId("123456789012");
	if (!account.ok) throw new Error("not reached");
	const policy = oidcTrustPolicy({ ...PLACE, partition: "aws-us-gov", awsAccountId: account.value });
	const issuer = "app.harness.io/ng/api/oidc/account/EfOfrUbHTtupeZjUqxlHBg";
	expect(JSON.parse(JSON.stringify(policy)).Statement).toEqual([
		{
			Sid: "HarnessByOidc",
			Effect: "Allow",
			Principal: { Federated: `arn:aws-us-gov:iam::123456789012:oidc-provider/${issuer}` },
			Action: "sts:AssumeRoleWithWebIdentity",
			Condition: { StringEquals: { [`${issuer}:aud`]: OIDC_AUDIENCE } },
		},
	]);
});
