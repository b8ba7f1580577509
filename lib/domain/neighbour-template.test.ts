import { describe, expect, it } from "vitest";
import { neighbourTemplateUrl } from "./neighbour-template.ts";

const digest = "a".repeat(64);
const wanted = { name: "cloudzero-role", sha256: "b".repeat(64) };

describe("a template beside the role's", () => {
	it("lies in the same bucket, in the folder of its name, under its own digest", () => {
		expect(
			neighbourTemplateUrl(
				`https://acme.s3.eu-west-1.amazonaws.com/harness-ccm-role/${digest}.yaml?versionId=v1`,
				wanted,
			),
		).toBe(`https://acme.s3.eu-west-1.amazonaws.com/cloudzero-role/${wanted.sha256}.yaml`);
	});

	it("keeps the path form of buckets with dots", () => {
		expect(
			neighbourTemplateUrl(`https://s3.us-east-1.amazonaws.com/a.b/harness-ccm-role/${digest}.yaml`, wanted),
		).toBe(`https://s3.us-east-1.amazonaws.com/a.b/cloudzero-role/${wanted.sha256}.yaml`);
	});

	it.each([
		"",
		"https://continuous-efficiency-prod.s3.us-east-2.amazonaws.com/setup/ngv1/HarnessAWSTemplate.yaml",
		"https://acme.s3.amazonaws.com/harness-ccm-role/newest.yaml",
	])("is not guessed from %s", (url) => {
		expect(neighbourTemplateUrl(url, wanted)).toBeNull();
	});
});
