import type { ExportFormat } from "#lib/domain/exports/export-forms.ts";

type FormWords = { readonly title: string; readonly what: string };

/** What each form is, in a line. */
export const FORM_WORDS: Readonly<Record<ExportFormat, FormWords>> = {
	terraform: {
		title: "Terraform",
		what: "The role and the connector, for each account its own root module.",
	},
	"terraform-organization": {
		title: "Terraform, accounts by AWS",
		what: "The same, but AWS Organizations names the accounts at every run.",
	},
	"terraform-accounts": {
		title: "Terraform, account by account",
		what: "No stack set: a root module for each account, run with its own credentials.",
	},
	"terraform-module": {
		title: "Terraform, community module",
		what: "As in Harness's document: one account at a time, and a role that only Harness checks.",
	},
	opentofu: {
		title: "OpenTofu",
		what: "One root module with a provider for each account. Terraform has no such thing.",
	},
	curl: { title: "cURL", what: "Harness's documented call for each connector. Makes no roles." },
	cli: { title: "AWS CLI", what: "Commands that make the roles. Registers nothing in Harness." },
	cloudformation: { title: "CloudFormation", what: "Input files for the AWS CLI, to make the roles by." },
	json: { title: "JSON", what: "The requests' bodies, as Harness takes them." },
	csv: { title: "CSV", what: "A table of what is planned, to read or to hand on." },
};

/** Of a plan with a stack set. */
const STACK_SET_WORDS: Readonly<Partial<Record<ExportFormat, FormWords>>> = {
	terraform: {
		title: "Terraform",
		what: "A stack set for the roles, and a connector for each account of a list.",
	},
};

/** @param formats all that the plan has: with a stack set, Terraform is another thing than a root module per account */
export function wordsOf(format: ExportFormat, formats: readonly ExportFormat[]) {
	const hasStackSet = formats.includes("terraform-accounts");
	return (hasStackSet ? STACK_SET_WORDS[format] : undefined) ?? FORM_WORDS[format];
}
