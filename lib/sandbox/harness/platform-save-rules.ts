import type { AwsConnector } from "#lib/domain/platform/aws-connector-body.ts";
import { errorReply, type Reply } from "./replies.ts";
import { secretFor } from "./seeded-secrets.ts";
import { scopeOf } from "./state.ts";

/** What Harness refuses of a connector of type Aws beyond its schema; null: nothing. */
export function refusalOf(accountId: string, connector: AwsConnector): Reply | null {
	const { credential, delegateSelectors, executeOnDelegate } = connector.spec;
	const isDelegates = credential.type === "InheritFromDelegate" || credential.type === "Irsa";
	if (isDelegates && (delegateSelectors ?? []).length === 0) {
		return refused("delegateSelectors is empty for credentials that are a delegate's own");
	}
	if (isDelegates && executeOnDelegate === false) {
		return refused("executeOnDelegate is false for credentials that are a delegate's own");
	}
	if (credential.type === "ManualConfig" && !credential.spec) return refused("the keys are missing");
	if (credential.type === "OidcAuthentication" && !credential.spec?.iamRoleArn) {
		return refused("the role to take up by OIDC is missing");
	}
	if (connector.projectIdentifier && !connector.orgIdentifier) {
		return refused(`a project of account ${accountId} lies in an organization`);
	}
	const wrong = referencesOf(connector)
		.map((reference) => secretFor(reference, scopeOf(connector)))
		.find((found) => typeof found === "string");
	return typeof wrong === "string" ? refused(wrong) : null;
}

/** The names of secrets that the connector bears. */
function referencesOf({ spec }: AwsConnector): readonly string[] {
	if (spec.credential.type !== "ManualConfig") return [];
	const { accessKeyRef, secretKeyRef, sessionTokenRef } = spec.credential.spec ?? {};
	return [accessKeyRef, secretKeyRef, sessionTokenRef].filter((value) => typeof value === "string");
}

function refused(reason: string): Reply {
	return errorReply(400, "INVALID_REQUEST", `Invalid request: ${reason}`);
}
