import type { ExportFormat } from "./export-forms.ts";
import type { ExportPlan } from "./export-plan.ts";
import { isTerraform } from "./is-terraform.ts";
import { nextSteps } from "./next-steps.ts";
import { oneLine } from "./one-line.ts";
import { limitLines, providerLimits } from "./provider-limits.ts";

/** What is in the archive, what is needed, and the exact commands in their order. */
export function readmeText(plan: ExportPlan, format: ExportFormat): string {
	const { accounts, platform, left } = plan;
	const existing =
		accounts.filter(({ existsInHarness }) => existsInHarness !== null).length +
		platform.filter(({ isInHarness }) => isInHarness).length;
	const limits = isTerraform(format) ? limitLines(providerLimits(accounts)) : [];
	const sections: readonly (readonly string[])[] = [
		[`# ${oneLine(plan.title)}`],
		[
			[
				`${whatWords(plan)}, Harness account ${plan.harness.accountId}.`,
				...(existing > 0 ? [`${existing.toLocaleString("en")} of them are in Harness already.`] : []),
				"No file holds a secret.",
			].join(" "),
		],
		["## Next commands"],
		...nextSteps(plan, format).map(stepLines),
		...(limits.length === 0
			? []
			: [
					["## What Harness's Terraform provider cannot carry"],
					limits,
					["The same export as curl carries all of it."],
				]),
		...(left.length === 0
			? []
			: [["## Left out"], left.map(({ accountId, why }) => `- ${accountId}: ${oneLine(why)}`)]),
	];
	return `${sections
		.filter((lines) => lines.length > 0)
		.map((lines) => lines.join("\n"))
		.join("\n\n")}\n`;
}

function whatWords({ accounts, platform }: ExportPlan): string {
	const words = (count: number, one: string, many: string) =>
		`${count.toLocaleString("en")} ${count === 1 ? one : many}`;
	const connectors = words(platform.length, "platform connector", "platform connectors");
	if (platform.length > 0 && accounts.length === 0) return connectors;
	const all = words(accounts.length, "AWS account", "AWS accounts");
	return platform.length === 0 ? all : `${all} and ${connectors}`;
}

function stepLines({
	what,
	commands,
}: {
	readonly what: string;
	readonly commands: string;
}): readonly string[] {
	return commands === "" ? [what] : [what, "", "```sh", commands, "```"];
}
