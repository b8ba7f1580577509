import type { PlatformScope } from "./platform-settings.ts";

/** Where a person goes on about delegates. */
export type DelegateLinks = {
	/** Harness's list of delegates at the connector's scope, with "New Delegate" at its top. */
	readonly delegates: string;
	readonly install: string;
	/** For EKS as a cluster rather than as an AWS service. */
	readonly kubernetesConnector: string;
	readonly endpoints: string;
	readonly irsa: string;
	readonly initScript: string;
};

const DOCS = "https://developer.harness.io/docs/platform";

/**
 * Links for whoever sets a delegate up. `baseUrl` is the host of the Harness cluster; a path on it is dropped. Throws a
 * TypeError when it is no URL: Settings checks it before it is stored.
 *
 * @example delegateLinks("https://app.harness.io", "EfOfrUbHTtupeZjUqxlHBg", { kind: "account" }).delegates
 * // "https://app.harness.io/ng/account/EfOfrUbHTtupeZjUqxlHBg/settings/resources/delegates/list"
 */
export function delegateLinks(
	baseUrl: string,
	harnessAccountId: string,
	scope: PlatformScope,
): DelegateLinks {
	const account = `${new URL(baseUrl).origin}/ng/account/${encodeURIComponent(harnessAccountId)}`;
	return {
		delegates: `${account}/${placeOf(scope)}/resources/delegates/list`,
		install: `${DOCS}/delegates/install-delegates/overview/`,
		kubernetesConnector: `${DOCS}/connectors/cloud-providers/ref-cloud-providers/kubernetes-cluster-connector-settings-reference/`,
		endpoints: "https://docs.aws.amazon.com/general/latest/gr/rande.html#view-service-endpoints",
		irsa: "https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html",
		initScript: `${DOCS}/delegates/install-delegates/install-a-delegate-with-3-rd-party-tool-custom-binaries/`,
	};
}

/** Harness's pages of an account, an organization and a project lie at three kinds of places. */
function placeOf(scope: PlatformScope): string {
	switch (scope.kind) {
		case "account":
			return "settings";
		case "organization":
			return `settings/organizations/${encodeURIComponent(scope.orgId)}/setup`;
		case "project":
			return `home/orgs/${encodeURIComponent(scope.orgId)}/projects/${encodeURIComponent(scope.projectId)}/setup`;
		default:
			return scope satisfies never;
	}
}
