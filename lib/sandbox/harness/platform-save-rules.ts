import type { AwsConnector } from "#lib/domain/platform/aws-connector-body.ts";
import { invalidRequest, type Reply } from "./replies.ts";
import { secretFor } from "./seeded-secrets.ts";
import { scopeOf } from "./state.ts";

/** Of what Harness is sometimes said to refuse: a delegate's own identity without the tags of delegates. */
export type SaveRules = { readonly wantsDelegateTags: boolean };

/** What Harness refuses of a connector of type Aws beyond its schema; null: nothing. */
export function refusalOf(accountId: string, connector: AwsConnector, rules: SaveRules): Reply | null {
	const { credential, delegateSelectors, executeOnDelegate } = connector.spec;
	const isDelegates = credential.type === "InheritFromDelegate" || credential.type === "Irsa";
	if (rules.wantsDelegateTags && isDelegates && (delegateSelectors ?? []).length === 0) {
		return invalidRequest("delegateSelectors is empty for credentials that are a delegate's own");
	}
	if (isDelegates && executeOnDelegate === false) {
		return invalidRequest("executeOnDelegate is false for credentials that are a delegate's own");
	}
	if (credential.type === "ManualConfig" && !credential.spec) return invalidRequest("the keys are missing");
	if (credential.type === "OidcAuthentication" && !credential.spec?.iamRoleArn) {
		return invalidRequest("the role to take up by OIDC is missing");
	}
	if (connector.projectIdentifier && !connector.orgIdentifier) {
		return invalidRequest(`a project of account ${accountId} lies in an organization`);
	}
	const wrong = referencesOf(connector)
		.map((reference) => secretFor(reference, scopeOf(connector)))
		.find((found) => typeof found === "string");
	return typeof wrong === "string" ? invalidRequest(wrong) : null;
}

/** The names of secrets that the connector bears. */
function referencesOf({ spec }: AwsConnector): readonly string[] {
	if (spec.credential.type !== "ManualConfig") return [];
	const { accessKeyRef, secretKeyRef, sessionTokenRef } = spec.credential.spec ?? {};
	return [accessKeyRef, secretKeyRef, sessionTokenRef].filter((value) => typeof value === "string");
}
