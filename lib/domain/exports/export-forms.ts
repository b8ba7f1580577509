import { cliFiles } from "./cli-files.ts";
import { cloudFormationFiles } from "./cloudformation-files.ts";
import { curlFiles } from "./curl-files.ts";
import { csvFiles, jsonFiles } from "./data-files.ts";
import type { ExportFile, ExportPlan, ExportStackSet } from "./export-plan.ts";
import { isTerraform } from "./is-terraform.ts";
import { openTofuFiles } from "./opentofu.ts";
import { platformFiles } from "./platform-connector.ts";
import { readmeText } from "./readme.ts";
import { accountFiles } from "./terraform-account.ts";
import { moduleFiles } from "./terraform-module.ts";
import { organizationConnectors } from "./terraform-organization.ts";
import { mapConnectors, stackSetFiles } from "./terraform-stack-set.ts";

/** What a plan can be taken away as. `terraform`: a stack set where the plan has one, else a root module per account. */
export const EXPORT_FORMATS = [
	"terraform",
	"terraform-organization",
	"terraform-accounts",
	"terraform-module",
	"opentofu",
	"curl",
	"cli",
	"cloudformation",
	"json",
	"csv",
] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** What of the two halves of a connection a form makes. */
export type ExportMakes = { readonly roles: boolean; readonly connectors: boolean };

export const EXPORT_MAKES: Readonly<Record<ExportFormat, ExportMakes>> = {
	terraform: { roles: true, connectors: true },
	"terraform-organization": { roles: true, connectors: true },
	"terraform-accounts": { roles: true, connectors: true },
	"terraform-module": { roles: true, connectors: true },
	opentofu: { roles: true, connectors: true },
	curl: { roles: false, connectors: true },
	cli: { roles: true, connectors: false },
	cloudformation: { roles: true, connectors: false },
	json: { roles: false, connectors: false },
	csv: { roles: false, connectors: false },
};

/** A platform connector's role is not made here, and no account is a root module of its own. */
const WITHOUT_ROLES: readonly ExportFormat[] = ["terraform", "curl", "json", "csv"];

/** Only the forms that say something of their own about this kind of plan. */
export function formatsFor(
	plan: Pick<ExportPlan, "stackSet" | "naming" | "accounts" | "platform">,
): readonly ExportFormat[] {
	if (plan.accounts.length === 0 && plan.platform.length > 0) return WITHOUT_ROLES;
	return EXPORT_FORMATS.filter((format) => {
		if (format === "terraform-organization") return plan.stackSet !== null && plan.naming !== null;
		return format !== "terraform-accounts" || plan.stackSet !== null;
	});
}

/**
 * The files of a form, the main one first, README.md last. Made one at a time, so that thousands need not be in
 * memory together. An unfit form gives what is nearest: a root module per account.
 */
export function* exportFiles(plan: ExportPlan, format: ExportFormat): Generator<ExportFile> {
	yield* filesOf(plan, format);
	yield { path: "README.md", text: readmeText(plan, format) };
}

/** The file to look at first. */
export function mainFile(plan: ExportPlan, format: ExportFormat): ExportFile {
	for (const file of filesOf(plan, format)) return file;
	return { path: "README.md", text: readmeText(plan, format) };
}

function* filesOf(plan: ExportPlan, format: ExportFormat): Generator<ExportFile> {
	if (plan.accounts.length > 0 || plan.platform.length === 0 || !isTerraform(format))
		yield* accountsFilesOf(plan, format);
	if (isTerraform(format)) yield* platformFiles(plan);
}

function accountsFilesOf(plan: ExportPlan, format: ExportFormat): Generator<ExportFile> {
	switch (format) {
		case "terraform":
			return hasStackSet(plan) ? stackSetFiles(plan, mapConnectors(plan)) : accountFiles(plan);
		case "terraform-organization":
			return hasStackSet(plan) && hasNaming(plan)
				? stackSetFiles(plan, organizationConnectors(plan))
				: accountFiles(plan);
		case "terraform-accounts":
			return accountFiles(plan);
		case "terraform-module":
			return moduleFiles(plan);
		case "opentofu":
			return openTofuFiles(plan);
		case "curl":
			return curlFiles(plan);
		case "cli":
			return cliFiles(plan);
		case "cloudformation":
			return cloudFormationFiles(plan);
		case "json":
			return jsonFiles(plan);
		case "csv":
			return csvFiles(plan);
		default:
			return format satisfies never;
	}
}

function hasStackSet<P extends ExportPlan>(plan: P): plan is P & { readonly stackSet: ExportStackSet } {
	return plan.stackSet !== null;
}

function hasNaming<P extends ExportPlan>(plan: P): plan is P & { readonly naming: NonNullable<P["naming"]> } {
	return plan.naming !== null;
}
