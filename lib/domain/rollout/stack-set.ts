import type { AccountId } from "../account-id.ts";
import { parameterChanges } from "../feature-change.ts";
import type { Requirements } from "../features.ts";
import type { RolloutFeatures, RolloutLaunch } from "../rollout.ts";
import {
	HARNESS_TEMPLATE_PARAMETERS,
	harnessTemplateParameters,
	TEMPLATE_DEFAULTS,
	type TemplateInput,
	type TemplateVerifier,
	templateParameters,
} from "../template-parameters.ts";
import { withoutBilling } from "./features-of.ts";
import {
	CHOSEN_PARAMETERS,
	memberParameter,
	ORGANIZATION_TEMPLATE_DEFAULTS,
	PAYER_PARAMETERS,
	payerParameter,
	SHARED_PARAMETERS,
} from "./organization-template.ts";
import { begunUnits } from "./waves.ts";

/** Parameters by exact name, as CloudFormation takes them. */
export type Parameters = Readonly<Record<string, string>>;

/** Whom the roles of a rollout trust. */
export type RolloutTrust = Pick<TemplateInput, "harness" | "externalId"> & {
	/** `externalId` is the rollout's base; each account's own has its account ID behind it. */
	readonly verifier: Omit<TemplateVerifier, "pendingExternalId"> | null;
};

export type StackSetInput = {
	readonly trust: RolloutTrust;
	/** Whose template the accounts' roles are made from. Harness's carries neither our proof nor a boundary. */
	readonly source: "ours" | "harness";
	readonly features: RolloutFeatures;
	readonly role: RolloutLaunch["role"];
};

/**
 * What a stack set gives the role template in every account: no account, no connector and no bill, for it is the same
 * everywhere. `ExternalIdPerAccount` makes each account's external ID its own.
 *
 * @example stackSetParameters(input).ExternalIdPerAccount // "true"
 */
export function stackSetParameters(input: StackSetInput): Parameters {
	return roleParameters(input, withoutBilling(input.features.member), null);
}

/**
 * The same in full, the template's defaults included, for a stack set that is made or updated by command: AWS lets
 * exceptions override only what the stack set names, and an update must not leave what it was given before.
 */
export function fullStackSetParameters(input: StackSetInput): Parameters {
	const known = new Set<string>(
		input.source === "ours" ? Object.keys(TEMPLATE_DEFAULTS) : HARNESS_TEMPLATE_PARAMETERS,
	);
	const defaults = Object.entries(TEMPLATE_DEFAULTS).filter(([name]) => known.has(name));
	return { ...Object.fromEntries(defaults), ...stackSetParameters(input) };
}

/**
 * The parameters of the management account's own stack of the role template, for every way that makes the stack set
 * alone. Null: it gets no connector here.
 *
 * @example payerStackParameters(input, managementAccountId)?.ExpectedAccountId // "123456789012"
 */
export function payerStackParameters(input: StackSetInput, managementAccountId: string): Parameters | null {
	const { payer } = input.features;
	if (payer === null) return null;
	const parameters = roleParameters(input, payer.requirements, payer.costReport);
	return input.source === "ours" ? { ...parameters, ExpectedAccountId: managementAccountId } : parameters;
}

/**
 * What an exception's accounts are given otherwise than the rest, for `update-stack-instances`. An empty list cannot
 * be sent, so an exception that differs in nothing names one parameter with the value that it has anyway.
 *
 * @example exceptionOverrides(input, { ...member, features: ["VISIBILITY", "OPTIMIZATION"] }) // { OptimizationEnabled: "true" }
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_UpdateStackInstances.html
 */
export function exceptionOverrides(input: StackSetInput, requirements: Requirements): Parameters {
	const own = roleParameters(input, withoutBilling(requirements), null);
	const overrides = parameterChanges(stackSetParameters(input), own, TEMPLATE_DEFAULTS);
	if (Object.keys(overrides).length > 0) return overrides;
	return { EventsEnabled: own.EventsEnabled ?? TEMPLATE_DEFAULTS.EventsEnabled };
}

