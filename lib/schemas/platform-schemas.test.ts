import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as z from "zod/mini";
import { anyBackOff, anyCredential, anyRoleArn } from "#lib/domain/platform/platform.test-support.ts";
import {
	ConnectivityFormSchema,
	type CredentialsForm,
	CredentialsFormSchema,
	PlatformOverviewFormSchema,
} from "./platform-form-schemas.ts";
import {
	ConnectivitySchema,
	CredentialsSchema,
	DelegateSetUpSchema,
	PlatformScopeSchema,
	PlatformTasksSchema,
} from "./platform-schemas.ts";

const SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
const typed: CredentialsForm = {
	type: "ManualConfig",
	accessKeyKind: "id",
	accessKeyId: "AKIAIOSFODNN7EXAMPLE",
	accessKeyRef: "",
	secretKeyRef: "account.aws_secret_key",
	sessionTokenRef: "",
	iamRoleArn: "",
	sessionTagKeys: "",
	isCrossAccount: false,
	roleArn: "",
	externalId: "",
	region: "us-east-1",
	backOffType: "none",
	fixedBackoff: "",
	baseDelay: "",
	maxBackoffTime: "",
	retryCount: "",
};

function fieldsOf(schema: z.ZodMiniType, value: unknown): readonly string[] {
	const parsed = z.safeParse(schema, value);
	return parsed.success ? [] : parsed.error.issues.map(({ path }) => path.join("."));
}

describe("credentials", () => {
	test("of every kind pass through JSON and the schema unchanged", () => {
		const crossAccount = fc.option(
			fc.record({ roleArn: anyRoleArn, externalId: fc.constantFrom("", "acme-1") }),
		);
		fc.assert(
			fc.property(anyCredential, crossAccount, fc.option(anyBackOff), (credential, access, backOff) => {
				const settings = { credential, crossAccount: access, region: "eu-west-1", backOff };
				const sent: unknown = JSON.parse(JSON.stringify(settings));
				expect(z.safeParse(CredentialsSchema, sent)).toEqual({ success: true, data: settings });
			}),
		);
	});

	test.each<[string, Partial<CredentialsForm>, readonly string[]]>([
		["a secret key as a reference", { secretKeyRef: SECRET }, ["secretKeyRef"]],
		["a secret key as the key's ID", { accessKeyId: SECRET }, ["accessKeyId"]],
		["no access key", { accessKeyId: "" }, ["accessKeyId"]],
		["no reference of the access key", { accessKeyKind: "ref" }, ["accessKeyRef"]],
		["a session's key without its token", { accessKeyId: "ASIAIOSFODNN7EXAMPLE" }, ["sessionTokenRef"]],
		["OIDC without a role", { type: "OidcAuthentication" }, ["iamRoleArn"]],
		["an STS role that is none", { type: "Irsa", isCrossAccount: true, roleArn: "x" }, ["roleArn"]],
		[
			"an external ID with a space",
			{ type: "Irsa", isCrossAccount: true, roleArn: "arn:aws:iam::123456789012:role/a", externalId: "a b" },
			["externalId"],
		],
		["a region that is none", { type: "Irsa", region: "mars-1" }, ["region"]],
		[
			"delays that are no numbers",
			{ type: "Irsa", backOffType: "FixedDelayBackoffStrategy", fixedBackoff: "soon", retryCount: "" },
			["fixedBackoff", "retryCount"],
		],
		[
			"a longest delay below the first",
			{
				type: "Irsa",
				backOffType: "FullJitterBackoffStrategy",
				baseDelay: "500",
				maxBackoffTime: "100",
				retryCount: "3",
			},
			["maxBackoffTime"],
		],
		[
			"eleven retries",
			{ type: "Irsa", backOffType: "FixedDelayBackoffStrategy", fixedBackoff: "1", retryCount: "11" },
			["retryCount"],
		],
	])("are refused for %s at its field", (_, change, fields) => {
		expect(fieldsOf(CredentialsFormSchema, { ...typed, ...change })).toEqual(fields);
	});

	test("that are refused for a pasted secret do not repeat it", () => {
		const parsed = z.safeParse(CredentialsFormSchema, { ...typed, secretKeyRef: SECRET });
		expect(parsed.success).toBe(false);
		expect(JSON.stringify(parsed.error?.issues)).not.toContain(SECRET);
		const sent = z.safeParse(CredentialsSchema, {
			credential: {
				type: "ManualConfig",
				accessKey: { ref: SECRET },
				secretKeyRef: SECRET,
				sessionTokenRef: SECRET,
			},
			crossAccount: null,
			region: "us-east-1",
			backOff: null,
		});
		expect(JSON.stringify(sent.error?.issues)).not.toContain(SECRET);
	});

	test("as typed mean what was chosen, and nothing of what was not", () => {
		const form: CredentialsForm = {
			...typed,
			type: "OidcAuthentication",
			iamRoleArn: " arn:aws:iam::123456789012:role/oidc ",
			sessionTagKeys: "project_id,\n account_id",
			backOffType: "EqualJitterBackoffStrategy",
			baseDelay: "100",
			maxBackoffTime: "20000",
			retryCount: "0",
		};
		expect(z.parse(CredentialsFormSchema, form)).toEqual({
			credential: {
				type: "OidcAuthentication",
				iamRoleArn: "arn:aws:iam::123456789012:role/oidc",
				sessionTagKeys: ["project_id", "account_id"],
			},
			crossAccount: null,
			region: "us-east-1",
			backOff: { type: "EqualJitterBackoffStrategy", baseDelay: 100, maxBackoffTime: 20_000, retryCount: 0 },
		});
	});
});

