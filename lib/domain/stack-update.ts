import { parseAccountId } from "./account-id.ts";
import { shellQuote } from "./aws-cli.ts";
import { consoleOrigin, isPartition, isRegionOf, type Partition } from "./partition.ts";
import { encodeQueryText } from "./query-text.ts";

/** Where a stack is. */
export type StackPlace = {
	readonly partition: Partition;
	readonly region: string;
	readonly stackName: string;
	/** The stack's ARN, where it is known: it also tells a stack from an earlier one of the same name. */
	readonly stackId: string | null;
};

/** What is to become of a stack, for every way to do it. */
export type StackUpdate = StackPlace & {
	/** Null: the stack keeps its template, and parameters alone change. */
	readonly templateUrl: string | null;
	/** New values by exact parameter name. */
	readonly changes: Readonly<Record<string, string>>;
	/** Parameters that the stack has already and that the template still knows; those not in `changes` are kept. */
	readonly known: readonly string[];
};

const STACK_ID =
	/^arn:([a-z-]+):cloudformation:([a-z0-9-]+):([0-9]{12}):stack\/([A-Za-z][A-Za-z0-9-]{0,127})\/([0-9A-Za-z-]{1,64})$/;

/**
 * Reads a stack's ARN, as the role's tag bears it. The tag can be changed by whoever may tag the role, so it is
 * taken only for a stack of the account that the caller expects.
 *
 * @param accountId 12 digits; the declared account of the connector
 * @example stackPlaceOf("arn:aws:cloudformation:us-east-1:123456789012:stack/role/6f0c…", "aws", "123456789012")?.region
 * // "us-east-1"
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html
 */
export function stackPlaceOf(stackId: string, partition: Partition, accountId: string): StackPlace | null {
	const [, arnPartition = "", region = "", account = "", stackName = ""] = STACK_ID.exec(stackId) ?? [];
	if (!isPartition(arnPartition) || arnPartition !== partition || !isRegionOf(partition, region)) return null;
	if (!parseAccountId(account).ok || account !== accountId) return null;
	return { partition, region, stackName, stackId };
}

/**
 * The AWS CLI command that updates a stack and keeps every value that does not change, for a POSIX shell.
 * A parameter that is not named would fall back to its default, so each kept one is named with UsePreviousValue.
 *
 * @example updateStackCommand({ …place, templateUrl: null, changes: { EventsEnabled: "true" }, known: ["RoleName"] })
 * @see https://docs.aws.amazon.com/cli/latest/reference/cloudformation/update-stack.html
 */
export function updateStackCommand(update: StackUpdate): string {
	return command("update-stack", update, [...templateWords(update), ...changeWords(update)]);
}

/**
 * The same in three steps, so that AWS shows what it would do before it does it: make a change set, read it, run it.
 * Throws a RangeError when the name is none that AWS takes: the caller makes it.
 *
 * @param name letters, digits and hyphens, beginning with a letter
 * @example changeSetCommands(update, "rolebridge-features").execute
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks-changesets.html
 */
export function changeSetCommands(
	update: StackUpdate,
	name: string,
): { readonly create: string; readonly describe: string; readonly execute: string } {
	if (!/^[A-Za-z][A-Za-z0-9-]{0,127}$/.test(name)) throw new RangeError("not the name of a change set");
	const named = `--change-set-name ${shellQuote(name)}`;
	const create = command("create-change-set", update, [
		named,
		"--change-set-type UPDATE",
		...templateWords(update),
		...changeWords(update),
	]);
	const made = command("wait change-set-create-complete", update, [named]);
	return {
		create: `${create} && ${made}`,
		describe: command("describe-change-set", update, [named]),
		execute: command("execute-change-set", update, [named]),
	};
}

/**
 * The parameters to change by hand, in the order they are given. Everything else stays as it is.
 *
 * @example stackChecklist({ …update, changes: { EventsEnabled: "true" } }) // [{ name: "EventsEnabled", value: "true" }]
 */
export function stackChecklist({
	changes,
}: Pick<StackUpdate, "changes">): readonly { readonly name: string; readonly value: string }[] {
	return Object.keys(changes).map((name) => ({ name, value: changes[name] ?? "" }));
}

/**
 * The stack in the CloudFormation console; without its id, the list of stacks narrowed to its name.
 *
 * @example stackConsoleUrl({ partition: "aws", region: "us-east-1", stackName: "role", stackId: null })
 * // "https://us-east-1.console.aws.amazon.com/cloudformation/home?region=us-east-1#/stacks?filteringText=role&…"
 */
export function stackConsoleUrl(place: StackPlace): string {
	if (place.stackId !== null) {
		return `${consoleHome(place)}#/stacks/stackinfo?stackId=${encodeQueryText(place.stackId)}`;
	}
	const name = encodeQueryText(place.stackName);
	return `${consoleHome(place)}#/stacks?filteringText=${name}&filteringStatus=active&viewNested=true`;
}

/**
 * The console's own page for updating a stack, with the new template filled in where there is one. AWS documents no
 * such link, only those that create a stack, so a page must say that it may stop working. Null without the stack's
 * id, which that page needs.
 *
 * @example stackUpdateUrl({ …place, stackId, templateUrl: null })
 * // "https://us-east-1.console.aws.amazon.com/cloudformation/home?region=us-east-1#/stacks/update/template?stackId=arn%3A…"
 */
export function stackUpdateUrl(update: StackPlace & Pick<StackUpdate, "templateUrl">): string | null {
	if (update.stackId === null) return null;
	const template = update.templateUrl === null ? "" : `&templateURL=${encodeQueryText(update.templateUrl)}`;
	return `${consoleHome(update)}#/stacks/update/template?stackId=${encodeQueryText(update.stackId)}${template}`;
}

function consoleHome({ partition, region }: StackPlace): string {
	return `${consoleOrigin(partition, region)}/cloudformation/home?region=${region}`;
}

function command(verb: string, { region, stackName, stackId }: StackPlace, words: readonly string[]): string {
	return [
		`aws cloudformation ${verb}`,
		`--region ${shellQuote(region)}`,
		`--stack-name ${shellQuote(stackId ?? stackName)}`,
		...words,
	].join(" \\\n  ");
}

function templateWords({ templateUrl }: StackUpdate): readonly string[] {
	return [
		templateUrl === null ? "--use-previous-template" : `--template-url ${shellQuote(templateUrl)}`,
		"--capabilities CAPABILITY_NAMED_IAM",
	];
}

/** As JSON: the CLI's shorthand would read a comma or an equals sign in a value as its own. */
function changeWords({ changes, known }: StackUpdate): readonly string[] {
	const changed = Object.keys(changes).map((name) => ({
		ParameterKey: name,
		ParameterValue: changes[name] ?? "",
	}));
	const kept = known
		.filter((name) => !Object.hasOwn(changes, name))
		.map((name) => ({ ParameterKey: name, UsePreviousValue: true }));
	return [`--parameters ${shellQuote(JSON.stringify([...changed, ...kept]))}`];
}
