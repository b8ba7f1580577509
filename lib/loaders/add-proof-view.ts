import { expectedTrustOf } from "#lib/connectors/expected-trust-of.ts";
import type { Context } from "#lib/context.ts";
import { parseRoleArn } from "#lib/domain/arn.ts";
import type { Outcome } from "#lib/domain/check.ts";
import { type CheckResult, TRUST_CHECKS } from "#lib/domain/check.ts";
import type { Connector, Proof } from "#lib/domain/connector.ts";
import type { FailureCode } from "#lib/domain/failures.ts";
import { derivedRoleArn } from "#lib/domain/setup.ts";
import { expectedTrustPolicy } from "#lib/domain/trust-policy/expected-trust.ts";
import { type StackChange, stackChange } from "#lib/lifecycle/stack-change.ts";

/** How far a connector is from proof of its own; times in epoch milliseconds. */
export type ProofProgress = {
	readonly proof: Proof;
	/** Asked for, and not answered yet. */
	readonly isAsking: boolean;
	/** The trust checks of the newest attempt; empty: there was none. */
	readonly checks: readonly ProofCheck[];
};
export type ProofCheck = {
	readonly checkId: (typeof TRUST_CHECKS)[number];
	readonly outcome: Outcome;
	readonly code: FailureCode | null;
	readonly observed: string;
	readonly checkedAt: number;
};

export type AddProofView = {
	readonly id: string;
	readonly name: string;
	readonly awsAccountId: string;
	readonly roleArn: string;
	readonly progress: ProofProgress;
	/** How to bring the stack to our template; null: none of ours can be handed out now. */
	readonly change: StackChange | null;
	/** For a role without a stack: the trust policy that it needs. Empty where it is not known. */
	readonly trustPolicy: string;
	readonly now: number;
};

export async function readProofProgress(ctx: Context, connector: Connector): Promise<ProofProgress> {
	const [results, run] = await Promise.all([
		ctx.db.checks.latest(connector.id),
		ctx.db.checks.latestRun(connector.id, "full"),
	]);
	return {
		proof: connector.proof,
		isAsking: run?.state === "queued" || run?.state === "running",
		checks: TRUST_CHECKS.flatMap((checkId) => {
			const result = results.find((found) => found.checkId === checkId);
			return result === undefined || isNoAttempt(result) ? [] : [shown(checkId, result)];
		}),
	};
}

/** What a sweep writes of a role that only Harness can speak of. */
function isNoAttempt({ outcome, code }: CheckResult): boolean {
	return outcome === "skipped" && code === null;
}

function shown(
	checkId: ProofCheck["checkId"],
	{ outcome, code, observed, checkedAt }: CheckResult,
): ProofCheck {
	return { checkId, outcome, code, observed: observed.slice(0, 500), checkedAt: checkedAt.getTime() };
}

/** Null: the connector is none that proof could be added to or was. */
export async function readAddProofView(ctx: Context, connector: Connector): Promise<AddProofView | null> {
	const { id, overview, requirements, status } = connector;
	const roleArn = derivedRoleArn(connector);
	if (overview === null || requirements === null || roleArn === null || status !== "registered") return null;
	if (!parseRoleArn(roleArn).ok) return null;
	const [progress, change, trust] = await Promise.all([
		readProofProgress(ctx, connector),
		stackChange(ctx, connector, {
			from: requirements,
			to: requirements,
			template: "newest",
			purpose: "upgrade",
		}),
		expectedTrustOf(ctx, connector),
	]);
	const { name, awsAccountId } = overview;
	return {
		id,
		name,
		awsAccountId,
		roleArn,
		progress,
		change: change.ok && change.value.templateUrl !== null ? change.value : null,
		trustPolicy: trust === null ? "" : JSON.stringify(expectedTrustPolicy(trust), null, 2),
		now: ctx.now().getTime(),
	};
}
