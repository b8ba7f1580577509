import type { Context } from "#lib/context.ts";
import type { RotationProgress } from "#lib/domain/change-progress.ts";
import type { ExternalIdRotation } from "#lib/domain/connector.ts";
import { type ExternalId, nearMisses } from "#lib/domain/external-id.ts";
import type { FailureCode } from "#lib/domain/failures.ts";
import { decideRotation, type IdAnswer, type RotationAnswers, rotate } from "#lib/domain/rotation.ts";
import { powerlessSession } from "#lib/health/assume.ts";
import type { ConnectorFacts } from "#lib/health/connector-facts.ts";
import { requestCheck } from "#lib/health/request-check.ts";
import { saveChange } from "../open-for-change.ts";

type Asked = { readonly answer: IdAnswer; readonly code: FailureCode | null };

/**
 * Asks AWS with both IDs, notes what it says, and takes the step that it proves. Both IDs come from the stored
 * connector, and every session it opens can do nothing.
 */
export async function proveRotation(ctx: Context, facts: ConnectorFacts, signal: AbortSignal): Promise<void> {
	const { connector } = facts;
	const { rotation } = connector;
	if (rotation === null || rotation.phase === "proved" || facts.isVendorMode) return;
	const answers = await ask(ctx, facts, rotation, signal);
	const progress = progressOf(rotation, answers, ctx.now());
	const event = decideRotation(rotation.phase, answers);
	if (event === null) return ctx.db.changes.note(connector.id, "rotation", progress);
	const next = rotate(connector, event, ctx.now());
	if (!next.ok) return;
	const isOver = next.value.rotation === null;
	const saved = await saveChange(ctx, {
		connector,
		change: { rotation: next.value.rotation },
		action: isOver ? "connector.rotation.done" : "connector.rotation.proved",
		also: (tx) => tx.changes.note(connector.id, "rotation", isOver ? null : progress),
	});
	if (saved.ok && isOver) await requestCheck(ctx, { connectorId: connector.id, isChanged: true });
}

type Answers = RotationAnswers & { readonly code: FailureCode | null };

/** The other ID first: an acceptance of the one in use that comes after a refusal shows that the role is there. */
async function ask(
	ctx: Context,
	facts: ConnectorFacts,
	{ phase, externalId }: ExternalIdRotation,
	signal: AbortSignal,
): Promise<Answers> {
	const other = await probe(ctx, facts, externalId, signal);
	const current = await probe(ctx, facts, facts.externalId, signal);
	const isComing = phase !== "committed";
	const isNearMissAdmitted =
		isComing && other.answer === "accepted" && (await admitsNearMiss(ctx, facts, externalId, signal));
	return {
		current: current.answer,
		other: other.answer,
		isNearMissAdmitted,
		code: isNearMissAdmitted ? "EXTERNAL_ID_NOT_EXACT" : (current.code ?? (isComing ? other.code : null)),
	};
}

async function admitsNearMiss(ctx: Context, facts: ConnectorFacts, id: ExternalId, signal: AbortSignal) {
	const misses = nearMisses(id).filter(({ externalId }) => externalId !== facts.externalId);
	const answers = await Promise.all(
		misses.map(({ externalId }) => ctx.aws.probeRole(powerlessSession(facts, externalId, signal))),
	);
	return answers.some(({ kind }) => kind === "answered");
}

/** Only the role's own AccessDenied is a refusal: throttling, a time-out or an organization's deny prove nothing. */
async function probe(
	ctx: Context,
	facts: ConnectorFacts,
	externalId: ExternalId,
	signal: AbortSignal,
): Promise<Asked> {
	const answer = await ctx.aws.probeRole(powerlessSession(facts, externalId, signal));
	if (answer.kind === "answered") {
		const isOurs = answer.value.accountId === facts.overview.awsAccountId;
		return isOurs ? { answer: "accepted", code: null } : { answer: "unclear", code: "ROLE_WRONG_ACCOUNT" };
	}
	const isRefused = answer.kind === "denied" && answer.code === "ROLE_ACCESS_DENIED";
	return { answer: isRefused ? "refused" : "unclear", code: answer.code };
}

function progressOf(rotation: ExternalIdRotation, answers: Answers, at: Date): RotationProgress {
	const { current, other, code } = answers;
	return { checkedAt: at.getTime(), current, other, code, observed: sentence(rotation, answers) };
}

function sentence({ phase }: ExternalIdRotation, { current, other, isNearMissAdmitted }: Answers): string {
	if (current === "unclear" || other === "unclear") return "AWS gave no clear answer.";
	if (current === "refused") return "AWS refuses the ID in use: the role does not answer as it did.";
	if (isNearMissAdmitted) return "The role takes IDs that are almost the new one, so it is not exact.";
	if (phase === "committed") {
		return other === "accepted" ? "The role still takes the old ID." : "The role refuses the old ID.";
	}
	return other === "accepted" ? "The role takes both IDs." : "The role does not take the new ID yet.";
}
