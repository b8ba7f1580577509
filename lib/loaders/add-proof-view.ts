import { expectedTrustOf } from "#lib/connectors/expected-trust-of.ts";
import type { Context } from "#lib/context.ts";
import { parseRoleArn } from "#lib/domain/arn.ts";
import type { Outcome } from "#lib/domain/check.ts";
import { type CheckResult, TRUST_CHECKS } from "#lib/domain/check.ts";
import type { Connector, Proof } from "#lib/domain/connector.ts";
import type { Destination } from "#lib/domain/destination.ts";
import type { FailureCode } from "#lib/domain/failures.ts";
import type { Requirements } from "#lib/domain/features.ts";
import { derivedRoleArn } from "#lib/domain/setup.ts";
import { type ExpectedTrust, expectedTrustPolicy } from "#lib/domain/trust-policy/expected-trust.ts";
import { type StackChange, stackChange } from "#lib/lifecycle/stack-change.ts";
import { verifierStatement } from "./verifier-statement.ts";

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
	/** Of a platform connector the role is its owner's own: only the trust policy is changed, by hand. */
	readonly destination: Destination;
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
	const { id, overview, requirements, status, destination } = connector;
	const roleArn = derivedRoleArn(connector);
	const isPlatform = destination === "harness-platform";
	if (overview === null || roleArn === null || status !== "registered") return null;
	if (!parseRoleArn(roleArn).ok || (requirements === null && !isPlatform)) return null;
	const [progress, change, trust] = await Promise.all([
		readProofProgress(ctx, connector),
		requirements === null ? null : upgradeOf(ctx, connector, requirements),
		expectedTrustOf(ctx, connector),
	]);
	const { name, awsAccountId } = overview;
	return {
		id,
		name,
		awsAccountId,
		roleArn,
		progress,
		destination,
		change: change?.ok && change.value.templateUrl !== null ? change.value : null,
		// Whom else a platform connector's role trusts is its owner's own: our statement comes to theirs.
		trustPolicy: isPlatform ? (verifierStatement(trust) ?? "") : trustPolicyText(trust),
		now: ctx.now().getTime(),
	};
}

function upgradeOf(ctx: Context, connector: Connector, requirements: Requirements) {
	const wanted = { from: requirements, to: requirements, template: "newest", purpose: "upgrade" } as const;
	return stackChange(ctx, connector, wanted);
}

function trustPolicyText(trust: ExpectedTrust | null): string {
	return trust === null ? "" : JSON.stringify(expectedTrustPolicy(trust), null, 2);
}
