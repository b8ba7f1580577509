import { shellQuote } from "../aws-cli.ts";
import type { Rollout } from "../rollout.ts";
import { waveProblems } from "./waves.ts";

/** The service by which CloudFormation acts in an organization's accounts. */
export const STACK_SETS_PRINCIPAL = "member.org.stacksets.cloudformation.amazonaws.com";

/** What is known before a launch. */
export type PreflightFacts = {
	readonly rollout: Pick<Rollout, "kind" | "managementAccountId" | "features" | "launch" | "organization">;
	/** The role template that links use; `isReady`: CloudFormation has read it of late. */
	readonly template: { readonly source: "ours" | "harness"; readonly isReady: boolean };
	/** The template for whole organizations. */
	readonly organizationTemplate: "ready" | "not-published" | "not-ready";
	/** `vendor`: Rolebridge itself is whom the roles trust. */
	readonly verifier: "known" | "not-known" | "vendor";
	/** The management account has a live connector here. */
	readonly isPayerConnected: boolean;
	/** Accounts of the rollout that a stack of their own has connected, with a role of the same name. */
	readonly connectedAccountIds: readonly string[];
};

export const PREFLIGHT_IDS = [
	"template-published",
	"verifier-known",
	"units-chosen",
	"trusted-access",
	"delegated-administrator",
	"management-account",
	"role-names",
	"own-policies",
	"service-control-policies",
] as const;
export type PreflightId = (typeof PREFLIGHT_IDS)[number];

export type PreflightItem = {
	readonly id: PreflightId;
	readonly title: string;
	/** `unknown`: it cannot be told from here; `todo` says how to look. */
	readonly outcome: "passed" | "failed" | "unknown";
	readonly observed: string;
	/** What to do; null: nothing. */
	readonly todo: string | null;
	/** A command that does it, or shows how things stand; null: there is none. */
	readonly command: string | null;
};
type Verdict = Omit<PreflightItem, "id" | "title">;

const TITLES: Readonly<Record<PreflightId, string>> = {
	"template-published": "Templates published",
	"verifier-known": "Rolebridge known to AWS",
	"units-chosen": "Units and waves",
	"trusted-access": "Trusted access for stack sets",
	"delegated-administrator": "Delegated administrator",
	"management-account": "Management account",
	"role-names": "Role names free",
	"own-policies": "Policies that every account has",
	"service-control-policies": "Service control policies",
};

const DECIDERS: Readonly<Record<PreflightId, (facts: PreflightFacts) => Verdict | null>> = {
	"template-published": templatePublished,
	"verifier-known": verifierKnown,
	"units-chosen": unitsChosen,
	"trusted-access": trustedAccess,
	"delegated-administrator": delegatedAdministrator,
	"management-account": managementAccount,
	"role-names": roleNames,
	"own-policies": ownPolicies,
	"service-control-policies": serviceControlPolicies,
};

/**
 * What can be known of a launch before it, in the order to look at it. What does not apply is left out. Nothing here
 * asks AWS: what nobody can tell is `unknown`, with the way to find out.
 *
 * @example preflight(facts).filter(({ outcome }) => outcome === "failed").map(({ id }) => id) // ["trusted-access"]
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-activate-trusted-access.html
 */
export function preflight(facts: PreflightFacts): readonly PreflightItem[] {
	return PREFLIGHT_IDS.flatMap((id) => {
		const verdict = DECIDERS[id](facts);
		return verdict === null ? [] : [{ id, title: TITLES[id], ...verdict }];
	});
}

function templatePublished({ rollout, template, organizationTemplate }: PreflightFacts): Verdict {
	if (template.source === "harness") {
		return failed(
			"Links use Harness's published template: no role could be proven by Rolebridge, and one stack for the whole organization cannot be made.",
			"Publish Rolebridge's templates, and enter their URLs in Settings.",
			PUBLISH,
		);
	}
	const needsBoth = rollout.launch?.way === "stack";
	if (needsBoth && organizationTemplate === "not-published") {
		return failed(
			"The template for whole organizations is not published.",
			"Publish it, and enter its URL in Settings.",
			PUBLISH,
		);
	}
	if (template.isReady && (!needsBoth || organizationTemplate === "ready")) {
		return passed("CloudFormation reads the templates and knows every parameter.");
	}
	return failed(
		"CloudFormation has not confirmed the templates of late, or refused one.",
		"Look at Settings, Template: it says what CloudFormation answered, and asks again.",
	);
}

const PUBLISH = "npm run templates:publish -- --bucket your-template-bucket";

function verifierKnown({ verifier }: PreflightFacts): Verdict {
	switch (verifier) {
		case "known":
			return passed("Roles will trust Rolebridge's own AWS identity, to verify them.");
		case "vendor":
			return passed("Rolebridge runs as the identity that roles trust for Harness.");
		case "not-known":
			return failed(
				"Rolebridge does not know its own AWS identity, so no role could trust it.",
				"Look at Settings, Verifier: it says what AWS answered.",
			);
		default:
			return verifier satisfies never;
	}
}

function unitsChosen({ rollout: { kind, launch } }: PreflightFacts): Verdict | null {
	if (kind === "list") return null;
	const [first] = waveProblems(launch?.waves ?? []);
	if (first !== undefined) return failed(first.message, "Name the root, or units, in the launch step.");
	const waves = launch?.waves.length ?? 0;
	return passed(waves === 1 ? "All chosen units come in one wave." : `The units come in ${waves} waves.`);
}

