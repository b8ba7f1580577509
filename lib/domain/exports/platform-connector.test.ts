import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { rolloutPlan } from "./export-plan.test-support.ts";
import { type PlatformConnector, platformConnectorTerraform } from "./platform-connector.ts";
import { at, readHcl } from "./read-hcl.test-support.ts";

const { harness } = rolloutPlan();
const PLAIN: PlatformConnector = {
	identifier: "deploy",
	name: "Deploy",
	description: "",
	tags: { team: "data", urgent: "" },
	scope: null,
	credential: { kind: "irsa", delegateSelectors: ["eks"] },
	region: "eu-west-1",
	crossAccountAccess: null,
	backOff: null,
	executeOnDelegate: null,
	isInHarness: false,
};
const FULL: PlatformConnector = {
	...PLAIN,
	scope: { orgId: "default", projectId: "web" },
	crossAccountAccess: { roleArn: "arn:aws:iam::123456789012:role/Deploy", externalId: "x-1" },
	backOff: { kind: "equal-jitter", baseDelay: 100, maxBackoffTime: 5000, retryCount: 3 },
	executeOnDelegate: true,
	isInHarness: true,
};

async function read(connector: PlatformConnector) {
	const parsed = await readHcl(platformConnectorTerraform(harness, connector));
	return { parsed, own: at(parsed, "resource", "harness_platform_connector_aws", "connector", 0) };
}

describe("a platform connector", () => {
	test("of the account has its credential alone", async () => {
		const { parsed, own } = await read(PLAIN);
		expect(own).toEqual({
			identifier: "deploy",
			name: "Deploy",
			description: "",
			tags: ["team:data", "urgent"],
			irsa: [{ delegate_selectors: ["eks"], region: "eu-west-1" }],
		});
		expect(parsed).not.toHaveProperty("import");
		expect(at(parsed, "terraform", 0, "required_providers", 0)).not.toHaveProperty("aws");
	});

	test.each([
		[
			{ kind: "inherit-from-delegate", delegateSelectors: ["a", "b"] },
			"inherit_from_delegate",
			{ delegate_selectors: ["a", "b"] },
		],
		[
			{
				kind: "manual",
				accessKey: { ref: "account.id" },
				secretKeyRef: "account.key",
				sessionTokenRef: "token",
				delegateSelectors: [],
			},
			"manual",
			{
				access_key_ref: "account.id",
				secret_key_ref: "account.key",
				session_token_ref: "token",
				delegate_selectors: [],
			},
		],
		[
			{
				kind: "manual",
				accessKey: { id: "AKIA0" },
				secretKeyRef: "org.key",
				sessionTokenRef: null,
				delegateSelectors: [],
			},
			"manual",
			{ access_key: "AKIA0", secret_key_ref: "org.key", delegate_selectors: [] },
		],
		[
			{
				kind: "oidc",
				iamRoleArn: "arn:aws:iam::1:role/x",
				sessionTagKeys: ["account_id"],
				delegateSelectors: [],
			},
			"oidc_authentication",
			{
				iam_role_arn: "arn:aws:iam::1:role/x",
				oidc_session_tag_keys: ["account_id"],
				delegate_selectors: [],
			},
		],
	] as const)("takes the credential %o", async (credential, name, wanted) => {
		const { own } = await read({ ...PLAIN, region: "", credential });
		expect(at(own, name)).toEqual([wanted]);
		expect(own).not.toHaveProperty("irsa");
	});

	test.each([
		[
			{ kind: "fixed-delay", fixedBackoff: 10, retryCount: 2 },
			"fixed_delay_backoff_strategy",
			{ fixed_backoff: 10, retry_count: 2 },
		],
		[
			{ kind: "full-jitter", baseDelay: 10, maxBackoffTime: 65, retryCount: 3 },
			"full_jitter_backoff_strategy",
			{ base_delay: 10, max_backoff_time: 65, retry_count: 3 },
		],
	] as const)("asks AWS again by %o", async (backOff, name, wanted) => {
		expect(at((await read({ ...PLAIN, backOff })).own, name)).toEqual([wanted]);
	});

	test("of a project that is in Harness is imported under its project", async () => {
		const { parsed, own } = await read(FULL);
		expect(own).toMatchObject({
			org_id: "default",
			project_id: "web",
			execute_on_delegate: true,
			cross_account_access: [{ role_arn: "arn:aws:iam::123456789012:role/Deploy", external_id: "x-1" }],
			equal_jitter_backoff_strategy: [{ base_delay: 100, max_backoff_time: 5000, retry_count: 3 }],
		});
		expect(at(parsed, "import", 0, "id")).toBe("default/web/deploy");
		const ofOrganization = await read({ ...FULL, scope: { orgId: "default", projectId: null } });
		expect(at(ofOrganization.parsed, "import", 0, "id")).toBe("default/deploy");
	});

	test("holds any text as text, and stands as terraform fmt leaves it", async () => {
		const text = fc.string({ unit: "grapheme" });
		await fc.assert(
			fc.asyncProperty(text, text, async (name, selector) => {
				const credential = { kind: "irsa", delegateSelectors: [selector] } as const;
				const { own } = await read({ ...PLAIN, name, credential });
				expect(at(own, "name")).toBe(name.normalize("NFC"));
				expect(at(own, "irsa", 0, "delegate_selectors")).toEqual([selector.normalize("NFC")]);
			}),
			{ numRuns: 30 },
		);
		if (!hasTerraform()) return console.info("terraform is not installed: the format is not checked");
		for (const connector of [PLAIN, FULL]) {
			const written = platformConnectorTerraform(harness, connector);
			const options = {
				input: written,
				encoding: "utf8",
				env: { ...process.env, TF_CLI_CONFIG_FILE: "/dev/null" },
			} as const;
			expect(execFileSync("terraform", ["fmt", "-"], options)).toBe(written);
		}
	});
});

function hasTerraform(): boolean {
	try {
		execFileSync("terraform", ["version"], { stdio: "ignore" });
		return true;
	} catch {
		return false;
	}
}
