import { JSON_TYPE, jsonText, type Part, part, TEXT } from "../pack-files.ts";
import { featureLines, heading, howItIsDone, iso, line, trustLines } from "../pack-text.ts";
import type { RolloutReceiverView } from "../view.ts";

export type RolloutPackSource = {
	readonly view: RolloutReceiverView;
	/** Milliseconds since 1970. */
	readonly madeAt: number;
	/** Our two templates, as this build has them; null where links use others. */
	readonly templates: { readonly organization: string; readonly role: string } | null;
};

/** The files that belong to a whole organization's request. */
export function rolloutPackParts({ view, madeAt, templates }: RolloutPackSource): readonly Part[] {
	const { way } = view;
	const yaml = "application/yaml";
	return [
		part(
			"request.txt",
			"The request in words, with every action, its reason and its risk",
			TEXT,
			rolloutPackText(view, madeAt),
		),
		...(templates === null
			? []
			: [
					part("organization-template.yaml", "The template of the stack", yaml, templates.organization),
					part("role-template.yaml", "The template of each account's role", yaml, templates.role),
				]),
		...(way.kind === "create"
			? [
					part("parameters.json", "The stack's parameters", JSON_TYPE, jsonText(way.parameters)),
					...(way.terraform === ""
						? []
						: [part("stack.tf", "The same stack in Terraform", TEXT, way.terraform)]),
				]
			: []),
	];
}

/** The whole request as plain text: who asks, what is made where, every action with its reason, how to undo it. */
function rolloutPackText(view: RolloutReceiverView, madeAt: number): string {
	const { account, requirements, payer, exceptions, undo, trust } = view;
	const { partition } = account;
	const lines = [
		heading(`Connect an organization to Harness (from AWS account ${account.id})`, "="),
		...facts(view, madeAt),
		...trustLines(trust),
		heading("What the role in each account may do", "-"),
		...featureLines({ requirements, costReportType: null, partition }),
		...(payer === null
			? []
			: [heading("What the role in this account may do", "-"), ...featureLines({ ...payer, partition })]),
		...exceptions.flatMap(({ whom, requirements: others }) => [
			heading(`Instead, in ${whom}`, "-"),
			...featureLines({ requirements: others, costReportType: null, partition }),
		]),
		heading("What Rolebridge reads in this account", "-"),
		`By the role ${view.readerRoleName}: the organization's accounts and units, and how far the stack set is. It can change nothing.`,
		"",
		...howItIsDone(view),
		heading("How to undo it", "-"),
		`Delete the stack ${undo.stackName} in ${undo.region}. It takes the stack set, and with it the role of every account, away again.`,
		undo.cliCommand,
	];
	return `${lines.join("\n")}\n`;
}

function facts(view: RolloutReceiverView, madeAt: number): readonly string[] {
	const { sender, account, note, units, template, roleTemplate } = view;
	return [
		line("Asked by", sender.email === "" ? sender.name : `${sender.name} <${sender.email}>`),
		line("Asked on", iso(view.createdAt)),
		line("Works until", iso(view.expiresAt)),
		line("Check words", view.checkWords.join(" ")),
		line(
			"AWS account",
			`${account.id} (${account.isDelegated ? "delegated administrator" : "management account"})`,
		),
		...units.map(({ id, path }) => line("Where to", path === null ? id : `${path} (${id})`)),
		line("Role in each", view.roleName),
		line("Stack set", view.stackSetName),
		...[template, roleTemplate].flatMap((each) =>
			each === null ? [] : [line("Template", each.url), line("SHA-256", each.sha256 ?? "not known here")],
		),
		...(note === "" ? [] : ["", "The sender writes:", ...note.split(/\r?\n/).map((text) => `  ${text}`)]),
		line("Printed", iso(madeAt)),
		"",
	];
}
