import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseTemplateUrl } from "#lib/domain/template-url.ts";
import { type AwsSandbox, startAwsSandbox } from "#lib/sandbox/aws/start-aws-sandbox.ts";
import { OPERATOR_CREDENTIALS } from "#lib/sandbox/credentials.ts";
import { TEMPLATE_BUCKET, TEMPLATE_BUCKET_REGION } from "#lib/sandbox/seed.ts";
import { createAws } from "./aws.ts";
import { publishTemplate, type TemplateName } from "./publish-template.ts";

const body = readFileSync(new URL("../../public/templates/harness-ccm-role.yaml", import.meta.url));
const changed = Buffer.concat([body, Buffer.from("# One more line\n")]);
const sha256 = createHash("sha256").update(changed).digest("hex");
let sandbox: AwsSandbox;
const env = () => ({ AWS_ENDPOINT_URL: sandbox.url });
const publish = (bucket: string, bytes: Uint8Array = changed, name: TemplateName = "harness-ccm-role") =>
	publishTemplate({
		bucket,
		name,
		region: TEMPLATE_BUCKET_REGION,
		body: bytes,
		env: env(),
		credentials: OPERATOR_CREDENTIALS,
	});

beforeAll(async () => {
	sandbox = await startAwsSandbox({ port: 0 });
});
afterAll(() => sandbox.close());

describe("publishing a template", () => {
	it("puts it under its digest and names the version that was stored", async () => {
		const answer = await publish(TEMPLATE_BUCKET);
		expect(answer).toMatchObject({
			kind: "answered",
			value: { sha256, key: `harness-ccm-role/${sha256}.yaml`, isNew: true },
		});
		const url = answer.kind === "answered" ? answer.value.url : "";
		expect(parseTemplateUrl(url)).toEqual({
			bucket: TEMPLATE_BUCKET,
			region: TEMPLATE_BUCKET_REGION,
			key: `harness-ccm-role/${sha256}.yaml`,
			versionId: answer.kind === "answered" && answer.value.versionId,
		});
	});

	it("keeps each template in a folder of its name", async () => {
		const answer = await publish(TEMPLATE_BUCKET, changed, "harness-ccm-organization");
		expect(answer).toMatchObject({
			kind: "answered",
			value: { key: `harness-ccm-organization/${sha256}.yaml`, isNew: true },
		});
	});

	it("writes nothing when the same bytes are there, and gives the same URL", async () => {
		const [first, second] = [await publish(TEMPLATE_BUCKET), await publish(TEMPLATE_BUCKET)];
		expect(second).toMatchObject({ kind: "answered", value: { isNew: false } });
		expect(second.kind === "answered" && second.value.url).toBe(first.kind === "answered" && first.value.url);
	});

	it("gives a URL whose parameters CloudFormation reads and whose bytes have the printed digest", async () => {
		const answer = await publish(TEMPLATE_BUCKET);
		const templateUrl = answer.kind === "answered" ? answer.value.url : "";
		const aws = createAws({ env: env(), credentialsFor: () => OPERATOR_CREDENTIALS });
		const call = { partition: "aws", region: TEMPLATE_BUCKET_REGION, templateUrl } as const;
		const summary = await aws.templateSummary(call);
		expect(summary).toMatchObject({
			kind: "answered",
			value: { parameters: expect.arrayContaining(["ExternalId", "VerifierExternalId", "ConnectorId"]) },
		});
		const bytes = await aws.readTemplate(call);
		expect(bytes.kind === "answered" && createHash("sha256").update(bytes.value).digest("hex")).toBe(sha256);
		aws.close();
	});

	it("says so when the bucket does not exist", async () => {
		expect(await publish("nobody-has-this-bucket")).toMatchObject({
			kind: expect.stringMatching("failed|denied"),
		});
	});

	it("refuses a region that AWS does not have without asking anybody", async () => {
		const answer = await publishTemplate({
			bucket: TEMPLATE_BUCKET,
			name: "harness-ccm-role",
			region: "moon-base-1",
			body,
			env: { AWS_ENDPOINT_URL: "http://127.0.0.1:9" },
		});
		expect(answer).toMatchObject({ kind: "failed", code: "INPUT_INVALID" });
	});
});
