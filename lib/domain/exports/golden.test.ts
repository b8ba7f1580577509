import { expect, test } from "vitest";
import { EXPORT_FORMATS, type ExportFormat, exportFiles } from "./export-forms.ts";
import {
	connectorPlan,
	exportPlatform,
	FULL_PLATFORM,
	PAYER,
	rolloutPlan,
	selectionPlan,
	withStackSet,
} from "./export-plan.test-support.ts";
import type { ExportPlan } from "./export-plan.ts";

const DELEGATED = withStackSet({ callAs: "DELEGATED_ADMIN", administratorAccountId: "888888888888" });

/** Beside a payer: one of the account, and one of a project that signs in by a key and is in Harness already. */
const MIXED = selectionPlan({
	...{ title: "3 connectors", accounts: [PAYER], left: [] },
	platform: [
		exportPlatform(),
		exportPlatform(
			{
				...FULL_PLATFORM,
				credential: {
					type: "ManualConfig",
					...{ accessKey: { id: "AKIA0" }, secretKeyRef: "account.key", sessionTokenRef: null },
				},
			},
			true,
		),
	],
});
const PLATFORM = selectionPlan({
	...{ scope: "connector", title: "Deploy", accounts: [], left: [] },
	platform: [exportPlatform({ ...FULL_PLATFORM, name: "It's" })],
});

const GOLDEN: readonly (readonly [string, ExportPlan, readonly ExportFormat[]])[] = [
	["rollout", rolloutPlan(), EXPORT_FORMATS],
	["rollout-delegated", DELEGATED, ["terraform", "cloudformation"]],
	["rollout-held-by-a-stack", withStackSet({ madeBy: "stack" }), ["terraform"]],
	["rollout-found", withStackSet({ madeBy: "else", isOwnStackThere: true }), ["terraform"]],
	["selection", selectionPlan(), ["terraform", "cli"]],
	["connector", connectorPlan(PAYER), EXPORT_FORMATS.filter((format) => format !== "terraform-organization")],
	["mixed", MIXED, ["terraform", "opentofu", "curl", "json", "csv", "cli"]],
	["platform", PLATFORM, ["terraform", "curl", "json", "csv"]],
];

const CASES = GOLDEN.flatMap(([name, plan, formats]) =>
	formats.map((format) => [name, format, plan] as const),
);

test.each(CASES)("%s as %s is what was looked at and found right", async (name, format, plan) => {
	const files = [...exportFiles(plan, format)];
	const text = files.map((file) => `=== ${file.path}${file.isScript ? " (script)" : ""}\n${file.text}`);
	await expect(text.join("\n")).toMatchFileSnapshot(`golden/${name}.${format}.txt`);
});

test("no file holds a secret, only where it is read from", () => {
	for (const [, , plan] of CASES) {
		for (const format of EXPORT_FORMATS) {
			for (const { text } of exportFiles(plan, format)) {
				for (const [line] of text.matchAll(/^.*(?:api[_-]key|password|secret|token).*$/gim)) {
					expect(line).toMatch(
						/(var\.|TF_VAR_)harness_platform_api_key|variable "harness_platform_api_key"|HARNESS_(PLATFORM_)?API_KEY|Harness service account|No file holds a secret|secret_key_ref +=|here stand their names|"secretKeyRef":/,
					);
				}
			}
		}
	}
});