function trustedAccess({ rollout: { kind, organization } }: PreflightFacts): Verdict | null {
	if (kind === "list") return null;
	const command = "aws cloudformation activate-organizations-access --region us-east-1";
	const todo =
		"In the management account, open CloudFormation, StackSets, and press Activate trusted access. If the button is not there, it is active.";
	switch (organization?.isStackSetsTrusted) {
		case true:
			return passed("CloudFormation StackSets may work in the organization's accounts.");
		case false:
			return failed(
				"CloudFormation StackSets may not work in the organization's accounts yet.",
				todo,
				command,
			);
		default:
			return unknown("Nobody has looked yet whether trusted access is active.", todo, command);
	}
}

function delegatedAdministrator({ rollout: { kind, launch, organization } }: PreflightFacts): Verdict | null {
	const chosen = launch?.delegatedAdministratorId ?? null;
	if (kind === "list" || chosen === null) return null;
	const command = `aws organizations register-delegated-administrator --service-principal ${STACK_SETS_PRINCIPAL} --account-id ${shellQuote(chosen)}`;
	const todo = `In the management account, register ${chosen} as a delegated administrator of CloudFormation StackSets.`;
	const known = organization?.delegatedAdministratorIds ?? null;
	if (known === null) return unknown(`Nobody has looked yet whether ${chosen} is one.`, todo, command);
	if (known.includes(chosen)) return passed(`${chosen} may administer stack sets.`);
	return failed(`${chosen} is no delegated administrator of stack sets.`, todo, command);
}

function managementAccount(facts: PreflightFacts): Verdict | null {
	const { rollout, isPayerConnected } = facts;
	const { kind, launch, features } = rollout;
	if (kind === "list") return null;
	const never = "No stack set covers the management account.";
	if (isPayerConnected) return passed(`${never} It is connected here already.`);
	const isByStack = launch?.way === "stack" && launch.delegatedAdministratorId === null;
	if (features?.payer != null && isByStack) {
		return passed(`${never} Its own role comes with the stack, beside the stack set.`);
	}
	if (features?.payer != null) {
		return unknown(
			`${never} Its own role needs a stack of its own.`,
			"Launch the management account's own stack as well; the launch step has its link.",
		);
	}
	return unknown(
		`${never} It gets no connector by this rollout, and none is here: without it there are no costs.`,
		"Connect the management account by itself, or give it features in step 2.",
	);
}

function roleNames({ rollout, connectedAccountIds }: PreflightFacts): Verdict {
	const roleName = rollout.launch?.role.roleName ?? "HarnessCERole";
	const count = connectedAccountIds.length;
	if (count === 0) {
		return unknown(
			`No account is known to have a role called ${roleName}. AWS says so only when a stack is made.`,
			"An account that has one fails by itself and stops nobody else; the watch page names it.",
		);
	}
	const named = connectedAccountIds.slice(0, 3).join(", ");
	const more = count > 3 ? ` and ${count - 3} more` : "";
	return failed(
		`${count === 1 ? "1 account is" : `${count} accounts are`} connected by a stack of their own, with a role called ${roleName}: ${named}${more}. The stack set's stack fails there.`,
		"Leave those units out, remove those stacks first, or choose another role name. Their connectors stay, and belong to this rollout as well.",
	);
}

/** A customer's own policy exists in one account only. */
const OWN_POLICY = /^arn:[a-z-]+:iam::[0-9]{12}:policy\//;

function ownPolicies({ rollout: { features, launch } }: PreflightFacts): Verdict | null {
	const chosen = [features?.member, ...(features?.exceptions ?? []).map(({ requirements }) => requirements)];
	const arns = new Set(chosen.flatMap((requirements) => requirements?.governancePolicyArns ?? []));
	const foreign = [...arns].filter((arn) => OWN_POLICY.test(arn));
	if (foreign.length > 0) {
		return failed(
			`Cloud Governance names ${foreign[0]}, which exists in one account only: every other account's stack fails.`,
			"Choose AWS's own policies for the accounts of a rollout, and add your own account by account.",
		);
	}
	const boundary = launch?.role.permissionsBoundaryArn ?? "";
	if (!OWN_POLICY.test(boundary)) return null;
	const name = boundary.slice(boundary.indexOf(":policy/") + ":policy/".length);
	return unknown(
		`Every account needs a policy called ${name}, the permissions boundary.`,
		"Where it is missing, the account's stack fails; the watch page names it.",
		`aws iam get-policy --policy-arn ${shellQuote(boundary)}`,
	);
}

function serviceControlPolicies({ rollout: { kind, launch, organization } }: PreflightFacts): Verdict | null {
	if (kind === "list") return null;
	const policies = organization?.serviceControlPolicies ?? null;
	const roleName = launch?.role.roleName ?? "HarnessCERole";
	const todo = `Make sure that none denies iam:CreateRole, iam:CreatePolicy, iam:AttachRolePolicy or iam:PutRolePolicy for ${roleName}, and none the actions of the chosen features.`;
	if (policies === null) {
		const command = "aws organizations list-policies --filter SERVICE_CONTROL_POLICY";
		return unknown("Nobody has looked yet which service control policies there are.", todo, command);
	}
	if (policies.length === 0) return passed("No service control policy but AWS's own full access applies.");
	const named = policies.slice(0, 5).join(", ");
	const more = policies.length > 5 ? ` and ${policies.length - 5} more` : "";
	return unknown(`These apply, and their names say nothing about what they deny: ${named}${more}.`, todo);
}

function passed(observed: string): Verdict {
	return { outcome: "passed", observed, todo: null, command: null };
}
function failed(observed: string, todo: string, command: string | null = null): Verdict {
	return { outcome: "failed", observed, todo, command };
}
function unknown(observed: string, todo: string, command: string | null = null): Verdict {
	return { outcome: "unknown", observed, todo, command };
}
