import type { ImportProblem } from "#lib/domain/import-connector.ts";

export const PROBLEM_WORDS = {
	"no-role": "It names no role that could be asked for.",
	oidc: "It signs in by OpenID Connect, without a role that trusts an external ID.",
	"role-elsewhere": "Its role is in another AWS account or partition than the connector says.",
	"no-account": "Its AWS account ID does not have 12 digits.",
	identifier: "Its identifier is a word that Harness's expressions reserve.",
	"no-known-feature": "It has only features that Rolebridge does not know.",
	"report-type": "Its cost report has a type that Rolebridge cannot check yet.",
} as const satisfies Record<ImportProblem, string>;
