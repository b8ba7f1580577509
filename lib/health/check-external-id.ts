import type { AwsAnswer } from "#lib/aws/port.ts";
import type { Context } from "#lib/context.ts";
import type { JsonValue } from "#lib/domain/check.ts";
import { type ExternalId, type NearMiss, nearMisses } from "#lib/domain/external-id.ts";
import type { FailureCode } from "#lib/domain/failures.ts";
import { nearMissInTurn } from "#lib/domain/schedule.ts";
import { powerlessSession } from "./assume.ts";
import type { ConnectorFacts } from "./connector-facts.ts";
import { aws, passed, undecided, type Verdict } from "./verdict.ts";

type Probed = AwsAnswer<unknown>;

/** AssumeRole without an external ID. Should it work, its credentials were dropped inside the adapter. */
export async function probeWithoutExternalId(
	ctx: Context,
	facts: ConnectorFacts,
	signal: AbortSignal,
): Promise<Verdict> {
	const answer = await ctx.aws.probeRole(powerlessSession(facts, null, signal));
	if (answer.kind === "answered") {
		return {
			outcome: "failed",
			code: "EXTERNAL_ID_NOT_REQUIRED",
			observed: "The role let us in without an external ID.",
			...aws(answer),
		};
	}
	if (isRefusedByRole(answer)) return passed("AWS denied AssumeRole without an external ID.", aws(answer));
	return undecided("AWS gave no clear denial to AssumeRole without an external ID.", answer);
}

/** AssumeRole with every near miss of the right ID, all at the same time. */
export async function probeNearMisses(
	ctx: Context,
	facts: ConnectorFacts,
	signal: AbortSignal,
): Promise<Verdict> {
	const probes = await Promise.all(
		wrongIds(facts).map(async ({ kind, externalId }) => ({
			kind,
			answer: await probe(ctx, facts, externalId, signal),
		})),
	);
	const details = {
		probes: probes.map(({ kind, answer }): JsonValue => ({ kind, answer: outcomeOf(answer) })),
	};
	const admitted = probes.find(({ answer }) => answer.kind === "answered");
	if (admitted !== undefined) {
		const kinds = probes.filter(({ answer }) => answer.kind === "answered").map(({ kind }) => kind);
		return {
			outcome: "failed",
			code: "EXTERNAL_ID_NOT_EXACT",
			observed: `The role let us in with a wrong external ID (${kinds.join(", ")}).`,
			...aws(admitted.answer),
			details,
		};
	}
	for (const { answer } of probes) {
		if (answer.kind === "answered" || isRefusedByRole(answer)) continue;
		const unclear = undecided("AWS gave no clear denial to every wrong external ID.", answer);
		return { ...unclear, details: { ...unclear.details, ...details } };
	}
	const [first] = probes;
	if (first === undefined) throw new Error("There is no near miss to try.");
	return passed(`AWS denied all ${probes.length} external IDs that are almost right.`, {
		...aws({ requestId: first.answer.requestId, region: first.answer.region }),
		details,
	});
}

/** What one near miss says: `let-in` speaks against the role at once; a denial of one proves nothing about the rest. */
export type OneNearMiss = {
	readonly kind: NearMiss["kind"];
	readonly answer: Probed;
};

/** AssumeRole with the near miss whose turn it is. Null: there is none. */
export async function probeOneNearMiss(
	ctx: Context,
	facts: ConnectorFacts,
	signal: AbortSignal,
): Promise<OneNearMiss | null> {
	const miss = nearMissInTurn(wrongIds(facts), facts.externalId, ctx.now());
	if (miss === null) return null;
	return { kind: miss.kind, answer: await probe(ctx, facts, miss.externalId, signal) };
}

/** Null: it was not let in. */
export function judgeOneNearMiss({ kind, answer }: OneNearMiss): Verdict | null {
	if (answer.kind !== "answered") return null;
	return {
		outcome: "failed",
		code: "EXTERNAL_ID_NOT_EXACT",
		observed: `The role let us in with a wrong external ID (${kind}).`,
		...aws(answer),
		details: { probes: [{ kind, answer: outcomeOf(answer) }] },
	};
}

/** While our external ID is rotated the other one is right, too. */
function wrongIds({ externalId, connector }: ConnectorFacts) {
	return nearMisses(externalId).filter((miss) => miss.externalId !== connector.rotation?.externalId);
}

function probe(ctx: Context, facts: ConnectorFacts, id: ExternalId, signal: AbortSignal): Promise<Probed> {
	// Never the right one, whatever nearMisses() may come to answer.
	if (id === facts.externalId) throw new Error("A near miss equals the external ID.");
	return ctx.aws.probeRole(powerlessSession(facts, id, signal));
}

/** Only the role's own AccessDenied counts: throttling, a time-out or an organization's deny prove nothing. */
function isRefusedByRole(answer: Probed): boolean {
	return answer.kind === "denied" && answer.code === "ROLE_ACCESS_DENIED";
}

export function outcomeOf(answer: Probed): string {
	if (answer.kind === "answered") return "let in";
	return isRefusedByRole(answer) ? "denied" : answer.code;
}

/**
 * What the two negative checks amount to, given how the role answered after them and since when it works.
 * A success counts at once; a denial only from a role that still answers, and for longer than a minute: until
 * then AWS may not have spread the role's policy everywhere.
 */
export function settleDenials(
	verdict: Verdict,
	after: { readonly outcome: string; readonly code: FailureCode | null },
	isProvisional: boolean,
): Verdict {
	if (verdict.outcome !== "passed") return verdict;
	if (after.outcome !== "passed") {
		return {
			...verdict,
			outcome: "unknown",
			code: after.code,
			observed: "AWS denied it, but the role did not answer its right external ID afterwards either.",
		};
	}
	if (!isProvisional) return verdict;
	return {
		...verdict,
		outcome: "waiting",
		code: "EXTERNAL_ID_PROVISIONAL",
		observed: `${verdict.observed} The role is less than a minute old, so it is asked again.`,
	};
}
