import type { ExportAccount } from "./export-plan.ts";

/** Something a connector has that Harness's Terraform provider has no argument for. */
export type ProviderLimit = {
	/** One sentence: what is lost, and what that means. */
	readonly what: string;
	readonly accountIds: readonly string[];
};

/** https://registry.terraform.io/providers/harness/harness/latest/docs/resources/platform_connector_awscc */
const DOCUMENTED_FEATURES: readonly string[] = ["BILLING", "OPTIMIZATION", "VISIBILITY", "GOVERNANCE"];

type Kind = { readonly what: string; readonly applies: (account: ExportAccount) => boolean };

const KINDS: readonly Kind[] = [
	{
		what: "AWS GovCloud: the provider has no argument for it, so Harness would take the account for one of the standard partition. Register these with curl instead.",
		applies: ({ connector }) => connector.spec.isAWSGovCloudAccount === true,
	},
	{
		what: "The report's type (CUR 2.0): the provider has no argument for it, so Harness would look for a CUR 1.0 report of that name. Register these with curl instead.",
		applies: ({ connector }) => (connector.spec.curAttributes?.reportType ?? "CUR1.0") !== "CUR1.0",
	},
	{
		what: "AutoStopping narrowed to some kinds of resources: the provider has no argument for it. The role is narrow all the same; Harness is told AutoStopping as a whole.",
		applies: ({ connector }) => (connector.spec.autostoppingFeatures ?? []).length > 0,
	},
	{
		what: "Features beside BILLING, OPTIMIZATION, VISIBILITY and GOVERNANCE: the provider does not document them and hands them on unread.",
		applies: ({ connector }) =>
			connector.spec.featuresEnabled.some((feature) => !DOCUMENTED_FEATURES.includes(feature)),
	},
	{
		what: "Connectors that exist already are imported and then written whole: whatever somebody set in Harness that stands in no argument here is lost. Read the plan before you apply it.",
		applies: ({ existsInHarness }) => existsInHarness !== null,
	},
];

/**
 * What Terraform cannot carry, kind by kind; empty when it can carry everything.
 *
 * @example providerLimits(plan.accounts)[0]?.accountIds // ["123456789012"]
 */
export function providerLimits(accounts: readonly ExportAccount[]): readonly ProviderLimit[] {
	return KINDS.map(({ what, applies }) => ({
		what,
		accountIds: accounts.filter(applies).map(({ accountId }) => accountId),
	})).filter(({ accountIds }) => accountIds.length > 0);
}

/** The same as lines of text, each of about a hundred characters. */
export function limitLines(limits: readonly ProviderLimit[]): readonly string[] {
	return limits.flatMap(({ what, accountIds }) => wrapped(`- ${what} (${accountWords(accountIds)})`));
}

const NAMED_ACCOUNTS = 3;

/**
 * The first three account IDs, and how many more there are.
 *
 * @example accountWords(["123456789012"]) // "123456789012"
 */
export function accountWords(accountIds: readonly string[]): string {
	const named = accountIds.slice(0, NAMED_ACCOUNTS).join(", ");
	const more = accountIds.length - NAMED_ACCOUNTS;
	return more > 0 ? `${named} and ${more} more` : named;
}

const LINE = 100;

/** Broken at spaces; what follows the first line is indented under it. */
function wrapped(text: string): readonly string[] {
	const lines: string[] = [];
	for (const word of text.split(" ")) {
		const last = lines.at(-1);
		if (last === undefined) lines.push(word);
		else if (last.length + 1 + word.length <= LINE) lines[lines.length - 1] = `${last} ${word}`;
		else lines.push(`  ${word}`);
	}
	return lines;
}
