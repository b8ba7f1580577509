import { type ConnectorSelector, isSelected, type SelectableConnector } from "./connector-selector.ts";
import type { CauseKey } from "./incident-cause.ts";
import type { BadState, TroubleKind } from "./incidents.ts";
import { SEVERITY } from "./incidents.ts";
import { isHeld, type MaintenanceWindow, type Trouble } from "./notification-holds.ts";

/** What of an incident was or is told. An incident is told of each at most once a channel, only ever a graver one. */
export type Telling = BadState | "flapping" | "trouble" | "recovered";

export type PlanConnector = SelectableConnector & {
	readonly partition: string;
	readonly harnessAccountRef: string;
	/** Harness's word made this incident, not a call of our own. */
	readonly restsOnHarness: boolean;
	readonly evaluatedAt: Date | null;
};
export type PlanIncident = {
	readonly id: string;
	readonly kind: "connector" | TroubleKind;
	/** Of a connector: the gravest state that was confirmed; null for trouble. */
	readonly confirmedState: BadState | null;
	readonly confirmedAt: Date;
	readonly isFlapping: boolean;
	/** The newest result was good: it is told when it turns out wrong again, and not when it ends. */
	readonly isRecovering: boolean;
	readonly resolvedAt: Date | null;
	/** Since when there is something to tell. */
	readonly untoldSince: Date;
	readonly cause: CauseKey;
	readonly acknowledgedAt: Date | null;
	readonly mutedUntil: Date | null;
	/** Null for trouble, which concerns everybody. */
	readonly connector: PlanConnector | null;
};
export type PlanChannel = {
	readonly id: string;
	readonly selector: ConnectorSelector;
	readonly includesDegraded: boolean;
};
export type Told = { readonly channelId: string; readonly incidentId: string; readonly telling: Telling };
/** How much a channel heard within CROWDED_WITHIN_MS. */
export type Heard = {
	readonly channelId: string;
	/** Recoveries are counted whatever their cause: null. */
	readonly cause: CauseKey | null;
	readonly count: number;
};
export type PlanFacts = {
	readonly incidents: readonly PlanIncident[];
	/** Those that are switched on. */
	readonly channels: readonly PlanChannel[];
	/** Of these incidents. */
	readonly told: readonly Told[];
	readonly heard: readonly Heard[];
	/** Open, or over for less than AFTERMATH_MS. */
	readonly troubles: readonly Trouble[];
	readonly windows: readonly MaintenanceWindow[];
	readonly now: Date;
};

export type PlannedTelling = { readonly incident: PlanIncident; readonly telling: Telling };
export type PlannedMessage = {
	readonly channelId: string;
	/** `alarm`: quarantined though registered. */
	readonly kind: "alarm" | "opened" | "recovered";
	/** One: a message of its own. More: a digest. */
	readonly tellings: readonly PlannedTelling[];
};
export type Plan = {
	readonly messages: readonly PlannedMessage[];
	/** Incidents of which there is nothing left to tell until they change. */
	readonly settled: readonly string[];
};

/** What breaks within this time of each other is told together. */
export const GATHER_MS = 60_000;
/** From so many on it is one digest instead of messages. */
export const DIGEST_FROM = 5;
/** A channel that heard a digest's worth of one cause hears the rest of it this much later, together. */
export const CROWDED_WITHIN_MS = 15 * 60_000;

/**
 * Which messages leave now. Whatever the order and number of runs, no channel hears the same telling of an
 * incident twice, as long as `told` holds what earlier plans told.
 */
export function planNotifications(facts: PlanFacts): Plan {
	const told = toldByChannel(facts.told);
	const unsettled = new Set<string>();
	const messages = facts.channels.flatMap((channel) => {
		const known = told.get(channel.id) ?? new Map<string, readonly Telling[]>();
		const ready: PlannedTelling[] = [];
		for (const incident of facts.incidents) {
			const telling = tellingFor(channel, incident, known.get(incident.id) ?? []);
			if (telling === null) continue;
			if (isHeld(incident, facts)) unsettled.add(incident.id);
			else ready.push({ incident, telling });
		}
		const leaving = whatLeaves(channel, ready, facts);
		const gone = new Set(leaving.flatMap(({ tellings }) => tellings.map(({ incident }) => incident.id)));
		for (const { incident } of ready) if (!gone.has(incident.id)) unsettled.add(incident.id);
		return leaving;
	});
	const settled = facts.incidents.flatMap(({ id }) => (unsettled.has(id) ? [] : [id]));
	return { messages, settled };
}

