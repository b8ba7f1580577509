import { Ajv } from "ajv";
import { DELEGATE_CREDENTIALS, DEPLOYER_CREDENTIALS } from "../lib/sandbox/credentials.ts";
import schema from "../lib/schemas/harness-connector.schema.json" with { type: "json" };
import { expectNoSidewaysScroll, expectNothing } from "./axe.ts";
import { expect, test } from "./fixtures.ts";
import { platformWizardOf } from "./platform-wizard.ts";
import type { Sandbox } from "./sandbox.ts";

/** What Harness's published API schema says of a connector's body. */
const isPublished = new Ajv({ strict: false }).compile(schema);
const EVERYTHING = { Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] };

const DELEGATE_YAML = `apiVersion: v1
kind: Namespace
metadata:
  name: harness-delegate-ng
---
apiVersion: rbac.authorization.k8s.io/v1beta1
kind: ClusterRoleBinding
metadata:
  name: harness-delegate-cluster-admin
subjects:
  - kind: ServiceAccount
    name: default # as Harness gives it out
    namespace: harness-delegate-ng
roleRef:
  kind: ClusterRole
  name: cluster-admin
  apiGroup: rbac.authorization.k8s.io
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: eks-production
  namespace: harness-delegate-ng
spec:
  template:
    spec:
      containers:
        - image: harness/delegate:latest
          name: delegate
          env:
            - name: ACCOUNT_ID
              value: EfOfrUbHTtupeZjUqxlHBg
            - name: DELEGATE_TOKEN
              value: not-a-token
            - name: INIT_SCRIPT
              value: ""
`;

type Place = { readonly orgIdentifier?: string; readonly projectIdentifier?: string };
type Stored = { readonly spec: Readonly<Record<string, unknown>> } & Readonly<Record<string, unknown>>;

/** The body that Harness holds, which has to be one that its own schema allows. */
async function storedBody(sandbox: Sandbox, identifier: string, place: Place = {}): Promise<Stored> {
	const answer = await sandbox.callHarness("GET", `/${identifier}`, undefined, place);
	const { connector } = (answer as { data: { connector: Stored } }).data;
	expect(isPublished({ connector }), JSON.stringify(isPublished.errors)).toBe(true);
	return connector;
}

function putRole(sandbox: Sandbox, account: string, name: string, statement: object): Promise<unknown> {
	return sandbox.putRole({
		account,
		name,
		trustPolicy: { Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] },
		inline: { everything: EVERYTHING },
		propagationDelayMs: 0,
	});
}

/** Trusts a principal as the role's owner would, with an ID that Rolebridge never uses. */
const trusts = (arn: string, externalId?: string) => ({
	Principal: { AWS: arn },
	Action: "sts:AssumeRole",
	...(externalId !== undefined && { Condition: { StringEquals: { "sts:ExternalId": externalId } } }),
});

