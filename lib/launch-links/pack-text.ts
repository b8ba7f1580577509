import type { CostReportType } from "#lib/domain/connector.ts";
import type { Destination } from "#lib/domain/destination.ts";
import { attachedPolicyArns } from "#lib/domain/destinations/attached-policies.ts";
import { profileOf } from "#lib/domain/destinations/profile-of.ts";
import { featureWords, wordsOf } from "#lib/domain/destinations/words-of.ts";
import type { Requirements } from "#lib/domain/features.ts";
import type { ConnectorLinkKind } from "#lib/domain/launch-link.ts";
import type { Partition } from "#lib/domain/partition.ts";
import { actionsOf } from "#lib/domain/permissions/summary.ts";
import type { ApprovalPackView, TrustView } from "./view.ts";

const TITLES = {
	connect: (vendor) => `Create a role that ${vendor} can use`,
	"change-features": (vendor) => `Change what ${vendor}'s role may do`,
	upgrade: () => "Update the role to the newest template",
	rotate: () => "Change the external ID that the role accepts",
	remove: (vendor) => `Remove the role that ${vendor} could use`,
} as const satisfies Record<ConnectorLinkKind, (vendor: string) => string>;

/**
 * The whole request as plain text, for a change ticket: who asks, for what, every action with its reason and its risk,
 * and how to undo it.
 */
export function packText(pack: ApprovalPackView): string {
	return `${[
		heading(`${TITLES[pack.kind](wordsOf(pack.destination).product)} (AWS account ${pack.account.id})`, "="),
		...facts(pack),
		...whoMayUseIt(pack),
		...whatItMayDo(pack),
		...howItIsDone(pack),
		...howToUndo(pack),
	].join("\n")}\n`;
}

function facts(pack: ApprovalPackView): readonly string[] {
	const { sender, account, role, template, note } = pack;
	return [
		line("Asked by", sender.email === "" ? sender.name : `${sender.name} <${sender.email}>`),
		line("Asked on", iso(pack.createdAt)),
		line("Works until", iso(pack.expiresAt)),
		line("Check words", pack.checkWords.join(" ")),
		line("AWS account", `${account.id} (${account.partition})`),
		line("Connector", account.name),
		line("Role", role.arn),
		...(role.permissionsBoundaryArn === "" ? [] : [line("Boundary", role.permissionsBoundaryArn)]),
		...(template === null
			? []
			: [
					line("Template", template.url),
					line("SHA-256", template.sha256 ?? "not known here: the template is Harness's own"),
				]),
		...(note === "" ? [] : ["", "The sender writes:", ...note.split(/\r?\n/).map((text) => `  ${text}`)]),
		line("Printed", iso(pack.madeAt)),
		"",
	];
}

function whoMayUseIt({ trust, kind }: ApprovalPackView): readonly string[] {
	return kind === "remove" ? [] : trustLines(trust);
}

export function trustLines({ harness, verifier }: TrustView): readonly string[] {
	return [
		heading("Who may use the role", "-"),
		...(harness === null
			? ["Harness, once its side is known here."]
			: [
					`${harness.vendor ?? "Harness"}: ${harness.principalArn}, only with the external ID`,
					`  ${harness.externalId}`,
				]),
		...(verifier === null
			? []
			: [
					`Rolebridge, to check the role: ${verifier.principalArn}, only with the external ID`,
					`  ${verifier.externalId}`,
					...(verifier.otherExternalId === null ? [] : [`  or, for a while, ${verifier.otherExternalId}`]),
				]),
		"",
	];
}

function whatItMayDo(pack: ApprovalPackView): readonly string[] {
	const { requirements, costReportType, account, kind, destination } = pack;
	if (kind === "remove") return [];
	return [
		heading("What the role may do", "-"),
		...(pack.template?.source === "harness"
			? ["As Harness publishes it today; the template named above decides, read it before you agree.", ""]
			: []),
		...featureLines({ requirements, costReportType, partition: account.partition, destination }),
	];
}

/** Each feature with every action, its reason and its risk. */
export function featureLines({
	requirements,
	costReportType,
	partition,
	destination = "harness-ccm",
}: {
	readonly requirements: Requirements;
	readonly costReportType: CostReportType | null;
	readonly partition: Partition;
	readonly destination?: Destination;
}): readonly string[] {
	const profile = profileOf(destination);
	return requirements.features.flatMap((feature) => {
		const { title, summary } = featureWords(destination, feature);
		const policies = attachedPolicyArns(profile, { ...requirements, features: [feature] }, partition);
		return [
			`${title}: ${summary}`,
			...policies.map((arn) => `  with the policy ${arn}`),
			...actionsOf(feature, requirements, costReportType, profile.manifest).flatMap(
				({ action, why, risk, riskNote }) => [
					`  ${action} [${risk}]`,
					`    why:  ${why}`,
					...(riskNote === null ? [] : [`    risk: ${riskNote}`]),
				],
			),
			"",
		];
	});
}

export function howItIsDone({ way }: Pick<ApprovalPackView, "way">): readonly string[] {
	const title = heading("How it is done", "-");
	switch (way.kind) {
		case "create":
			return [
				title,
				`In the AWS console, region ${way.region}:`,
				`  ${way.url}`,
				"",
				"Or by the AWS CLI:",
				way.cliCommand,
				"",
			];
		case "update":
			return [
				title,
				`Stack ${way.change.stackName}, region ${way.change.region}:`,
				`  ${way.change.updateUrl ?? way.change.stackUrl}`,
				...way.change.checklist.map(({ name, value }) => `  ${name} = ${value === "" ? "(empty)" : value}`),
				"",
				"Or by the AWS CLI:",
				way.change.cliCommand,
				"",
			];
		case "remove":
			return [
				title,
				`Delete stack ${way.removal.stackName}, region ${way.removal.region}:`,
				way.removal.cliCommand,
				"",
			];
		case "not-ready":
			return [title, "The sender's side is not ready yet. Open the request again later.", ""];
		default:
			return way satisfies never;
	}
}

function howToUndo({ undo, kind }: ApprovalPackView): readonly string[] {
	if (kind === "remove") return [];
	return [
		heading("How to undo it", "-"),
		`Delete the stack ${undo.stackName} in ${undo.region}. The role goes with it, and every access by it ends at once.`,
		undo.cliCommand,
	];
}

export function heading(text: string, rule: string): string {
	return `${text}\n${rule.repeat(text.length)}`;
}

export function line(name: string, value: string): string {
	return `${`${name}:`.padEnd(14)}${value}`;
}

export function iso(at: number): string {
	return new Date(at).toISOString();
}
