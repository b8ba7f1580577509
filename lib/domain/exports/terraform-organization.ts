import type { Naming } from "../rollout.ts";
import { type ExportAccount, type ExportPlan, type ExportStackSet, roleArnOf } from "./export-plan.ts";
import {
	attribute,
	block,
	code,
	comment,
	type HclCode,
	type HclValue,
	hclFile,
	hclTemplate,
	object,
} from "./hcl.ts";
import { connectorEntry } from "./terraform-parts.ts";
import { connectedHere, connectorsFile } from "./terraform-stack-set.ts";

const EXPLANATION = `AWS Organizations is asked at every run, so an account that joins gets its connector by the next apply.
It names every account, whatever its unit and its state: those that the stack set does not cover, and
those that are suspended, belong into excluded_account_ids.`;

/** Connectors of whatever accounts AWS Organizations names when Terraform runs. */
export function organizationConnectors(
	plan: ExportPlan & { readonly stackSet: ExportStackSet; readonly naming: Naming },
): { readonly connectors: string; readonly accounts: string } {
	const here = connectedHere(plan);
	const usual = usualConnector(here);
	return {
		connectors: connectorsFile(plan, here),
		accounts: hclFile([
			[comment(EXPLANATION)],
			[block("data", ["aws_organizations_organization", "this"])],
			[
				block(
					"variable",
					["excluded_account_ids"],
					[
						attribute("type", code("set(string)")),
						attribute(
							"default",
							plan.left.map(({ accountId }) => accountId),
						),
					],
				),
			],
			[
				block(
					"locals",
					[],
					[attribute("accounts", code("merge(local.members, local.known)"))],
					[attribute("members", membersCode(plan.naming, usual))],
					[
						comment("Those with a name, features or a report of their own."),
						attribute("known", knownOf(here, plan.naming, usual)),
					],
				),
			],
		]),
	};
}

/** What most accounts have: their features, tags, description and the shape of their role's ARN. */
type Usual = Pick<ReturnType<typeof connectorEntry>, "description" | "tags" | "features"> & {
	readonly roleArn: readonly [string, string];
};

function usualConnector(accounts: readonly ExportAccount[]): Usual {
	const members = accounts.filter(({ isManagement }) => !isManagement);
	const counts = new Map<string, { account: ExportAccount; count: number }>();
	for (const account of members.length > 0 ? members : accounts) {
		const key = JSON.stringify(commonPart(account));
		const seen = counts.get(key);
		if (seen === undefined) counts.set(key, { account, count: 1 });
		else seen.count++;
	}
	let most: { account: ExportAccount; count: number } | undefined;
	for (const each of counts.values()) if (each.count > (most?.count ?? 0)) most = each;
	if (most === undefined) return { description: "", tags: [], features: [], roleArn: ["", ""] };
	return commonPart(most.account);
}

function commonPart(account: ExportAccount): Usual {
	const { description = "", tags = [], features = [] } = connectorEntry(account);
	const [before = "", after = ""] = roleArnOf(account).split(account.accountId);
	return { description, tags, features, roleArn: [before, after] };
}

/** Names cleaned as Harness's document cleans them; the accents that we take off fall to `_` here. */
const CLEANED_NAME =
	'replace(replace(replace(trimspace(account.name), "-", "_"), " ", "_"), "/[^0-9A-Za-z_.]/", "_")';
const PLACEHOLDERS: Readonly<Record<string, string>> = { accountId: "account.id", accountName: CLEANED_NAME };
/** An identifier has no dots. */
const IDENTIFIER_PLACEHOLDERS: Readonly<Record<string, string>> = {
	...PLACEHOLDERS,
	accountName: CLEANED_NAME.replace("_.]", "_]"),
};

function membersCode(
	naming: Naming,
	{ description = "", tags = [], features = [], roleArn }: Usual,
): HclCode {
	const entry = object({
		identifier: patternCode(naming.identifier, IDENTIFIER_PLACEHOLDERS),
		name: patternCode(naming.connectorName, PLACEHOLDERS),
		description,
		tags,
		features,
		role_arn: hclTemplate([roleArn[0], code("account.id"), roleArn[1]]),
		report_name: null,
		s3_bucket: null,
	});
	const [first = "", ...rest] = hclFile([[attribute("x", entry)]])
		.trimEnd()
		.split("\n");
	const inner = [first.slice("x = ".length), ...rest].map((line, index) =>
		index === 0 ? line : `  ${line}`,
	);
	return code(
		[
			"{",
			"  for account in data.aws_organizations_organization.this.non_master_accounts :",
			`  account.id => ${inner.join("\n")} if !contains(var.excluded_account_ids, account.id)`,
			"}",
		].join("\n"),
	);
}

/** The data source says no unit: `{ou}` stands for nothing in the name of an account that is new. */
function patternCode(pattern: string, placeholders: Readonly<Record<string, string>>): HclCode {
	const parts = pattern.split(/\{(accountId|accountName|ou)\}/);
	return hclTemplate(
		parts.flatMap((part, index): readonly (string | HclCode)[] => {
			if (index % 2 === 0) return part === "" ? [] : [part];
			const expression = placeholders[part];
			return expression === undefined ? [] : [code(expression)];
		}),
	);
}

/** Every account that would come out otherwise than it is planned. */
function knownOf(accounts: readonly ExportAccount[], naming: Naming, usual: Usual): HclValue {
	const others = accounts.filter((account) => {
		const { connector, isManagement } = account;
		const isUsual =
			connector.identifier === byPattern(naming.identifier, account, /[^0-9A-Za-z_]/gu) &&
			connector.name === byPattern(naming.connectorName, account, /[^0-9A-Za-z_.]/gu) &&
			(connector.spec.curAttributes?.reportName ?? "") === "" &&
			JSON.stringify(commonPart(account)) === JSON.stringify(usual);
		return isManagement || !isUsual;
	});
	return object(Object.fromEntries(others.map((each) => [each.accountId, object(connectorEntry(each))])));
}

/** What patternCode() gives for the account. */
function byPattern(pattern: string, { accountId, accountName }: ExportAccount, refused: RegExp): string {
	const name = accountName.trim().replaceAll(/[- ]/g, "_").replaceAll(refused, "_");
	return pattern.replaceAll(/\{(accountId|accountName|ou)\}/g, (_, placeholder: string) =>
		placeholder === "accountId" ? accountId : placeholder === "accountName" ? name : "",
	);
}
