import type { AccountId } from "./account-id.ts";
import { formatRoleArn, parseRoleName, parseRolePath, type RoleArn } from "./arn.ts";
import type { Connector } from "./connector.ts";
import { roleDefaultsOf } from "./destinations/role-defaults.ts";
import { canEnterPlatformStep, isPlatformStep } from "./platform/platform-setup.ts";

/** The wizard's steps in order, with the titles that Harness uses. */
export const STEPS = ["overview", "cost-report", "features", "role", "test"] as const;
export type Step = (typeof STEPS)[number];

export const STEP_TITLES = {
	overview: "Overview",
	"cost-report": "Cost and Usage Report",
	features: "Choose requirements",
	role: "Create cross-account role",
	test: "Connection test",
} as const satisfies Record<Step, string>;

export function isStep(text: string): text is Step {
	return Object.hasOwn(STEP_TITLES, text);
}

/** Whether a step has nothing to ask of this connector: GovCloud accounts have no report to share. */
export function isSkipped(step: Step, connector: Connector): boolean {
	return step === "cost-report" && connector.overview?.isGovCloud === true;
}

/** Whether what the step asks for has been saved, or need not be. */
export function isDone(step: Step, connector: Connector): boolean {
	switch (step) {
		case "overview":
			return connector.overview !== null;
		case "cost-report":
			return connector.overview !== null && (isSkipped(step, connector) || connector.costReport !== null);
		case "features":
			return (connector.requirements?.features.length ?? 0) > 0;
		case "role":
			return derivedRoleArn(connector) !== null && isRoleExpected(connector);
		case "test":
			return connector.status === "registered";
		default:
			return step satisfies never;
	}
}

/** The role was launched, pasted or has answered: there is something to test. */
function isRoleExpected({ launchedAt, pastedRoleArn, roleFoundAt, status }: Connector): boolean {
	return launchedAt !== null || pastedRoleArn !== null || roleFoundAt !== null || status === "registered";
}

/**
 * A step may be entered when every step before it is done. An offboarded connector has no set-up. A platform
 * connector shares the first and the last step only.
 */
export function canEnter(step: Step, connector: Connector): boolean {
	if (connector.destination === "harness-platform") {
		return isPlatformStep(step) && canEnterPlatformStep(step, connector);
	}
	if (connector.status === "offboarded" || isSkipped(step, connector)) return false;
	return STEPS.slice(0, STEPS.indexOf(step)).every((earlier) => isDone(earlier, connector));
}

/** Where to go on: the first step that is not done, else the last. */
export function firstOpenStep(connector: Connector): Step {
	return STEPS.find((step) => !isDone(step, connector)) ?? "test";
}

/** The next or previous step that is not skipped; null at either end. */
export function neighbourStep(step: Step, connector: Connector, direction: "next" | "previous"): Step | null {
	const at = STEPS.indexOf(step);
	const others = direction === "next" ? STEPS.slice(at + 1) : STEPS.slice(0, at).reverse();
	return others.find((other) => !isSkipped(other, connector)) ?? null;
}

/**
 * The ARN of the connector's role: the pasted one, or the one that follows from account, path and
 * name. Null before step 1 was saved. A platform connector has the role that was named, if any.
 */
export function derivedRoleArn(connector: Connector): RoleArn | null {
	if (connector.destination === "harness-platform") return platformRoleArn(connector);
	if (connector.pastedRoleArn !== null) return connector.pastedRoleArn;
	if (connector.overview === null) return null;
	return roleArnOf(connector, connector.overview.awsAccountId);
}

/** The role that Harness ends up as: by STS, else by OIDC; null where a delegate or a key has the permissions. */
function platformRoleArn({ platform }: Connector): RoleArn | null {
	if (platform === null) return null;
	if (platform.crossAccount !== null) return platform.crossAccount.roleArn;
	return platform.credential?.type === "OidcAuthentication" ? platform.credential.iamRoleArn : null;
}

function roleArnOf({ partition, role, destination }: Connector, accountId: AccountId): RoleArn | null {
	const defaults = roleDefaultsOf(destination);
	const path = role.rolePath === "" ? defaults.rolePath : role.rolePath;
	const roleName = role.roleName === "" ? defaults.roleName : role.roleName;
	if (!parseRolePath(path).ok || !parseRoleName(roleName).ok) return null;
	return formatRoleArn({ partition, accountId, path, roleName });
}
