import type { HealthState } from "#lib/domain/health.ts";
import type { PrismaLike } from "./client.ts";
import type { Connector as Row } from "./generated/client.ts";
import { enterSchedule, leaveSchedule } from "./schedule.ts";

/**
 * What follows from a saved change, in its transaction: old evidence makes the connector pending, a pause shows at
 * once, and the schedule holds exactly the connectors that are registered and not paused.
 */
export async function followSave(
	tx: PrismaLike,
	before: Row,
	saved: Row,
	isEvidenceOld: boolean,
): Promise<void> {
	const state = stateAfter(before, saved, isEvidenceOld);
	if (state !== null) await changeState(tx, before, saved, state);
	if (!isWatched(saved)) return isWatched(before) ? leaveSchedule(tx, saved.id) : undefined;
	if (!isWatched(before) || isEvidenceOld) await enterSchedule(tx, saved.id, saved.updatedAt);
}

function isWatched({ status, pausedAt }: Row): boolean {
	return status === "registered" && pausedAt === null;
}

/** Null: the state stays what the evidence made it. */
function stateAfter(before: Row, saved: Row, isEvidenceOld: boolean): HealthState | null {
	if (saved.pausedAt !== null || saved.status === "offboarded") return "paused";
	// Nobody looked while it was paused: what was proven before is not told as proven now.
	return isEvidenceOld || before.pausedAt !== null ? "pending" : null;
}

async function changeState(tx: PrismaLike, before: Row, saved: Row, state: HealthState): Promise<void> {
	const at = saved.updatedAt;
	const from = before.stateSince === null ? null : before.state;
	const isChanged = from !== null && from !== state;
	await tx.connector.update({
		where: { id: saved.id },
		data: {
			state,
			provenUntil: null,
			stateCheckId: null,
			stateCode: null,
			stateObserved: null,
			updatedAt: at,
			...(isChanged && { stateSince: at }),
		},
	});
	if (!isChanged) return;
	await tx.healthChange.create({ data: { connectorId: saved.id, fromState: from, toState: state, at } });
}
