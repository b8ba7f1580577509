import { describe, expect, test } from "vitest";
import { parseTemplateUrl } from "./template-url.ts";

describe("a template's address", () => {
	test.each([
		["https://b-1.s3.us-east-2.amazonaws.com/a/t.yaml", "b-1", "a/t.yaml", null, "us-east-2"],
		["https://b-1.s3-us-west-2.amazonaws.com/t.yaml?versionId=v1", "b-1", "t.yaml", "v1", "us-west-2"],
		["https://b-1.s3.amazonaws.com/t.yaml", "b-1", "t.yaml", null, null],
		["https://s3.amazonaws.com/b-1/a/t.yaml", "b-1", "a/t.yaml", null, null],
		["https://s3.us-gov-west-1.amazonaws.com/b-1/t.yaml", "b-1", "t.yaml", null, "us-gov-west-1"],
		["https://b.c-1.s3.dualstack.eu-west-1.amazonaws.com/t%20x.yaml", "b.c-1", "t x.yaml", null, "eu-west-1"],
	])("%s is read", (url, bucket, key, versionId, region) => {
		expect(parseTemplateUrl(url)).toEqual({ bucket, key, versionId, region });
	});

	test.each([
		"http://b-1.s3.amazonaws.com/t.yaml",
		"https://b-1.s3.amazonaws.com/",
		"https://b-1.s3.amazonaws.com.evil.example/t.yaml",
		"https://evil.example/b-1.s3.amazonaws.com/t.yaml",
		"https://user@b-1.s3.amazonaws.com/t.yaml",
		"https://b-1.s3.amazonaws.com:8443/t.yaml",
		"https://169.254.169.254/latest",
		"https://s3.amazonaws.com/only-a-bucket",
		`https://b-1.s3.amazonaws.com/${"x".repeat(1024)}`,
		"not a url",
	])("%s is none", (url) => {
		expect(parseTemplateUrl(url)).toBeNull();
	});
});
