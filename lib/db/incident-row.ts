// Text columns of incidents, written only by this folder's repositories from the domain's unions: read back as such.
import type { CheckId } from "#lib/domain/check.ts";
import type { FailureCode } from "#lib/domain/failures.ts";
import type { Requirements } from "#lib/domain/features.ts";
import type { BadState, Resolution, TroubleKind } from "#lib/domain/incidents.ts";
import type { Telling } from "#lib/domain/notification-plan.ts";
import type { Partition } from "#lib/domain/partition.ts";
import type { Incident as Row } from "./generated/client.ts";
import type { IncidentRow } from "./incidents-port.ts";

function stored<T>(value: unknown): T {
	return value as T;
}

export function failureCodeFrom(code: string | null): FailureCode | null {
	return stored<FailureCode | null>(code);
}

export function checkIdFrom(checkId: string | null): CheckId | null {
	return stored<CheckId | null>(checkId);
}

export function badStateFrom(state: string | null): BadState | null {
	return stored<BadState | null>(state);
}

export function troubleKindFrom(kind: string): TroubleKind {
	return stored<TroubleKind>(kind);
}

export function incidentKindFrom(kind: string): "connector" | TroubleKind {
	return kind === "connector" ? kind : troubleKindFrom(kind);
}

export function resolutionFrom(resolution: string | null): Resolution | null {
	return stored<Resolution | null>(resolution);
}

export function tellingFrom(telling: string): Telling {
	return stored<Telling>(telling);
}

/** A connector's tags; written from a parsed overview. */
export function tagsFrom(json: unknown): Readonly<Record<string, string>> {
	return stored<Record<string, string> | null>(json) ?? {};
}

/** A connector's features; null until they were chosen. */
export function featuresFrom(json: unknown): Requirements["features"] {
	return stored<Requirements | null>(json)?.features ?? [];
}

export function partitionOfRow({ isGovCloud }: { readonly isGovCloud: boolean }): Partition {
	return isGovCloud ? "aws-us-gov" : "aws";
}

/** An incident without the name of what it is about. */
export function toIncidentRow(row: Row): Omit<IncidentRow, "name" | "awsAccountId"> {
	return {
		id: row.id,
		kind: incidentKindFrom(row.kind),
		subject: row.subject,
		state: badStateFrom(row.confirmedState),
		checkId: checkIdFrom(row.checkId),
		code: failureCodeFrom(row.code),
		cause: row.cause,
		owner: row.owner,
		openedAt: row.openedAt,
		recoveringAt: row.recoveringAt,
		resolvedAt: row.resolvedAt,
		resolution: resolutionFrom(row.resolution),
		isFlapping: row.flappingAt !== null,
		acknowledgedAt: row.acknowledgedAt,
		acknowledgedBy: row.acknowledgedBy,
		comment: row.comment,
		mutedUntil: row.mutedUntil,
	};
}
