import { newId } from "#lib/connectors/new-id.ts";
import type { Context } from "#lib/context.ts";
import type { IncidentSubject, NewIncident } from "#lib/db/incidents-port.ts";
import type { DbTransaction } from "#lib/db/port.ts";
import { likelyCause } from "#lib/domain/incident-cause.ts";
import {
	AGE_CONFIRMED_AFTER_MS,
	AGREEING_AFTER_MS,
	decideIncident,
	FLAPPING_WITHIN_MS,
	type IncidentStep,
	type Opening,
} from "#lib/domain/incidents.ts";
import {
	AFTERMATH_MS,
	concernsConnector,
	type Trouble,
	troubledPartition,
} from "#lib/domain/notification-holds.ts";
import { PARTITIONS } from "#lib/domain/partition.ts";

/** Connectors a transaction takes; small, so that people's own acts on incidents never wait long. */
const BATCH = 500;
/** A run ends even when news comes faster than it is handled; the next run goes on. */
const BATCHES = 40;

/**
 * Brings incidents up to date: with the changes of health that were recorded, with newer results of what is
 * already open, and with what is past its proof. Any number of workers may run it at once, one does it.
 */
export async function processHealthChanges(ctx: Context): Promise<void> {
	await ctx.db.transaction((tx) => tx.incidents.settleTroubles(ctx.now(), AGREEING_AFTER_MS));
	for (const take of [takeChanges, takeNews, takeExpired]) {
		for (let batch = 0; batch < BATCHES; batch += 1) {
			const taken = await ctx.db.transaction(async (tx) => {
				if (!(await tx.incidents.tryLock())) return 0;
				const troubles = await tx.incidents.troubles(new Date(ctx.now().getTime() - AFTERMATH_MS));
				const connectorIds = await take(ctx, tx, troubles);
				await bringUpToDate(ctx, tx, [...new Set(connectorIds)], troubles);
				return connectorIds.length;
			});
			if (taken < BATCH) break;
		}
	}
}

type Take = (ctx: Context, tx: DbTransaction, troubles: readonly Trouble[]) => Promise<readonly string[]>;

const takeChanges: Take = async (ctx, tx) => {
	const changes = await tx.incidents.unhandledChanges(BATCH);
	const ids = changes.map(({ id }) => id);
	if (ids.length > 0) await tx.incidents.markHandled(ids, ctx.now());
	return changes.map(({ connectorId }) => connectorId);
};

const takeNews: Take = async (ctx, tx) => {
	const now = ctx.now();
	return tx.incidents.connectorsWithNews(
		{ now, ageSince: new Date(now.getTime() - AGE_CONFIRMED_AFTER_MS) },
		BATCH,
	);
};

const takeExpired: Take = async (ctx, tx, troubles) => {
	const shadowing = troubles.filter(({ kind, code }) => kind !== "audit" && code !== "HARNESS_KEY_EXPIRES");
	const exceptPartitions = shadowing
		.filter(({ kind }) => kind !== "harness")
		.flatMap(({ subject }) => troubledPartition(subject) ?? PARTITIONS);
	const exceptHarnessAccounts = shadowing.flatMap(({ kind, subject }) =>
		kind === "harness" ? [subject] : [],
	);
	return tx.incidents.expiredConnectors({ now: ctx.now(), exceptPartitions, exceptHarnessAccounts }, BATCH);
};

async function bringUpToDate(
	ctx: Context,
	tx: DbTransaction,
	connectorIds: readonly string[],
	troubles: readonly Trouble[],
): Promise<void> {
	if (connectorIds.length === 0) return;
	const now = ctx.now();
	const openedAfter = new Date(now.getTime() - FLAPPING_WITHIN_MS);
	const [subjects, { ownerTag }] = await Promise.all([
		tx.incidents.subjects(connectorIds, openedAfter),
		tx.settings.get(),
	]);
	const toOpen: NewIncident[] = [];
	const seen: { id: string; seenAt: Date }[] = [];
	for (const subject of subjects) {
		const isInTrouble = troubles.some((trouble) =>
			concernsConnector(trouble, { ...subject, ...subject.causeFacts }),
		);
		const step = decideIncident(subject.open, { ...subject.sighting, isInTrouble }, subject.openings, now);
		await apply(tx, subject, step, now);
		const opening = step.kind === "open" ? step : step.kind === "resolve" ? step.thenOpen : null;
		if (opening !== null) toOpen.push(newIncident(ctx, subject, opening, ownerTag));
		const { evaluatedAt } = subject.sighting;
		if (subject.open !== null && evaluatedAt !== null)
			seen.push({ id: subject.open.id, seenAt: evaluatedAt });
	}
	if (toOpen.length > 0) await tx.incidents.open(toOpen);
	if (seen.length > 0) await tx.incidents.markSeen(seen);
}

async function apply(
	tx: DbTransaction,
	{ open, causeFacts }: IncidentSubject,
	step: IncidentStep,
	now: Date,
): Promise<void> {
	if (open === null) return;
	if (step.kind === "resolve") await tx.incidents.resolve(open.id, step.resolution, now);
	if (step.kind !== "change") return;
	const { kind: _, ...change } = step;
	const isOtherCause = change.state !== undefined || change.code !== undefined;
	const facts = { ...causeFacts, state: change.state ?? open.state, code: change.code ?? null };
	await tx.incidents.change(open.id, { ...change, ...(isOtherCause && { cause: likelyCause(facts) }) }, now);
}

function newIncident(
	ctx: Context,
	{ connectorId, sighting, causeFacts, tags }: IncidentSubject,
	opening: Opening & { readonly kind?: string },
	ownerTag: string,
): NewIncident {
	const { kind: _, ...facts } = opening;
	return {
		...facts,
		id: newId(ctx.randomBytes),
		connectorId,
		cause: likelyCause({ ...causeFacts, state: facts.state, code: facts.code }),
		owner: tags[ownerTag] ?? null,
		openedAt: ctx.now(),
		seenAt: sighting.evaluatedAt,
	};
}
