import { Ajv } from "ajv";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import schema from "#lib/schemas/harness-connector.schema.json" with { type: "json" };
import type { AccountId } from "./account-id.ts";
import type { RoleArn } from "./arn.ts";
import type { CostReport } from "./connector.ts";
import type { ExternalId } from "./external-id.ts";
import { AUTOSTOPPING_FEATURES, FEATURES } from "./features.ts";
import {
	type CeAwsConnector,
	ceAwsConnectorBody,
	changeWhatWeOwn,
	differences,
	type RegistrationFacts,
	registrationFacts,
} from "./harness-connector.ts";

const isPublished = new Ajv({ strict: false }).compile(schema);
const ownReport: CostReport = {
	kind: "own",
	reportName: "harness-ccm",
	bucketName: "acme-billing",
	reportType: "CUR2.0",
};
const facts: RegistrationFacts = {
	overview: {
		name: "Payer",
		identifier: "Payer",
		awsAccountId: "123456789012" as AccountId,
		description: "Pays for all",
		tags: { team: "finops" },
		isGovCloud: false,
	},
	costReport: ownReport,
	requirements: {
		features: ["BILLING", "OPTIMIZATION"],
		autoStopping: ["RDS", "EC2"],
		governancePolicyArns: [],
		commitmentWrite: false,
	},
	roleArn: "arn:aws:iam::123456789012:role/HarnessCERole" as RoleArn,
	harnessExternalId: "harness:891928451355:sAndb0xAcc0untRo1ebr1g" as ExternalId,
};
const text = fc.string({ maxLength: 12 });
const anyFacts: fc.Arbitrary<RegistrationFacts> = fc.record({
	overview: fc.record({
		name: text,
		identifier: fc.stringMatching(/^[a-zA-Z_][a-zA-Z0-9_$]{0,20}$/),
		awsAccountId: fc.stringMatching(/^\d{12}$/).map((id) => id as AccountId),
		description: text,
		tags: fc.dictionary(text, text, { maxKeys: 3 }),
		isGovCloud: fc.boolean(),
	}),
	costReport: fc.oneof(
		fc.record({
			kind: fc.constant("own" as const),
			reportName: text,
			bucketName: text,
			reportType: fc.constantFrom("CUR1.0" as const, "CUR2.0" as const),
		}),
		fc.constant<CostReport>({ kind: "none", reason: "govcloud" }),
		fc.constant<CostReport>({ kind: "covered", payerConnectorId: "p" }),
	),
	requirements: fc.record({
		features: fc.subarray([...FEATURES]),
		autoStopping: fc.subarray([...AUTOSTOPPING_FEATURES]),
		governancePolicyArns: fc.constant([]),
		commitmentWrite: fc.boolean(),
	}),
	roleArn: fc.stringMatching(/^arn:aws:iam::\d{12}:role\/[a-z]{1,9}$/).map((arn) => arn as RoleArn),
	harnessExternalId: fc.constant(facts.harnessExternalId),
});

/** A field that Harness may add one day. */
const unknown = fc.dictionary(
	text.map((name) => `later_${name}`),
	fc.jsonValue({ maxDepth: 1 }),
	{ maxKeys: 3 },
);

describe("the body that creates a connector", () => {
	test("carries the five steps' decisions under Harness's names", () => {
		expect(ceAwsConnectorBody(facts)).toEqual({
			name: "Payer",
			identifier: "Payer",
			description: "Pays for all",
			tags: { team: "finops" },
			type: "CEAws",
			spec: {
				featuresEnabled: ["BILLING", "OPTIMIZATION"],
				crossAccountAccess: {
					crossAccountRoleArn: "arn:aws:iam::123456789012:role/HarnessCERole",
					externalId: "harness:891928451355:sAndb0xAcc0untRo1ebr1g",
				},
				curAttributes: { reportName: "harness-ccm", s3BucketName: "acme-billing", reportType: "CUR2.0" },
				awsAccountId: "123456789012",
				isAWSGovCloudAccount: false,
				autostoppingFeatures: ["EC2", "RDS"],
			},
		});
	});

	test("is valid against the published schema, whatever was chosen", () => {
		fc.assert(
			fc.property(anyFacts, (any) => {
				expect(isPublished({ connector: ceAwsConnectorBody(any) }), JSON.stringify(isPublished.errors)).toBe(
					true,
				);
			}),
		);
	});

	test("leaves BILLING to the payer and sends empty strings instead of null for a covered account", () => {
		const { spec } = ceAwsConnectorBody({ ...facts, costReport: { kind: "covered", payerConnectorId: "p" } });
		expect(spec.featuresEnabled).toEqual(["OPTIMIZATION"]);
		expect(spec.curAttributes).toEqual({ reportName: "", s3BucketName: "" });
	});

	test("says nothing of AutoStopping's narrower choices when there are none", () => {
		const requirements = { ...facts.requirements, autoStopping: [] };
		expect(ceAwsConnectorBody({ ...facts, requirements }).spec).not.toHaveProperty("autostoppingFeatures");
		const without = { ...facts.requirements, features: ["BILLING"] as const };
		expect(ceAwsConnectorBody({ ...facts, requirements: without }).spec).not.toHaveProperty(
			"autostoppingFeatures",
		);
	});

	test("has no facts while a step is not saved", () => {
		const { overview, costReport, requirements } = facts;
		expect(registrationFacts({ overview, costReport, requirements }, facts)).toMatchObject({ overview });
		expect(registrationFacts({ overview, costReport: null, requirements }, facts)).toBeNull();
	});
});

