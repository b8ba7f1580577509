import type { AwsAnswer, RoleSession, SimulatedAction } from "#lib/aws/port.ts";
import type { Context } from "#lib/context.ts";
import type { CheckResult } from "#lib/domain/check.ts";
import { profileOf } from "#lib/domain/destinations/profile-of.ts";
import { roleDefaultsOf } from "#lib/domain/destinations/role-defaults.ts";
import type { Feature } from "#lib/domain/features.ts";
import { DEFAULT_HARNESS_AWS_ACCOUNT_ID, harnessCluster } from "#lib/domain/harness-cluster.ts";
import { type PermissionFacts, type Probe, probesFor } from "#lib/domain/permissions.ts";
import type { ConnectorFacts } from "./connector-facts.ts";
import { aws, passed, timed, undecided, type Verdict } from "./verdict.ts";

/** The features whose permissions this account's role must hold: costs of a covered account come with its payer. */
export function checkedFeatures(facts: ConnectorFacts): readonly Feature[] {
	const { requirements, costReport } = facts.connector;
	return (requirements?.features ?? []).filter(
		(feature) => feature !== "BILLING" || costReport?.kind === "own",
	);
}

/** Asks IAM, as the role, which of a feature's actions it is allowed. */
export function checkPermissions(
	ctx: Context,
	facts: ConnectorFacts,
	session: RoleSession,
	feature: Feature,
	signal: AbortSignal,
): Promise<CheckResult> {
	return timed(ctx, `permissions:${feature}`, async () => {
		const { requirements } = facts.connector;
		const probes = requirements === null ? [] : probesFor(feature, requirements, permissionFacts(facts));
		return judgePermissions(probes, await simulateProbes(facts, session, probes, signal));
	});
}

/** What IAM, asked as the role, answers to each probe. */
export function simulateProbes(
	{ role }: Pick<ConnectorFacts, "role">,
	session: Pick<RoleSession, "simulate">,
	probes: readonly Probe[],
	signal: AbortSignal,
	requestedRegion?: string,
): Promise<readonly SimulateAnswer[]> {
	const where = requestedRegion === undefined ? {} : { requestedRegion };
	return Promise.all(
		callsFor(probes).map(({ actions, resource }) =>
			session.simulate({ roleArn: role.arn, actions, resources: [resource], ...where }, signal),
		),
	);
}

/** What turns the manifest's placeholders into this account's ARNs. */
export function permissionFacts({ connector, role, harness }: ConnectorFacts): PermissionFacts {
	const report = connector.costReport?.kind === "own" ? connector.costReport : null;
	const { manifest } = profileOf(connector.destination);
	const cluster = harness?.cluster ?? harnessCluster(DEFAULT_HARNESS_AWS_ACCOUNT_ID, role.partition);
	return {
		partition: role.partition,
		accountId: role.accountId,
		roleName: role.roleName,
		rolePath: role.path,
		stackName: connector.role.stackName || roleDefaultsOf(connector.destination).stackName,
		bucketName: report?.bucketName ?? "",
		harnessBucket: cluster.bucketName,
		lambdaRoleName: DEFAULT_LAMBDA_ROLE_NAME,
		costReportType: report?.reportType ?? null,
		manifest,
	};
}

const DEFAULT_LAMBDA_ROLE_NAME = "HarnessCELambdaExecutionRole";

type SimulateCall = { readonly resource: string; readonly actions: readonly string[] };

/** One call per resource: IAM evaluates each action of a call with each of its resources. */
function callsFor(probes: readonly Probe[]): readonly SimulateCall[] {
	const byResource = Map.groupBy(probes, ({ resource }) => resource);
	return [...byResource].map(([resource, group]) => ({
		resource,
		actions: group.map(({ action }) => action),
	}));
}

type DeniedCode = "PERMISSION_DENIED" | "TASK_PERMISSION_DENIED";
type SimulateAnswer = AwsAnswer<readonly SimulatedAction[]>;
type ActionVerdict = "allowed" | "denied" | "denied by organization" | "cannot tell";

/** `denied`: what a lacking permission is called; of a role that a template of ours makes, its own code. */
export function judgePermissions(
	probes: readonly Probe[],
	answers: readonly SimulateAnswer[],
	denied: DeniedCode = "PERMISSION_DENIED",
): Verdict {
	for (const answer of answers) {
		if (answer.kind === "answered") continue;
		if (answer.kind === "denied") {
			return undecided("The role may not ask IAM about its own permissions.", answer, "SIMULATION_DENIED");
		}
		return undecided("IAM gave no answer about the role's permissions.", answer);
	}
	const simulated = answers.flatMap((answer) => (answer.kind === "answered" ? answer.value : []));
	const byAction = new Map(simulated.map((result) => [keyOf(result), result]));
	const judged = probes.map((probe) => ({
		...probe,
		verdict: judgeAction(byAction.get(keyOf(probe)), denied),
	}));
	const [first] = answers;
	const requestId = first?.kind === "answered" ? aws(first) : {};
	return { ...summarize(judged, denied), ...requestId, details: { actions: judged } };
}

// IAM gives action names back as it was asked; case carries no meaning in them.
function keyOf({ action, resource }: Probe): string {
	return `${action.toLowerCase()} ${resource}`;
}

function judgeAction(result: SimulatedAction | undefined, denied: DeniedCode): ActionVerdict {
	if (result === undefined) return "cannot tell";
	const lacksContext = result.decision === "implicitDeny" && (result.missingContext ?? []).length > 0;
	// A role of somebody else's making may ask for a region or a tag that a simulation does not name.
	if (lacksContext && denied === "TASK_PERMISSION_DENIED") return "cannot tell";
	if (result.allowedByOrganization === false) return "denied by organization";
	return result.decision === "allowed" ? "allowed" : "denied";
}

function summarize(
	judged: readonly (Probe & { readonly verdict: ActionVerdict })[],
	code: DeniedCode,
): Verdict {
	const actionsOf = (verdict: ActionVerdict) => [
		...new Set(judged.filter((entry) => entry.verdict === verdict).map(({ action }) => action)),
	];
	const [denied, byOrganization, open] = (["denied", "denied by organization", "cannot tell"] as const).map(
		actionsOf,
	);
	if (denied && denied.length > 0) {
		return {
			outcome: "failed",
			code,
			observed: `The role is not allowed ${list(denied)}.`,
		};
	}
	if (byOrganization && byOrganization.length > 0) {
		return {
			outcome: "failed",
			code: "PERMISSION_DENIED_BY_ORGANIZATION",
			observed: `A policy of the AWS organization denies ${list(byOrganization)}.`,
		};
	}
	if (judged.length === 0 || (open && open.length > 0)) {
		return {
			outcome: "unknown",
			code: "PERMISSION_UNDECIDED",
			observed: `IAM did not say whether the role is allowed ${list(open ?? [])}.`,
		};
	}
	return passed(
		`The role is allowed all ${new Set(judged.map(({ action }) => action)).size} actions asked for.`,
	);
}

function list(actions: readonly string[]): string {
	const shown = actions.slice(0, 3).join(", ");
	return actions.length > 3 ? `${shown} and ${actions.length - 3} more actions` : shown;
}
