import { expect, test } from "vitest";
import { parseAccountId } from "#lib/domain/account-id.ts";
import { parseExternalId } from "#lib/domain/external-id.ts";
import { verifierStatement } from "./verifier-statement.ts";

const accountId = parseAccountId("555566667777");
const ours = parseExternalId("rb-of-our-own-server");
const harnesss = parseExternalId("harness:891928451355:EfOf");
if (!accountId.ok || !ours.ok || !harnesss.ok) throw new Error("not reached");

const verifier = {
	accountId: accountId.value,
	principalArn: "arn:aws:iam::555566667777:role/verifier",
	externalId: ours.value,
};
const harness = { principalArn: "arn:aws:iam::891928451355:root", externalId: harnesss.value };

test("the statement lets in this installation alone, by an external ID that its server made", () => {
	const statement = JSON.parse(verifierStatement({ harness, verifier }) ?? "");
	expect(statement).toMatchObject({
		Effect: "Allow",
		Action: "sts:AssumeRole",
		Principal: { AWS: "arn:aws:iam::555566667777:root" },
		Condition: {
			StringEquals: { "sts:ExternalId": "rb-of-our-own-server" },
			ArnEquals: { "aws:PrincipalArn": "arn:aws:iam::555566667777:role/verifier" },
		},
	});
	expect(JSON.stringify(statement)).not.toContain("harness:");
});

test("where our own side is not known, nothing is handed out", () => {
	expect(verifierStatement(null)).toBeNull();
	expect(verifierStatement({ harness, verifier: null })).toBeNull();
});
