import { canonicalJson } from "#lib/domain/canonical-json.ts";
import type { HealthState } from "#lib/domain/health.ts";
import { isWatched } from "#lib/domain/schedule.ts";
import type { PrismaLike } from "./client.ts";
import { statusOf } from "./connector-row.ts";
import type { Connector as Row } from "./generated/client.ts";
import { enterSchedule, hastenSchedule, leaveSchedule } from "./schedule.ts";

/**
 * What follows from a saved change, in its transaction: old evidence makes the connector pending, a pause shows at
 * once, and the schedule holds exactly the connectors that are watched.
 */
export async function followSave(
	tx: PrismaLike,
	before: Row,
	saved: Row,
	isEvidenceOld: boolean,
): Promise<void> {
	const state = stateAfter(before, saved, isEvidenceOld);
	if (state !== null) await changeState(tx, before, saved, state);
	if (!isRowWatched(saved)) return isRowWatched(before) ? leaveSchedule(tx, saved.id) : undefined;
	if (!isRowWatched(before) || isEvidenceOld) await enterSchedule(tx, saved.id, saved.updatedAt);
	// What was found stands, and is asked about anew.
	else if (canonicalJson(before.platform) !== canonicalJson(saved.platform))
		await enterSchedule(tx, saved.id, saved.updatedAt);
	// A rollout's connector was watched before: what its evidence comes to now is to be told at once.
	else if (before.status !== saved.status) await hastenSchedule(tx, saved.id, saved.updatedAt);
}

function isRowWatched(row: Row): boolean {
	return isWatched({ ...row, status: statusOf(row) });
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