export type OrganizationStackInput = Omit<StackSetInput, "source"> & {
	readonly launch: RolloutLaunch;
	/** Where the role template lies. */
	readonly roleTemplateUrl: string;
	/** Where the stack is made, unless an administrator is delegated. Null: not known. */
	readonly managementAccountId: string | null;
	/** False: the stack set is made in another way, and only this account's roles are wanted. */
	readonly makesStackSet: boolean;
};

/**
 * The parameters of harness-ccm-organization.yaml: what has no default, who is trusted, and of the rest what differs
 * from the default, so that a link stays short.
 *
 * @example organizationParameters({ … }).OrganizationalUnitIds // "ou-ab12-34cd56ef,ou-ab12-11112222"
 */
export function organizationParameters(input: OrganizationStackInput): Parameters {
	const { features, launch } = input;
	const isDelegated = launch.delegatedAdministratorId !== null;
	const roles: StackSetInput = { ...input, source: "ours" };
	const member = stackSetParameters(roles);
	const payer = isDelegated ? null : features.payer;
	const payers = payer && roleParameters(roles, payer.requirements, payer.costReport);
	const optional: readonly (readonly [string, string | undefined])[] = [
		["StackSetName", launch.stackSetName],
		["CallAs", isDelegated ? "DELEGATED_ADMIN" : "SELF"],
		["ExpectedAccountId", launch.delegatedAdministratorId ?? input.managementAccountId ?? ""],
		["CreateStackSet", String(input.makesStackSet)],
		["CreateAccountRole", String(payers !== null)],
		["FailureTolerancePercentage", String(launch.failureTolerancePercent)],
		["MaxConcurrentPercentage", String(launch.maxConcurrentPercent)],
		...SHARED_PARAMETERS.map((name) => [name, member[name]] as const),
		...CHOSEN_PARAMETERS.map((name) => [memberParameter(name), member[name]] as const),
		...[...PAYER_PARAMETERS, ...CHOSEN_PARAMETERS].map(
			(name) => [payerParameter(name), payers?.[name]] as const,
		),
	];
	const differing = optional.filter(
		([name, value]) => value !== undefined && value !== ORGANIZATION_TEMPLATE_DEFAULTS[name],
	);
	return {
		OrganizationalUnitIds: begunUnits(launch).join(","),
		RoleTemplateUrl: input.roleTemplateUrl,
		// Sound: what is undefined was left out above.
		...(Object.fromEntries(differing) as Record<string, string>),
	};
}

function roleParameters(
	{ trust, source, role }: StackSetInput,
	requirements: Requirements,
	costReport: TemplateInput["costReport"],
): Parameters {
	const own = ownBoundaryName(role.permissionsBoundaryArn);
	const values: TemplateInput = {
		...trust,
		connectorId: "",
		awsAccountId: "",
		verifier: trust.verifier && { ...trust.verifier, pendingExternalId: "" },
		requirements,
		costReport,
		role: own === null ? role : { ...role, permissionsBoundaryArn: "" },
	};
	if (source === "harness") return harnessTemplateParameters(values);
	return {
		...templateParameters(values),
		...(own !== null && { PermissionsBoundaryName: own }),
		...(trust.verifier !== null && { ExternalIdPerAccount: "true" }),
	};
}

const POLICY_ARN = /^(arn:[a-z-]+:iam::)([0-9]{12})(:policy\/)(.+)$/;

/** A boundary must be AWS's own policy or one of the same account: by its name, each account has its own. */
function ownBoundaryName(permissionsBoundaryArn: string): string | null {
	return POLICY_ARN.exec(permissionsBoundaryArn)?.[4] ?? null;
}

/**
 * The boundary of one account's role: the policy of the same name in that account. AWS's own policies and an empty
 * text stay as they are.
 *
 * @example accountBoundaryArn("arn:aws:iam::111122223333:policy/limits", accountId) // "arn:aws:iam::123456789012:policy/limits"
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
export function accountBoundaryArn(permissionsBoundaryArn: string, accountId: AccountId): string {
	const [, before, , between, name] = POLICY_ARN.exec(permissionsBoundaryArn) ?? [];
	return name === undefined ? permissionsBoundaryArn : `${before}${accountId}${between}${name}`;
}
