import type { AwsAnswer, RoleSession } from "#lib/aws/port.ts";
import type { Context } from "#lib/context.ts";
import type { CheckResult } from "#lib/domain/check.ts";
import { profileOf } from "#lib/domain/destinations/profile-of.ts";
import { roleDefaultsOf } from "#lib/domain/destinations/role-defaults.ts";
import type { Feature } from "#lib/domain/features.ts";
import { DEFAULT_HARNESS_AWS_ACCOUNT_ID, harnessCluster } from "#lib/domain/harness-cluster.ts";
import { type PermissionFacts, type Probe, probesFor } from "#lib/domain/permissions.ts";
import type { ConnectorFacts } from "./connector-facts.ts";
import { judgeAction, type Simulated, simulateProbes } from "./simulate-probes.ts";
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
		return judgePermissions(
			probes,
			await simulateProbes(session, { roleArn: facts.role.arn }, probes, signal),
		);
	});
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

type DeniedCode = "PERMISSION_DENIED" | "TASK_PERMISSION_DENIED";
type Judgement = "allowed" | "denied" | "denied by organization" | "cannot tell";

/** `denied`: what a lacking permission is called; of a role that a template of ours makes, its own code. */
export function judgePermissions(
	probes: readonly Probe[],
	answer: AwsAnswer<Simulated>,
	denied: DeniedCode = "PERMISSION_DENIED",
): Verdict {
	if (answer.kind !== "answered") {
		return answer.kind === "denied"
			? undecided("The role may not ask IAM about its own permissions.", answer, "SIMULATION_DENIED")
			: undecided("IAM gave no answer about the role's permissions.", answer);
	}
	const judged = probes.map((probe) => ({ ...probe, verdict: judge(answer.value, probe, denied) }));
	return { ...summarize(judged, denied), ...aws(answer), details: { actions: judged } };
}

function judge(simulated: Simulated, probe: Probe, denied: DeniedCode): Judgement {
	const { kind } = judgeAction(simulated(probe));
	switch (kind) {
		case "allowed":
		case "denied":
		case "denied by organization":
			return kind;
		case "not allowed":
			return "denied";
		case "not said":
			return "cannot tell";
		case "open":
			// A role of somebody else's making may ask for a region or a tag that a simulation does not name.
			return denied === "TASK_PERMISSION_DENIED" ? "cannot tell" : "denied";
		default:
			return kind satisfies never;
	}
}

function summarize(judged: readonly (Probe & { readonly verdict: Judgement })[], code: DeniedCode): Verdict {
	const actionsOf = (verdict: Judgement) => [
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
