export type HarnessLinks = {
	/** Perspectives: the account's costs. */
	readonly costs: string;
	/** AutoStopping rules, where a new one is made. */
	readonly autoStopping: string;
	/**
	 * A new AutoStopping rule for AWS. Harness's page reads `provider` from its address and nothing else that is known,
	 * so the connector is chosen there, by the name that stands beside the link.
	 */
	readonly newAutoStoppingRule: string;
	/** The cloud integrations of Cloud Cost Management, where the connector is listed. */
	readonly connectors: string;
};

/**
 * Where a person looks in Harness once an account is connected. `baseUrl` is the host of the Harness cluster;
 * a path on it is dropped. Throws a TypeError when it is no URL: Settings checks it before it is stored.
 *
 * @example harnessLinks("https://app.harness.io", "EfOfrUbHTtupeZjUqxlHBg").costs
 * // "https://app.harness.io/ng/account/EfOfrUbHTtupeZjUqxlHBg/ce/perspectives"
 */
export function harnessLinks(baseUrl: string, harnessAccountId: string): HarnessLinks {
	const { origin } = new URL(baseUrl);
	const module = `${origin}/ng/account/${encodeURIComponent(harnessAccountId)}/ce`;
	return {
		costs: `${module}/perspectives`,
		autoStopping: `${module}/autostopping-rules`,
		newAutoStoppingRule: `${module}/autostopping-rules/create?${new URLSearchParams({ provider: "aws" })}`,
		connectors: `${module}/setup/clouds`,
	};
}
