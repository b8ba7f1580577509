import { AUTOSTOPPING_INFO, FEATURE_INFO } from "../../feature-info.ts";
import { AUTOSTOPPING_FEATURES, type AutoStoppingFeature, type Feature } from "../../features.ts";
import { MANIFEST } from "../../permissions/manifest.ts";
import {
	GOVERNANCE_POLICIES,
	type ManifestStatement,
	type Needed,
} from "../../permissions/manifest-types.ts";
import type { LibraryEntry } from "../library-types.ts";
import type { PolicyStatement } from "../policy.ts";

const SOURCE = {
	title: "Harness: Set up Cloud Cost Management for AWS",
	url: "https://developer.harness.io/docs/cloud-cost-management/get-started/onboarding-guide/set-up-cost-visibility-for-aws",
};
const READ_ONLY_ACCESS = "arn:{partition}:iam::aws:policy/ReadOnlyAccess";
/** The manifest's placeholders in the library's words; the others are the same. */
const PLACEHOLDERS: Readonly<Record<string, string>> = {
	"{bucketName}": "{bucket}",
	"{lambdaRoleName}": "HarnessCELambdaExecutionRole",
	[GOVERNANCE_POLICIES]: READ_ONLY_ACCESS,
};
const OWN_WIZARD =
	"A cost connector of Rolebridge carries this by its own template. Take it here to add it to a role of yours.";

type Part = Pick<LibraryEntry, "id" | "title" | "description" | "notes"> & {
	readonly feature: Feature;
	readonly needed: readonly Needed["kind"][];
	readonly choice?: AutoStoppingFeature;
	readonly managedPolicyArn?: string;
};

const PARTS: readonly Part[] = [
	{
		...whole("ccm-billing", "BILLING"),
		needed: ["always", "cur2"],
		notes: [
			"The bucket is the one of the cost report. The copy goes to the bucket of Harness's US cluster unless you name another one.",
			OWN_WIZARD,
		],
	},
	{ ...whole("ccm-visibility", "VISIBILITY"), notes: [OWN_WIZARD] },
	{
		...whole("ccm-optimization", "OPTIMIZATION"),
		needed: ["autostopping-wide"],
		notes: [
			"This is Harness's wide policy: ec2:*, lambda:* and iam:PassRole on every role make an administrator of whoever holds it. The seven narrow tasks below take their places.",
			OWN_WIZARD,
		],
	},
	...AUTOSTOPPING_FEATURES.map((choice) => ({
		id: `ccm-autostopping-${choice.toLowerCase()}`,
		title: `AutoStopping: ${AUTOSTOPPING_INFO[choice].label}`,
		description: AUTOSTOPPING_INFO[choice].summary,
		feature: "OPTIMIZATION" as const,
		needed: ["autostopping" as const],
		choice,
		notes: [OWN_WIZARD],
	})),
	{
		...whole("ccm-governance", "GOVERNANCE"),
		managedPolicyArn: READ_ONLY_ACCESS,
		notes: [
			"Harness documents AWS's ReadOnlyAccess beside it for rules that only look. Attach it by its ARN: it is too long to be written into a policy of your own, and it reads contents too.",
			OWN_WIZARD,
		],
	},
	{
		...whole("ccm-commitment", "COMMITMENT_ORCHESTRATOR"),
		description: "Harness watches Reserved Instances and Savings Plans.",
		notes: [OWN_WIZARD],
	},
	{
		...whole("ccm-commitment-write", "COMMITMENT_ORCHESTRATOR"),
		title: "Commitment Orchestration: buy and exchange",
		description: "Harness buys and exchanges Reserved Instances and Savings Plans.",
		needed: ["commitment-write"],
		notes: ["A purchase binds you for one or three years and cannot be cancelled.", OWN_WIZARD],
	},
];

function whole(id: string, feature: Feature): Part {
	const { title, summary } = FEATURE_INFO[feature];
	return { id, title, description: summary, feature, needed: ["always"], notes: [] };
}

/** Each feature of cloud cost management, out of the manifest that our own template is proven to follow. */
export const CCM_ENTRIES: readonly LibraryEntry[] = PARTS.map((part) => {
	const held = MANIFEST.filter((statement) => belongs(statement, part));
	const statements = held.map(toStatement);
	return {
		id: part.id,
		group: "ccm",
		title: part.title,
		description: part.description,
		source: SOURCE,
		needs: JSON.stringify(statements).includes("{bucket}") ? ["bucketNames"] : [],
		isAlwaysIn: false,
		statements,
		...(part.managedPolicyArn !== undefined && { managedPolicyArn: part.managedPolicyArn }),
		notes: part.notes,
		probes: probesOf(held),
	};
});

function belongs({ feature, needed }: ManifestStatement, part: Part): boolean {
	if (feature !== part.feature || !part.needed.includes(needed.kind)) return false;
	return needed.kind !== "autostopping" || needed.choice === part.choice;
}

function toStatement({ sid, resources, actions }: ManifestStatement): PolicyStatement {
	return {
		Sid: sid,
		Effect: "Allow",
		Action: actions.map(({ action }) => action),
		Resource: resources.map((resource) =>
			resource.replace(/\{\w+\}/g, (placeholder) => PLACEHOLDERS[placeholder] ?? placeholder),
		),
	};
}

function probesOf(held: readonly ManifestStatement[]): LibraryEntry["probes"] {
	const wildcards = held.flatMap(({ actions }) => actions).filter(({ action }) => action.includes("*"));
	return Object.fromEntries(wildcards.map(({ action, probes }) => [action, probes]));
}
