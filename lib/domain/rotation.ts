import type { ExternalIdRotation } from "./connector.ts";
import type { ExternalId } from "./external-id.ts";
import { failed, ok, type Result } from "./result.ts";

/** Of a connector, what a rotation is about: the ID in use, and the one on its way in or out. */
export type RotationState = {
	readonly verifierExternalId: ExternalId;
	readonly rotation: ExternalIdRotation | null;
};

export type RotationEvent =
	/** The new ID was made by this server, at random. */
	| { readonly kind: "start"; readonly externalId: ExternalId }
	/** AWS let us in with the ID in use and with the new one. */
	| { readonly kind: "both-accepted" }
	| { readonly kind: "commit" }
	/** AWS refused the old ID while it let us in with the new one. */
	| { readonly kind: "old-refused" }
	| { readonly kind: "cancel" };

type RotationRefusal = "under-way" | "not-under-way" | "not-proved" | "committed" | "same-id";

/**
 * One step of a rotation: pending → proved → committed → over. The ID in use changes in one place only, at the
 * commit, and only after AWS accepted both. A proof that comes late, for a phase that is over, is refused.
 *
 * @example rotate({ verifierExternalId: a, rotation: null }, { kind: "start", externalId: b }, now)
 * // { ok: true, value: { verifierExternalId: a, rotation: { phase: "pending", externalId: b, since: now } } }
 */
export function rotate(
	state: RotationState,
	event: RotationEvent,
	at: Date,
): Result<RotationState, RotationRefusal> {
	const { verifierExternalId, rotation } = state;
	if (event.kind === "start") {
		if (rotation !== null) return failed("under-way");
		if (event.externalId === verifierExternalId) return failed("same-id");
		return ok({
			verifierExternalId,
			rotation: { phase: "pending", externalId: event.externalId, since: at },
		});
	}
	if (rotation === null) return failed("not-under-way");
	switch (event.kind) {
		case "both-accepted":
			if (rotation.phase === "committed") return failed("committed");
			return ok(
				rotation.phase === "proved"
					? state
					: { verifierExternalId, rotation: { ...rotation, phase: "proved", since: at } },
			);
		case "commit":
			if (rotation.phase !== "proved") {
				return failed(rotation.phase === "pending" ? "not-proved" : "committed");
			}
			return ok({
				verifierExternalId: rotation.externalId,
				rotation: { phase: "committed", externalId: verifierExternalId, since: at },
			});
		case "old-refused":
			if (rotation.phase !== "committed") return failed("not-proved");
			return ok({ verifierExternalId, rotation: null });
		case "cancel":
			if (rotation.phase === "committed") return failed("committed");
			return ok({ verifierExternalId, rotation: null });
		default:
			return event satisfies never;
	}
}

/** What AWS made of one ID. `unclear`: no answer that says anything about the role. */
export type IdAnswer = "accepted" | "refused" | "unclear";

export type RotationAnswers = {
	/** To the ID in use. */
	readonly current: IdAnswer;
	/** To the one on its way in or out. */
	readonly other: IdAnswer;
	/** A near miss of the new ID was let in: the role would take more than it. */
	readonly isNearMissAdmitted: boolean;
};

/**
 * What the answers prove, given the phase; null while they prove nothing. A refusal of the old ID counts only
 * beside an acceptance of the new one: a role that is gone refuses both.
 *
 * @example decideRotation("pending", { current: "accepted", other: "accepted", isNearMissAdmitted: false })
 * // { kind: "both-accepted" }
 */
export function decideRotation(
	phase: ExternalIdRotation["phase"],
	{ current, other, isNearMissAdmitted }: RotationAnswers,
): Extract<RotationEvent, { kind: "both-accepted" | "old-refused" }> | null {
	if (current !== "accepted") return null;
	switch (phase) {
		case "pending":
			return other === "accepted" && !isNearMissAdmitted ? { kind: "both-accepted" } : null;
		case "proved":
			return null;
		case "committed":
			return other === "refused" ? { kind: "old-refused" } : null;
		default:
			return phase satisfies never;
	}
}

/**
 * What the stack's parameters are to be in each phase. Before the commit the role must accept both; after it, one.
 *
 * @example rotationParameters({ verifierExternalId: a, rotation: null })
 * // { VerifierExternalId: a, PendingVerifierExternalId: "" }
 */
export function rotationParameters({ verifierExternalId, rotation }: RotationState): {
	readonly VerifierExternalId: string;
	readonly PendingVerifierExternalId: string;
} {
	const isComing = rotation !== null && rotation.phase !== "committed";
	return {
		VerifierExternalId: verifierExternalId,
		PendingVerifierExternalId: isComing ? rotation.externalId : "",
	};
}