test("an IRSA connector with an STS role is set up, tested by Harness, edited and removed", async ({
	page,
	sandbox,
	accountId,
}) => {
	test.setTimeout(180_000);
	const wizard = platformWizardOf(page);
	const name = `irsa_${accountId}`;
	await putRole(sandbox, accountId, "Deploy", trusts(DELEGATE_CREDENTIALS.principalArn, "owners-own-id"));
	await wizard.begin();
	await expectNothing(page);
	await expectNoSidewaysScroll(page);
	await wizard.overview({ name, accountId });

	await wizard.onStep("Credentials");
	await wizard.way("Use IRSA");
	await wizard.stsRole(`arn:aws:iam::${accountId}:role/Deploy`, "owners-own-id");
	await page.getByLabel("AWS SDK back-off strategy").selectOption("FullJitterBackoffStrategy");
	await page.getByLabel("First delay").fill("250");
	await expectNothing(page);
	await expectNoSidewaysScroll(page);
	await wizard.continue();

	await wizard.onStep("Delegate set-up");
	await wizard.serviceAccount();
	await page.getByLabel("Delegate YAML").fill(DELEGATE_YAML);
	await page.getByRole("button", { name: "Change the YAML" }).click();
	const diff = page.getByRole("region", { name: /YAML/ });
	await expect(diff.getByText("Added: serviceAccountName: harness-delegate")).toBeVisible();
	await expectNothing(page);
	await expectNoSidewaysScroll(page);
	await wizard.continue();

	await wizard.onStep("Connectivity mode");
	await expect(page.getByRole("radio", { name: "Connect through Harness Platform" })).toBeDisabled();
	await page.getByRole("radio", { name: "Only use delegates with all of the following tags" }).check();
	await page.getByLabel("Delegate tags").fill("eks, production");
	await expect(page.getByRole("list", { name: "Delegates" }).getByRole("listitem")).toHaveCount(4);
	await expect(page.getByText(/4 delegates; 1 connected and fit/)).toBeVisible();
	await expectNothing(page);
	await expectNoSidewaysScroll(page);
	await wizard.continue();

	await wizard.onStep("Connection test");
	await page.getByRole("checkbox", { name: "Pull from ECR", exact: true }).click();
	await page.getByRole("button", { name: "Save tasks" }).click();
	await expectNothing(page);
	await expectNoSidewaysScroll(page);
	await wizard.finish();
	await expect(page.getByRole("heading", { name: `${name} is registered in Harness` })).toBeVisible();
	await expect(page.getByLabel("Reference in YAML")).toHaveValue(`account.${name}`);

	const before = await storedBody(sandbox, name);
	expect(before.type).toBe("Aws");
	expect(before.spec).toMatchObject({
		delegateSelectors: ["eks", "production"],
		executeOnDelegate: true,
		credential: {
			type: "Irsa",
			region: "us-east-1",
			crossAccountAccess: {
				crossAccountRoleArn: `arn:aws:iam::${accountId}:role/Deploy`,
				externalId: "owners-own-id",
			},
		},
		awsSdkClientBackOffStrategyOverride: {
			type: "FullJitterBackoffStrategy",
			spec: { baseDelay: 250, maxBackoffTime: 20_000, retryCount: 3 },
		},
	});
	const harness = page.getByRole("listitem").filter({ hasText: "Harness's own test" });
	await expect(harness.getByText("Passed", { exact: true })).toBeVisible({ timeout: 45_000 });
	await expectNothing(page);

	await test.step("its page names how it signs in, and it can be edited", async () => {
		await page.getByRole("link", { name: "Open this connector" }).click();
		await expect(page.getByText("Use IRSA")).toBeVisible();
		await expect(page.getByRole("link", { name: "Change features" })).toHaveCount(0);
		await expectNothing(page);
		await page.getByRole("link", { name: "Connectivity mode" }).click();
		await page.getByLabel("Delegate tags").fill("eks, tooling");
		await wizard.continue();
		await wizard.onStep("Connection test");
		await page.getByRole("button", { name: "Save to Harness again" }).click();
		await expect(async () => {
			const after = await storedBody(sandbox, name);
			expect(after.spec.delegateSelectors).toEqual(["eks", "tooling"]);
		}).toPass({ timeout: 20_000 });
	});

	await test.step("nobody here used the external ID that the role's owner gave out", async () => {
		const requests = JSON.stringify(await sandbox.awsRequests());
		expect(requests).not.toContain("owners-own-id");
	});

	await test.step("it is removed in Harness", async () => {
		const id = /connectors\/([a-z0-9]+)\//.exec(page.url())?.[1] ?? "";
		await page.goto(`/connectors/${id}/offboard`);
		await page.getByRole("button", { name: "Offboard this connector" }).click();
		await expect(page.getByText("Harness has removed the connector.")).toBeVisible();
		await expect(page.getByText("Offboarded", { exact: true })).toBeVisible();
		await expectNothing(page);
		await expect(storedBody(sandbox, name)).rejects.toThrow(/40[04]/);
	});
});

test("a connector of a project takes its key from a secret of Harness, and never sees the key", async ({
	page,
	sandbox,
	accountId,
}) => {
	test.setTimeout(90_000);
	const wizard = platformWizardOf(page);
	const name = `key_${accountId}`;
	await putRole(sandbox, accountId, "Deploy", trusts(DEPLOYER_CREDENTIALS.principalArn));
	await wizard.begin();
	await wizard.overview({ name, accountId, orgId: "default", projectId: "payments" });
	await wizard.onStep("Credentials");
	await wizard.way("AWS access key");
	await page.getByLabel("Access key ID", { exact: true }).fill(DEPLOYER_CREDENTIALS.accessKeyId);
	await expect(page.getByText(/secrets of Harness can be chosen/)).toBeVisible();
	await page.getByLabel("Secret key reference").fill("payments_aws_secret_key");
	await wizard.stsRole(`arn:aws:iam::${accountId}:role/Deploy`);
	await expectNothing(page);
	await wizard.continue();
	await wizard.onStep("Delegate set-up");
	await expectNothing(page);
	await wizard.continue();
	await wizard.onStep("Connectivity mode");
	await wizard.continue();
	await wizard.finish();
	await expect(page.getByRole("heading", { name: `${name} is registered in Harness` })).toBeVisible();
	const place = { orgIdentifier: "default", projectIdentifier: "payments" };
	const { spec } = await storedBody(sandbox, name, place);
	expect(spec).toMatchObject({
		executeOnDelegate: false,
		credential: {
			type: "ManualConfig",
			spec: { accessKey: DEPLOYER_CREDENTIALS.accessKeyId, secretKeyRef: "payments_aws_secret_key" },
		},
	});
	const harness = page.getByRole("listitem").filter({ hasText: "Harness's own test" });
	await expect(harness.getByText("Passed", { exact: true })).toBeVisible({ timeout: 45_000 });
});

