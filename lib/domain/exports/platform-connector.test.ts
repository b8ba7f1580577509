import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { roleArnOf } from "#lib/testing/side-by-side.ts";
import { accountId, exportPlatform, FULL_PLATFORM, rolloutPlan } from "./export-plan.test-support.ts";
import type { ExportPlatform } from "./export-plan.ts";
import { platformConnectorTerraform } from "./platform-connector.ts";
import { at, readHcl } from "./read-hcl.test-support.ts";

const { harness } = rolloutPlan();
async function read(connector: ExportPlatform) {
	const parsed = await readHcl(platformConnectorTerraform(harness, connector));
	return { parsed, own: at(parsed, "resource", "harness_platform_connector_aws", "connector", 0) };
}

describe("a platform connector", () => {
	test("of the account has its credential alone", async () => {
		const { parsed, own } = await read(exportPlatform());
		expect(own).toEqual({
			identifier: "deploy",
			name: "Deploy",
			description: "",
			tags: ["team:data", "urgent"],
			execute_on_delegate: true,
			irsa: [{ delegate_selectors: ["eks"], region: "eu-west-1" }],
		});
		expect(parsed).not.toHaveProperty("import");
		expect(at(parsed, "terraform", 0, "required_providers", 0)).not.toHaveProperty("aws");
	});

	test.each([
		[{ type: "InheritFromDelegate" }, "inherit_from_delegate", {}],
		[
			{
				type: "ManualConfig",
				accessKey: { ref: "account.id" },
				secretKeyRef: "account.key",
				sessionTokenRef: "token",
			},
			"manual",
			{ access_key_ref: "account.id", secret_key_ref: "account.key", session_token_ref: "token" },
		],
		[
			{ type: "ManualConfig", accessKey: { id: "AKIA0" }, secretKeyRef: "org.key", sessionTokenRef: null },
			"manual",
			{ access_key: "AKIA0", secret_key_ref: "org.key" },
		],
		[
			{
				type: "OidcAuthentication",
				iamRoleArn: roleArnOf(accountId("123456789012"), "x"),
				sessionTagKeys: ["account_id"],
			},
			"oidc_authentication",
			{ iam_role_arn: "arn:aws:iam::123456789012:role/x", oidc_session_tag_keys: ["account_id"] },
		],
	] as const)("takes the credential %o", async (credential, name, wanted) => {
		const { own } = await read(exportPlatform({ credential, connectivity: { through: "harness" } }));
		expect(at(own, name)).toEqual([{ ...wanted, delegate_selectors: [], region: "eu-west-1" }]);
		expect(own).toMatchObject({ execute_on_delegate: false });
		expect(own).not.toHaveProperty("irsa");
	});

	test.each([
		[
			{ type: "FixedDelayBackoffStrategy", fixedBackoff: 10, retryCount: 2 },
			"fixed_delay_backoff_strategy",
			{ fixed_backoff: 10, retry_count: 2 },
		],
		[
			{ type: "FullJitterBackoffStrategy", baseDelay: 10, maxBackoffTime: 65, retryCount: 3 },
			"full_jitter_backoff_strategy",
			{ base_delay: 10, max_backoff_time: 65, retry_count: 3 },
		],
	] as const)("asks AWS again by %o", async (backOff, name, wanted) => {
		expect(at((await read(exportPlatform({ backOff }))).own, name)).toEqual([wanted]);
	});

	test("of a project that is in Harness is imported under its project", async () => {
		const { parsed, own } = await read(exportPlatform(FULL_PLATFORM, true));
		expect(own).toMatchObject({
			org_id: "default",
			project_id: "web",
			execute_on_delegate: true,
			cross_account_access: [{ role_arn: "arn:aws:iam::123456789012:role/Deploy", external_id: "x-1" }],
			equal_jitter_backoff_strategy: [{ base_delay: 100, max_backoff_time: 5000, retry_count: 3 }],
		});
		expect(at(parsed, "import", 0, "id")).toBe("default/web/deploy");
		const ofOrganization = await read(
			exportPlatform({ ...FULL_PLATFORM, scope: { kind: "organization", orgId: "default" } }, true),
		);
		expect(at(ofOrganization.parsed, "import", 0, "id")).toBe("default/deploy");
	});

	test("holds any text as text, and stands as terraform fmt leaves it", async () => {
		const text = fc.string({ unit: "grapheme" });
		await fc.assert(
			fc.asyncProperty(text, text, async (name, selector) => {
				const connectivity = { through: "delegate", selectors: [selector] } as const;
				const { own } = await read(exportPlatform({ name, connectivity }));
				expect(at(own, "name")).toBe(name.normalize("NFC"));
				expect(at(own, "irsa", 0, "delegate_selectors")).toEqual([selector.normalize("NFC")]);
			}),
			{ numRuns: 30 },
		);
		if (!hasTerraform()) return console.info("terraform is not installed: the format is not checked");
		for (const connector of [exportPlatform(), exportPlatform(FULL_PLATFORM, true)]) {
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
