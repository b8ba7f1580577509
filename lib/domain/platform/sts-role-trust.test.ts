import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { whoCanAssume } from "../trust-policy/who-can-assume.ts";
import { stsRoleTrust } from "./sts-role-trust.ts";

const IRSA = { partition: "aws", type: "Irsa", iamRoleArn: "", externalId: "" } as const;
const OIDC_ROLE = "arn:aws:iam::123456789012:role/HarnessOidc";

describe("the trust policy of an STS role", () => {
	test.each([
		["InheritFromDelegate", "arn:aws:iam::ACCOUNT_ID:role/ROLE_OF_THE_DELEGATE"],
		["ManualConfig", "arn:aws:iam::ACCOUNT_ID:user/USER_OF_THE_ACCESS_KEY"],
		["Irsa", "arn:aws:iam::ACCOUNT_ID:role/ROLE_OF_THE_SERVICE_ACCOUNT"],
		["OidcAuthentication", "arn:aws:iam::ACCOUNT_ID:role/ROLE_FOR_OIDC"],
	] as const)("leaves the principal of %s to be put in, whoever it is", (type, principal) => {
		expect(stsRoleTrust({ ...IRSA, type }).Statement[0].Principal).toEqual({ AWS: principal });
	});

	test("names OIDC's role once it is known, and another way's never", () => {
		const typed = { ...IRSA, iamRoleArn: OIDC_ROLE };
		expect(stsRoleTrust({ ...typed, type: "OidcAuthentication" }).Statement[0].Principal.AWS).toBe(OIDC_ROLE);
		expect(stsRoleTrust(typed).Statement[0].Principal.AWS).not.toBe(OIDC_ROLE);
	});

	test("is of the account's partition", () => {
		const { Statement } = stsRoleTrust({ ...IRSA, partition: "aws-us-gov" });
		expect(Statement[0].Principal.AWS).toMatch(/^arn:aws-us-gov:iam:/);
	});

	test("asks for exactly the external ID that was given, and for none where none was", () => {
		expect(stsRoleTrust(IRSA).Statement[0]).not.toHaveProperty("Condition");
		fc.assert(
			fc.property(fc.string({ minLength: 1 }), (externalId) => {
				expect(
					JSON.parse(JSON.stringify(stsRoleTrust({ ...IRSA, externalId }))).Statement[0].Condition,
				).toEqual({ StringEquals: { "sts:ExternalId": externalId } });
			}),
		);
	});

	test("is one in which our own reader sees nobody but the one named", () => {
		const policy = stsRoleTrust({ ...IRSA, type: "OidcAuthentication", iamRoleArn: OIDC_ROLE });
		expect(whoCanAssume(policy)).toMatchObject([{ kind: "role", principal: OIDC_ROLE, needs: [] }]);
	});
});