describe("an update of a connector that Harness has", () => {
	test("keeps every unknown field at every level, equals ours where we own, and is idempotent", () => {
		fc.assert(
			fc.property(anyFacts, anyFacts, unknown, unknown, unknown, unknown, (before, after, a, b, c, d) => {
				const old = ceAwsConnectorBody(before);
				const existing: CeAwsConnector = {
					...a,
					...old,
					spec: {
						...b,
						...old.spec,
						crossAccountAccess: { ...c, crossAccountRoleArn: "arn" },
						curAttributes: { ...d, reportName: "x", s3BucketName: "y" },
					},
				};
				const body = { ...ceAwsConnectorBody(after), identifier: existing.identifier };
				const changed = changeWhatWeOwn(existing, body);
				expect(changed).toMatchObject(a);
				expect(changed.spec).toMatchObject(b);
				expect(changed.spec.crossAccountAccess).toMatchObject(c);
				expect(changed.spec.curAttributes).toMatchObject(d);
				expect(differences(changed, body)).toEqual([]);
				expect(changeWhatWeOwn(changed, body)).toEqual(changed);
			}),
		);
	});

	test("keeps foreign features, foreign tags and the identifier", () => {
		const body = ceAwsConnectorBody(facts);
		const existing: CeAwsConnector = {
			...body,
			tags: { owner: "platform" },
			spec: {
				...body.spec,
				featuresEnabled: ["VISIBILITY", "CLUSTER_ORCHESTRATOR"],
				autostoppingFeatures: ["GCP_VM", "ALB"],
			},
		};
		const changed = changeWhatWeOwn(existing, { ...body, identifier: "Other" });
		expect(changed.identifier).toBe("Payer");
		expect(changed.tags).toEqual({ owner: "platform", team: "finops" });
		expect(changed.spec.featuresEnabled).toEqual(["BILLING", "OPTIMIZATION", "CLUSTER_ORCHESTRATOR"]);
		expect(changed.spec.autostoppingFeatures).toEqual(["EC2", "RDS", "GCP_VM"]);
	});

	test("drops region and prefix with the report they belong to, and only then", () => {
		const body = ceAwsConnectorBody(facts);
		const place = { region: "us-east-1", s3Prefix: "cur" };
		const same = {
			...body.spec,
			curAttributes: { reportName: "harness-ccm", s3BucketName: "acme-billing", ...place },
		};
		const other = {
			...body.spec,
			curAttributes: { reportName: "old", s3BucketName: "acme-billing", ...place },
		};
		expect(changeWhatWeOwn({ ...body, spec: same }, body).spec.curAttributes).toMatchObject(place);
		expect(changeWhatWeOwn({ ...body, spec: other }, body).spec.curAttributes).toEqual(
			body.spec.curAttributes,
		);
	});

	test("is made from a connector whose optional parts are null", () => {
		const body = ceAwsConnectorBody(facts);
		const nulls = {
			featuresEnabled: [],
			crossAccountAccess: null,
			curAttributes: null,
			autostoppingFeatures: null,
		};
		const bare: CeAwsConnector = { ...body, description: null, tags: null, spec: nulls };
		expect(differences(changeWhatWeOwn(bare, body), body)).toEqual([]);
	});
});

describe("differences", () => {
	test("name each owned field that differs", () => {
		const body = ceAwsConnectorBody(facts);
		const { overview } = facts;
		const other = ceAwsConnectorBody({
			...facts,
			overview: { ...overview, name: "Else", tags: { team: "x" } },
			costReport: { ...ownReport, reportType: "CUR1.0" },
			requirements: { ...facts.requirements, autoStopping: [] },
			harnessExternalId: "harness:1:2" as ExternalId,
		});
		expect(differences(other, body)).toEqual([
			"name",
			"tags.team",
			"spec.crossAccountAccess.externalId",
			"spec.curAttributes.reportType",
			"spec.autostoppingFeatures",
		]);
	});

	test("take a missing value for its default and a list for a set", () => {
		const body = ceAwsConnectorBody({ ...facts, costReport: { ...ownReport, reportType: "CUR1.0" } });
		const { reportType: _, ...report } = body.spec.curAttributes ?? { reportName: "", s3BucketName: "" };
		const { isAWSGovCloudAccount: __, ...spec } = body.spec;
		const existing: CeAwsConnector = {
			...body,
			spec: { ...spec, curAttributes: report, featuresEnabled: ["OPTIMIZATION", "BILLING"] },
		};
		expect(differences(existing, body)).toEqual([]);
	});
});