describe("the overview", () => {
	const overview = {
		name: "Deploy",
		identifier: "deploy",
		awsAccountId: "2000-0000-0003",
		description: "",
		tags: [{ key: "team", value: "platform" }],
		isGovCloud: false,
		orgId: " default ",
		projectId: "",
	};

	test("has the scope that was chosen", () => {
		expect(z.parse(PlatformOverviewFormSchema, { ...overview, scopeKind: "organization" })).toMatchObject({
			awsAccountId: "200000000003",
			tags: { team: "platform" },
			scope: { kind: "organization", orgId: "default" },
		});
		expect(z.parse(PlatformOverviewFormSchema, { ...overview, scopeKind: "account" }).scope).toEqual({
			kind: "account",
		});
	});

	test("wants the project's identifier at its field", () => {
		expect(fieldsOf(PlatformOverviewFormSchema, { ...overview, scopeKind: "project" })).toEqual([
			"projectId",
		]);
		expect(z.safeParse(PlatformScopeSchema, { kind: "project", orgId: "a", projectId: "b/c" }).success).toBe(
			false,
		);
	});
});

describe("the connectivity mode", () => {
	test("names tags, or any delegate", () => {
		const form = { through: "delegate", delegates: "tagged", selectors: "eks, prod" };
		expect(z.parse(ConnectivityFormSchema, form)).toEqual({
			through: "delegate",
			selectors: ["eks", "prod"],
		});
		expect(z.parse(ConnectivityFormSchema, { ...form, delegates: "any" })).toEqual({
			through: "delegate",
			selectors: [],
		});
		expect(fieldsOf(ConnectivityFormSchema, { ...form, selectors: " ," })).toEqual(["selectors"]);
	});

	test.each([[["a", "a"]], [["a,b"]], [["a\nb"]], [[""]]])("refuses the tags %j", (selectors) => {
		expect(z.safeParse(ConnectivitySchema, { through: "delegate", selectors }).success).toBe(false);
	});
});

test("a delegate's set-up has only names that Kubernetes and AWS take", () => {
	const setUp = {
		clusterName: "prod-eks",
		namespace: "harness-delegate-ng",
		serviceAccountName: "delegate.harness",
		region: "us-east-1",
		policyArn: "arn:aws:iam::123456789012:policy/deploy",
	};
	expect(fieldsOf(DelegateSetUpSchema, setUp)).toEqual([]);
	const wrong = {
		clusterName: "a b",
		namespace: "Upper",
		serviceAccountName: "a_b",
		region: "x",
		policyArn: "arn:aws:iam::123456789012:role/deploy",
	};
	expect(fieldsOf(DelegateSetUpSchema, wrong)).toEqual(Object.keys(wrong));
	expect(fieldsOf(DelegateSetUpSchema, { ...setUp, namespace: "a; rm -rf /" })).toEqual(["namespace"]);
});

test("tasks are ids of library entries, each once", () => {
	expect(fieldsOf(PlatformTasksSchema, { tasks: ["s3-read", "ecr-pull"], buckets: "" })).toEqual([]);
	expect(fieldsOf(PlatformTasksSchema, { tasks: ["s3-read", "s3-read"], buckets: "" })).toEqual(["tasks"]);
	expect(fieldsOf(PlatformTasksSchema, { tasks: [], buckets: "acme-artifacts, acme.logs" })).toEqual([]);
	expect(fieldsOf(PlatformTasksSchema, { tasks: [], buckets: "Acme" })).toEqual(["buckets"]);
	expect(fieldsOf(PlatformTasksSchema, { tasks: ["<b>"], buckets: "" })).toEqual(["tasks.0"]);
});