function toldByChannel(told: readonly Told[]): ReadonlyMap<string, ReadonlyMap<string, readonly Telling[]>> {
	const byChannel = new Map<string, Map<string, Telling[]>>();
	for (const { channelId, incidentId, telling } of told) {
		const known = byChannel.get(channelId) ?? new Map<string, Telling[]>();
		byChannel.set(channelId, known.set(incidentId, [...(known.get(incidentId) ?? []), telling]));
	}
	return byChannel;
}

const WEIGHT = { ...SEVERITY, flapping: 0, trouble: 3, recovered: 5 } as const satisfies Record<
	Telling,
	number
>;

/** What this channel has yet to hear of this incident; null: nothing. */
function tellingFor(channel: PlanChannel, incident: PlanIncident, known: readonly Telling[]): Telling | null {
	if (known.includes("recovered")) return null;
	if (incident.resolvedAt !== null) return known.length > 0 ? "recovered" : null;
	const telling = tellingOf(incident);
	if (telling === null || !concerns(channel, incident)) return null;
	if (known.some((earlier) => WEIGHT[earlier] >= WEIGHT[telling])) return null;
	// Somebody has it in hand, and it did not get worse since.
	const isInHand = incident.acknowledgedAt !== null && incident.confirmedAt <= incident.acknowledgedAt;
	return isInHand ? null : telling;
}

function tellingOf({ kind, confirmedState, isFlapping }: PlanIncident): Telling | null {
	if (kind !== "connector") return "trouble";
	return isFlapping && confirmedState !== "quarantined" ? "flapping" : confirmedState;
}

function concerns(channel: PlanChannel, { connector, confirmedState }: PlanIncident): boolean {
	if (connector === null) return true;
	if (confirmedState === "degraded" && !channel.includesDegraded) return false;
	return isSelected(channel.selector, connector);
}

function whatLeaves(
	channel: PlanChannel,
	ready: readonly PlannedTelling[],
	facts: PlanFacts,
): readonly PlannedMessage[] {
	const ofConnectors = (kind: PlannedMessage["kind"]) =>
		ready.filter(({ incident, telling }) => incident.kind === "connector" && kindOf(telling) === kind);
	const trouble = ready.filter(({ incident }) => incident.kind !== "connector");
	return [
		// Neither waits for company: an open door, and what explains everything else.
		...bundle(channel, "alarm", ofConnectors("alarm")),
		...trouble.flatMap((item) => bundle(channel, kindOf(item.telling), [item])),
		...bundle(channel, "opened", gather(channel, ofConnectors("opened"), facts)),
		...bundle(channel, "recovered", gather(channel, ofConnectors("recovered"), facts)),
	];
}

function kindOf(telling: Telling): PlannedMessage["kind"] {
	if (telling === "recovered") return "recovered";
	return telling === "quarantined" ? "alarm" : "opened";
}

/** What has waited long enough for company, and all that joined it. */
function gather(
	channel: PlanChannel,
	ready: readonly PlannedTelling[],
	{ heard, now }: PlanFacts,
): readonly PlannedTelling[] {
	const crowdedCauses = new Set(
		heard
			.filter(({ channelId, count }) => channelId === channel.id && count >= DIGEST_FROM)
			.map(({ cause }) => cause),
	);
	const isCrowded = ({ incident, telling }: PlannedTelling) =>
		crowdedCauses.has(telling === "recovered" ? null : incident.cause);
	const ripe = (items: readonly PlannedTelling[], waitMs: number) =>
		items.some(({ incident }) => now.getTime() - incident.untoldSince.getTime() >= waitMs) ? items : [];
	return [
		...ripe(
			ready.filter((item) => !isCrowded(item)),
			GATHER_MS,
		),
		...ripe(ready.filter(isCrowded), CROWDED_WITHIN_MS),
	];
}

function bundle(
	{ id: channelId }: PlanChannel,
	kind: PlannedMessage["kind"],
	items: readonly PlannedTelling[],
): readonly PlannedMessage[] {
	if (items.length === 0) return [];
	if (items.length >= DIGEST_FROM) return [{ channelId, kind, tellings: items }];
	return items.map((item) => ({ channelId, kind, tellings: [item] }));
}
