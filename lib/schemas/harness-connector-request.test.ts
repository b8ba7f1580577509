import { Ajv } from "ajv";
import fc from "fast-check";
import { expect, test } from "vitest";
import schema from "./harness-connector.schema.json" with { type: "json" };
import { validateConnectorRequest } from "./harness-connector-request.ts";

const isPublished = new Ajv({ strict: false }).compile(schema);

const odd = fc.oneof(
	fc.constant(null),
	fc.integer(),
	fc.double({ noNaN: true }),
	fc.boolean(),
	fc.string(),
	fc.constant([]),
	fc.constant({}),
);
function mostly<T>(value: fc.Arbitrary<T>): fc.Arbitrary<unknown> {
	return fc.oneof({ weight: 60, arbitrary: value }, { weight: 1, arbitrary: odd });
}
const text = mostly(fc.string({ maxLength: 6 }));
function part(fields: Record<string, fc.Arbitrary<unknown>>, required: readonly string[] = []) {
	return mostly(fc.record(fields, { requiredKeys: [...required] }));
}
const access = part({
	crossAccountRoleArn: text,
	externalId: text,
	assumeRoleSessionDuration: mostly(fc.integer()),
});
const info = {
	name: text,
	identifier: mostly(fc.stringMatching(/^[a-zA-Z_][$0-9-]{0,1}$/)),
	description: text,
	tags: mostly(fc.dictionary(fc.string({ maxLength: 3 }), text, { maxKeys: 2 })),
};
const few = mostly(fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 3 }));
const number = mostly(fc.integer());
const keys = { accessKey: text, accessKeyRef: text, secretKeyRef: text, sessionTokenRef: text };
const platformRequest = part(
	{
		connector: part(
			{
				...info,
				type: mostly(fc.constant("Aws")),
				spec: part(
					{
						credential: part(
							{
								type: mostly(
									fc.constantFrom(
										"InheritFromDelegate",
										"ManualConfig",
										"Irsa",
										"OidcAuthentication",
										"CredentialBroker",
										"Else",
									),
								),
								region: text,
								crossAccountAccess: access,
								spec: fc.oneof(
									part(keys, ["secretKeyRef"]),
									part({ iamRoleArn: text, oidcSessionTagKeys: few }),
								),
							},
							["type"],
						),
						awsSdkClientBackOffStrategyOverride: part(
							{
								type: mostly(
									fc.constantFrom(
										"FixedDelayBackoffStrategy",
										"EqualJitterBackoffStrategy",
										"FullJitterBackoffStrategy",
									),
								),
								spec: part({
									fixedBackoff: number,
									baseDelay: number,
									maxBackoffTime: number,
									retryCount: number,
								}),
							},
							["type"],
						),
						delegateSelectors: few,
						executeOnDelegate: mostly(fc.boolean()),
						proxy: mostly(fc.boolean()),
					},
					["credential"],
				),
			},
			["name", "identifier", "type", "spec"],
		),
	},
	["connector"],
);

const request = part(
	{
		connector: part(
			{
				...info,
				type: mostly(fc.constant("CEAws")),
				spec: part({
					featuresEnabled: mostly(
						fc.array(fc.constantFrom("BILLING", "GOVERNANCE", "VISIBILITY", "OPTIMIZATION", "ELSE"), {
							maxLength: 2,
						}),
					),
					autostoppingFeatures: mostly(
						fc.array(fc.constantFrom("EC2", "GCP_VM", "ALB", "SPOT", "VM"), { maxLength: 2 }),
					),
					crossAccountAccess: access,
					curAttributes: part({
						reportName: text,
						s3BucketName: text,
						region: text,
						reportType: mostly(fc.constantFrom("CUR1.0", "CUR2.0", "CUR3.0")),
					}),
					credential: part({
						type: mostly(fc.constantFrom("Default", "Other")),
						spec: mostly(fc.constant({})),
					}),
					isAWSGovCloudAccount: mostly(fc.boolean()),
					awsAccountId: text,
				}),
			},
			["name", "identifier", "type", "spec"],
		),
	},
	["connector"],
);

test.each([
	["CEAws", request],
	["Aws", platformRequest],
])("the validator and the published schema agree on every request of type %s", (_, any) => {
	const seen = { valid: 0, invalid: 0 };
	fc.assert(
		fc.property(any, (body) => {
			const isValid = isPublished(body);
			seen[isValid ? "valid" : "invalid"]++;
			expect(validateConnectorRequest(body).length === 0, JSON.stringify(body)).toBe(isValid);
		}),
		{ numRuns: 2_000, seed: 7 },
	);
	expect(Math.min(seen.valid, seen.invalid)).toBeGreaterThan(100);
});

test("a null curAttributes is refused by its path", () => {
	const connector = { name: "n", identifier: "n", type: "CEAws", spec: { curAttributes: null } };
	expect(validateConnectorRequest({ connector }).map(({ path }) => path)).toEqual([
		"connector.spec.curAttributes",
	]);
});