test("OIDC takes the role that trusts Harness's tokens, and the role of a delegate needs nothing but the delegate", async ({
	page,
	sandbox,
	accountId,
}) => {
	test.setTimeout(120_000);
	const wizard = platformWizardOf(page);

	await test.step("OIDC", async () => {
		const name = `oidc_${accountId}`;
		await wizard.begin();
		await wizard.overview({ name, accountId });
		await wizard.onStep("Credentials");
		await wizard.way("Use OIDC");
		await page.getByText("What to make in AWS first").click();
		const policy = await page.getByRole("region", { name: "Trust policy for OIDC" }).textContent();
		const [statement] = JSON.parse(policy ?? "").Statement;
		await putRole(sandbox, accountId, "HarnessOidc", statement);
		await page.getByLabel("IAM role ARN").fill(`arn:aws:iam::${accountId}:role/HarnessOidc`);
		await expectNothing(page);
		await wizard.continue();
		await wizard.onStep("Connectivity mode");
		await page.getByRole("radio", { name: "Connect through Harness Platform" }).check();
		await wizard.continue();
		await wizard.finish();
		const { spec } = await storedBody(sandbox, name);
		expect(spec.credential).toMatchObject({
			type: "OidcAuthentication",
			spec: { iamRoleArn: `arn:aws:iam::${accountId}:role/HarnessOidc` },
		});
		const harness = page.getByRole("listitem").filter({ hasText: "Harness's own test" });
		await expect(harness.getByText("Passed", { exact: true })).toBeVisible({ timeout: 45_000 });
	});

	await test.step("the delegate's role", async () => {
		const name = `delegate_${accountId}`;
		await wizard.begin();
		await wizard.overview({ name, accountId: accountId.replace(/^70/, "71") });
		await wizard.onStep("Credentials");
		await wizard.way("Assume IAM role on delegate");
		await wizard.continue();
		await wizard.onStep("Delegate set-up");
		await wizard.continue();
		await wizard.onStep("Connectivity mode");
		await page.getByRole("radio", { name: "Use any available delegate" }).check();
		await expect(page.getByText("Harness may refuse this without tags")).toBeVisible();
		await expectNothing(page);
		await wizard.continue();
		await wizard.finish();
		const { spec } = await storedBody(sandbox, name);
		expect(spec).toMatchObject({
			executeOnDelegate: true,
			delegateSelectors: [],
			credential: { type: "InheritFromDelegate" },
		});
	});
});

test("a GovCloud region is refused for another account's credentials, and the reverse, with the reason at the field", async ({
	page,
	accountId,
}) => {
	const wizard = platformWizardOf(page);
	await wizard.begin();
	await wizard.overview({ name: `gov_${accountId}`, accountId });
	await wizard.onStep("Credentials");
	await page.getByLabel("Test region").selectOption("us-gov-west-1");
	await wizard.continue();
	await expect(page.getByLabel("Test region")).toHaveAccessibleDescription(
		/us-gov-west-1 is in another partition/,
	);
	await wizard.onStep("Credentials");

	await wizard.begin();
	await wizard.overview({
		name: `govcloud_${accountId}`,
		accountId: accountId.replace(/^70/, "72"),
		isGovCloud: true,
	});
	await wizard.onStep("Credentials");
	await expect(page.getByLabel("Test region")).toHaveValue("us-gov-west-1");
	await page.getByLabel("Test region").selectOption("us-east-1");
	await wizard.continue();
	await expect(page.getByLabel("Test region")).toHaveAccessibleDescription(/Choose a GovCloud region/);
});
