import {
	GetObjectCommand,
	HeadObjectCommand,
	ListObjectsCommand,
	ListObjectsV2Command,
	PutObjectCommand,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { administratorKeys, clientsFor, sandboxCall } from "#lib/testing/sandbox-clients.ts";
import { OPERATOR_CREDENTIALS } from "../credentials.ts";
import * as seed from "../seed.ts";
import { type AwsSandbox, startAwsSandbox } from "./start-aws-sandbox.ts";

const Bucket = seed.SANDBOX_COST_BUCKET;
let sandbox: AwsSandbox;
let s3: ReturnType<typeof clientsFor>["s3"];

beforeAll(async () => {
	sandbox = await startAwsSandbox({ port: 0, propagationDelayMs: 0, stackStepMs: 0 });
});
afterAll(() => sandbox.close());
beforeEach(async () => {
	await sandboxCall(sandbox.url, "POST", "reset");
	s3 = clientsFor(sandbox.url, await administratorKeys(sandbox.url, seed.SANDBOX_PAYER_ACCOUNT_ID)).s3;
});

describe("a bucket's own account", () => {
	it("finds the seeded deliveries under this month's folders", async () => {
		const month = new Date().toISOString().slice(0, 7);
		const { Contents } = await s3.send(
			new ListObjectsV2Command({
				Bucket,
				Prefix: `${seed.SANDBOX_CUR2_PREFIX}/${seed.SANDBOX_CUR2_EXPORT}/metadata/`,
			}),
		);
		expect(Contents?.map(({ Key }) => Key)).toEqual([
			`cur2/acme-cur2/metadata/BILLING_PERIOD=${month}/acme-cur2-Manifest.json`,
		]);
		expect(Contents?.[0]?.LastModified).toBeInstanceOf(Date);
		const day = `${month.replace("-", "")}01`;
		const cur1 = await s3.send(new ListObjectsCommand({ Bucket, Prefix: `cur1/acme-hourly/${day}-` }));
		expect(cur1.Contents?.some(({ Key }) => Key?.endsWith(".csv.gz"))).toBe(true);
	});

	it("lists in pages, as folders, and reads one byte", async () => {
		for (const name of ["a", "b", "c&<d"])
			await s3.send(new PutObjectCommand({ Bucket, Key: `list/${name}`, Body: `body of ${name}` }));
		const first = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: "list/", MaxKeys: 2 }));
		expect(first).toMatchObject({ IsTruncated: true, KeyCount: 2 });
		const second = await s3.send(
			new ListObjectsV2Command({ Bucket, Prefix: "list/", ContinuationToken: first.NextContinuationToken }),
		);
		expect(second.Contents?.map(({ Key }) => Key)).toEqual(["list/c&<d"]);
		const folders = await s3.send(new ListObjectsV2Command({ Bucket, Delimiter: "/" }));
		expect(folders.CommonPrefixes).toContainEqual({ Prefix: "list/" });
		const part = await s3.send(new GetObjectCommand({ Bucket, Key: "list/c&<d", Range: "bytes=0-0" }));
		expect(await part.Body?.transformToString()).toBe("b");
		expect(part.ContentRange).toBe("bytes 0-0/12");
		const head = await s3.send(new HeadObjectCommand({ Bucket, Key: "list/a" }));
		expect(head.ContentLength).toBe(9);
	});

	it("refuses a missing key, a missing bucket, another region and a key that may not be used", async () => {
		const read = (input: object, client = s3) =>
			client.send(new GetObjectCommand({ Bucket, Key: "none", ...input }));
		await expect(read({})).rejects.toMatchObject({ name: "NoSuchKey" });
		await expect(read({ Bucket: "no-such-bucket" })).rejects.toMatchObject({ name: "NoSuchBucket" });
		const elsewhere = clientsFor(
			sandbox.url,
			await administratorKeys(sandbox.url, seed.SANDBOX_PAYER_ACCOUNT_ID),
			"eu-west-1",
		).s3;
		await expect(read({}, elsewhere)).rejects.toMatchObject({ name: "PermanentRedirect" });
		await s3.send(new PutObjectCommand({ Bucket, Key: "x", Body: "x" }));
		await sandboxCall(sandbox.url, "PUT", "buckets", {
			account: seed.SANDBOX_PAYER_ACCOUNT_ID,
			name: Bucket,
			kmsDenied: true,
		});
		await expect(read({ Key: "x" })).rejects.toThrow("kms:Decrypt");
	});
});

describe("another account", () => {
	it("needs the bucket's policy as well as its own, and a deny in the bucket's policy wins", async () => {
		const other = clientsFor(sandbox.url, await administratorKeys(sandbox.url, "999900005555")).s3;
		const list = () => other.send(new ListObjectsV2Command({ Bucket }));
		const setPolicy = (Effect: string, AWS = "999900005555") =>
			sandboxCall(sandbox.url, "PUT", "buckets", {
				account: seed.SANDBOX_PAYER_ACCOUNT_ID,
				name: Bucket,
				policy: { Statement: [{ Effect, Principal: { AWS }, Action: "s3:*", Resource: "*" }] },
			});
		await expect(list()).rejects.toThrow("because no resource-based policy allows the s3:ListBucket action");
		await setPolicy("Allow");
		await expect(list()).resolves.toMatchObject({ Name: Bucket });
		await setPolicy("Deny", "*");
		await expect(s3.send(new ListObjectsV2Command({ Bucket }))).rejects.toMatchObject({
			name: "AccessDenied",
		});
	});
});

describe("the template bucket", () => {
	it("keeps versions, and anybody may read them", async () => {
		const operator = clientsFor(sandbox.url, OPERATOR_CREDENTIALS).s3;
		const target = { Bucket: seed.TEMPLATE_BUCKET, Key: "harness-ccm-role/new.yaml" };
		const put = (Body: string) =>
			operator.send(new PutObjectCommand({ ...target, Body, Metadata: { digest: "d" } }));
		const { VersionId } = await put("first");
		await put("second");
		const old = await operator.send(new GetObjectCommand({ ...target, VersionId }));
		expect(await old.Body?.transformToString()).toBe("first");
		expect(old.Metadata).toEqual({ digest: "d" });
		const anonymous = await fetch(`${sandbox.url}/${target.Bucket}/${target.Key}`);
		expect(await anonymous.text()).toBe("second");
		expect((await fetch(`${sandbox.url}/${Bucket}?list-type=2`)).status).toBe(403);
	});
});
