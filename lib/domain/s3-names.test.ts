import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
	joinPrefix,
	parseBucketName,
	parseExportName,
	parseReportName,
	parseTemplateUrl,
} from "./s3-names.ts";

describe("bucket names", () => {
	test("letters, digits and hyphens of a right length are taken, white space around them falls away", () => {
		fc.assert(
			fc.property(fc.stringMatching(/^[a-z0-9]{2,30}[a-z0-9-]{0,10}[a-z0-9]{2}$/), (name) => {
				fc.pre(!/^(xn--|sthree-|amzn-s3-demo-)|(-s3alias|--ol-s3|--x-s3|--table-s3)$/.test(name));
				expect(parseBucketName(` ${name}\n`)).toEqual({ ok: true, value: name });
			}),
		);
	});

	test.each([
		["", "empty"],
		["ab", "too-short"],
		["a".repeat(64), "too-long"],
		["My-bucket", "wrong-characters"],
		["my_bucket", "wrong-characters"],
		["my bucket", "wrong-characters"],
		["-ab", "wrong-shape"],
		["ab-", "wrong-shape"],
		["a..b", "wrong-shape"],
		["192.168.5.4", "wrong-shape"],
		["xn--abc", "reserved"],
		["abc-s3alias", "reserved"],
		["a&param_RoleName=x", "wrong-characters"],
	])("%j is refused: %s", (name, kind) => {
		expect(parseBucketName(name)).toMatchObject({ ok: false, failure: { kind } });
	});
});

test("report and export names follow their own rules, and case is kept", () => {
	expect(parseReportName(" Harness_(CUR)! ")).toEqual({ ok: true, value: "Harness_(CUR)!" });
	expect(parseReportName("a b")).toMatchObject({ failure: { kind: "wrong-characters" } });
	expect(parseReportName("a/b").ok).toBe(false);
	expect(parseReportName("r".repeat(257)).ok).toBe(false);
	expect(parseExportName(" My-export_2 ")).toEqual({ ok: true, value: "My-export_2" });
	expect(parseExportName("a.b").ok).toBe(false);
	expect(parseExportName("").ok).toBe(false);
	expect(parseExportName("e".repeat(129)).ok).toBe(false);
});

test("joined prefixes never hold two slashes in a row or begin with one", () => {
	fc.assert(
		fc.property(fc.array(fc.stringMatching(/^\/{0,2}[a-z]{0,4}\/{0,2}$/)), (parts) => {
			expect(joinPrefix(...parts)).not.toMatch(/^\/|\/\//);
		}),
	);
	expect(joinPrefix("/costs/", "", "report", "20260101-20260201/")).toBe("costs/report/20260101-20260201/");
	expect(joinPrefix("", "/")).toBe("");
});

describe("template URLs", () => {
	test.each([
		["https://b-1.s3.us-east-2.amazonaws.com/setup/t.yaml", "aws", "b-1", "setup/t.yaml", "us-east-2", null],
		["https://b-1.s3.amazonaws.com/t.yaml", "aws", "b-1", "t.yaml", null, null],
		["https://b.c.s3.us-east-2.amazonaws.com/t.yaml", "aws", "b.c", "t.yaml", "us-east-2", null],
		["https://s3.us-east-2.amazonaws.com/b-1/t.yaml", "aws", "b-1", "t.yaml", "us-east-2", null],
		["https://s3-us-west-2.amazonaws.com/b-1/t.yaml", "aws", "b-1", "t.yaml", "us-west-2", null],
		["https://s3.amazonaws.com/b-1/t.yaml", "aws", "b-1", "t.yaml", null, null],
		["https://b-1.s3.dualstack.us-east-1.amazonaws.com/t.yaml", "aws", "b-1", "t.yaml", "us-east-1", null],
		[
			"https://b-1.s3.us-gov-west-1.amazonaws.com/t.yaml",
			"aws-us-gov",
			"b-1",
			"t.yaml",
			"us-gov-west-1",
			null,
		],
		["https://b-1.s3.cn-north-1.amazonaws.com.cn/t.yaml", "aws-cn", "b-1", "t.yaml", "cn-north-1", null],
		[
			" https://b-1.s3.us-east-1.amazonaws.com/t.yaml?versionId=a.B_1~- ",
			"aws",
			"b-1",
			"t.yaml",
			"us-east-1",
			"a.B_1~-",
		],
	] as const)("%s is taken", (url, partition, bucket, key, region, versionId) => {
		expect(parseTemplateUrl(url, partition)).toEqual({
			ok: true,
			value: { url: url.trim(), bucket, key, region, versionId },
		});
	});

	test.each([
		["", "aws", "empty"],
		["t.yaml", "aws", "not-a-url"],
		["http://b-1.s3.amazonaws.com/t.yaml", "aws", "not-https"],
		["https://example.com/t.yaml", "aws", "not-s3"],
		["https://b-1.s3.us-east-1.amazonaws.com.evil.com/t.yaml", "aws", "not-s3"],
		["https://evil.com/b.s3.amazonaws.com/t.yaml", "aws", "not-s3"],
		["https://s3.evil.amazonaws.com/b-1/t.yaml", "aws", "not-s3"],
		["https://ec2.us-east-1.amazonaws.com/t.yaml", "aws", "not-s3"],
		["https://b-1.s3-website.us-east-1.amazonaws.com/t.yaml", "aws", "not-s3"],
		["https://b-1.s3.us-gov-west-1.amazonaws.com/t.yaml", "aws", "not-s3"],
		["https://b-1.s3.us-east-1.amazonaws.com/t.yaml", "aws-us-gov", "not-s3"],
		["https://b-1.s3.amazonaws.com/t.yaml", "aws-us-gov", "not-s3"],
		["https://b-1.s3.amazonaws.com/", "aws", "no-key"],
		["https://s3.amazonaws.com/b-1", "aws", "no-key"],
		["https://s3.amazonaws.com/b-1/", "aws", "no-key"],
		["https://b-1.s3.amazonaws.com/t?versionId=a&param_X=1", "aws", "extra-parts"],
		["https://b-1.s3.amazonaws.com/t?X-Amz-Signature=1", "aws", "extra-parts"],
		["https://b-1.s3.amazonaws.com/t#x", "aws", "extra-parts"],
		["https://u:p@b-1.s3.amazonaws.com/t", "aws", "extra-parts"],
		["https://b-1.s3.amazonaws.com:8443/t", "aws", "extra-parts"],
		[`https://b-1.s3.amazonaws.com/${"t".repeat(1024)}`, "aws", "too-long"],
	] as const)("%s in %s is refused: %s", (url, partition, kind) => {
		expect(parseTemplateUrl(url, partition)).toMatchObject({ ok: false, failure: { kind } });
	});
});
