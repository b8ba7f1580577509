import { type ConnectorSelector, isSelected } from "./connector-selector.ts";
import type { FailureCode } from "./failures.ts";
import type { TroubleKind } from "./incidents.ts";
import type { PlanConnector, PlanIncident } from "./notification-plan.ts";
import { PARTITIONS, partitionOfRegion } from "./partition.ts";

/** Trouble that many connectors rest on. */
export type Trouble = {
	readonly kind: TroubleKind;
	/** verifier: a partition; sts: a region or partition; harness: a Harness account's ref. */
	readonly subject: string;
	readonly code: FailureCode | null;
	readonly resolvedAt: Date | null;
};
export type MaintenanceWindow = {
	readonly startsAt: Date;
	readonly endsAt: Date;
	readonly selector: ConnectorSelector;
};

/** After trouble ended, connectors get this long to be looked at again before they are told about. */
export const AFTERMATH_MS = 15 * 60_000;

type HoldFacts = {
	readonly troubles: readonly Trouble[];
	readonly windows: readonly MaintenanceWindow[];
	readonly now: Date;
};

/**
 * Whether an incident is kept back for now: muted, about to recover, in a maintenance window, or likely only the
 * shadow of trouble elsewhere. What is kept back is told later if it is still so.
 */
export function isHeld(incident: PlanIncident, { troubles, windows, now }: HoldFacts): boolean {
	if (incident.mutedUntil !== null && incident.mutedUntil > now) return true;
	if (incident.isRecovering && incident.resolvedAt === null) return true;
	const { connector } = incident;
	if (connector === null) return false;
	const isInWindow = windows.some(
		({ startsAt, endsAt, selector }) => startsAt <= now && now < endsAt && isSelected(selector, connector),
	);
	return isInWindow || troubles.some((trouble) => isShadowed(trouble, incident, connector, now));
}

function isShadowed(trouble: Trouble, incident: PlanIncident, connector: PlanConnector, now: Date): boolean {
	if (!concernsConnector(trouble, connector)) return false;
	const { resolvedAt } = trouble;
	if (resolvedAt === null) return true;
	if (incident.resolvedAt !== null) return false;
	const wasSeenSince = connector.evaluatedAt !== null && connector.evaluatedAt > resolvedAt;
	return !wasSeenSince && now.getTime() - resolvedAt.getTime() < AFTERMATH_MS;
}

/**
 * Whether a connector's evidence rests on what is in trouble. Trouble of Harness shadows only what rests on
 * Harness's word: a role that AWS refuses is refused whatever Harness does.
 */
export function concernsConnector(
	{ kind, subject, code }: Pick<Trouble, "kind" | "subject" | "code">,
	connector: Pick<PlanConnector, "partition" | "harnessAccountRef" | "restsOnHarness">,
): boolean {
	// A key that will expire still works.
	if (code === "HARNESS_KEY_EXPIRES") return false;
	if (kind === "harness") return connector.restsOnHarness && connector.harnessAccountRef === subject;
	if (kind === "audit") return false;
	const partition = troubledPartition(subject);
	return partition === null || partition === connector.partition;
}

/** The partition a verifier's or STS's trouble lies in; null: it cannot be told, so all are meant. */
export function troubledPartition(subject: string): string | null {
	return PARTITIONS.find((partition) => partition === subject) ?? partitionOfRegion(subject);
}
