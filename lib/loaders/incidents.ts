import "server-only";
import type { CauseGroup, IncidentRow } from "#lib/db/incidents-port.ts";
import type { StoredWindow } from "#lib/db/windows-port.ts";
import { isUnlimited } from "#lib/domain/access.ts";
import { isSelectorWithin } from "#lib/domain/scope-rules.ts";
import { serverContext } from "#lib/server-context.ts";
import { requireSignedIn } from "./signed-in.ts";

const CAUSES = 20;
const NAMES_A_CAUSE = 5;
const PAGE_SIZE = 50;
const RESOLVED_PAGE_SIZE = 20;

/** `isTheirs`: whoever looks may act on it, as far as their scope goes. */
export type ShownWindow = StoredWindow & { readonly isTheirs: boolean };
export type IncidentGroup = CauseGroup & {
	/** The scope of whoever looks reaches all of it; of trouble of the whole installation no limited one does. */
	readonly isTheirs: boolean;
	/** The first of them. */
	readonly incidents: readonly IncidentRow[];
};
export type IncidentsPage = {
	readonly groups: readonly IncidentGroup[];
	/** There are more causes than are shown. */
	readonly hasMoreCauses: boolean;
	/** Seen once, not told yet. */
	readonly suspected: number;
	readonly windows: readonly ShownWindow[];
	readonly resolved: readonly IncidentRow[];
	readonly nextResolved: string | null;
	readonly isFirstResolved: boolean;
	/** Who looks: proposed as the owner. */
	readonly viewer: string;
	readonly now: number;
};

export async function loadIncidents(after: string | undefined): Promise<IncidentsPage> {
	const { actor } = await requireSignedIn();
	const { db, now } = await serverContext(actor);
	const [causes, { suspected }, windows, resolved] = await Promise.all([
		db.incidents.causes(now(), CAUSES + 1),
		db.incidents.counts(),
		db.maintenanceWindows.current(now()),
		db.incidents.listResolved({ limit: RESOLVED_PAGE_SIZE + 1, ...(after !== undefined && { after }) }),
	]);
	const shown = causes.slice(0, CAUSES);
	const groups = await Promise.all(
		shown.map(async (group) => ({
			...group,
			isTheirs: group.kind === "connector" || isUnlimited(actor.scope),
			incidents: await db.incidents.list(group.cause, { after: 0, limit: NAMES_A_CAUSE }),
		})),
	);
	const page = resolved.slice(0, RESOLVED_PAGE_SIZE);
	return {
		groups,
		hasMoreCauses: causes.length > CAUSES,
		suspected,
		windows: windows.map((window) => ({
			...window,
			isTheirs: isSelectorWithin(actor.scope, window.selector),
		})),
		resolved: page,
		nextResolved: resolved.length > page.length ? (page.at(-1)?.id ?? null) : null,
		isFirstResolved: after === undefined,
		viewer: actor.name,
		now: now().getTime(),
	};
}

export type CausePage = {
	readonly cause: string;
	readonly isTheirs: boolean;
	readonly incidents: readonly IncidentRow[];
	readonly skip: number;
	readonly hasMore: boolean;
	readonly pageSize: number;
	readonly viewer: string;
	readonly now: number;
};

/** Everything of one likely cause. */
export async function loadCause(cause: string, skip: number): Promise<CausePage> {
	const { actor } = await requireSignedIn();
	const { db, now } = await serverContext(actor);
	const found = await db.incidents.list(cause, { after: skip, limit: PAGE_SIZE + 1 });
	return {
		cause,
		isTheirs: isUnlimited(actor.scope) || found.every(({ kind }) => kind === "connector"),
		incidents: found.slice(0, PAGE_SIZE),
		skip,
		hasMore: found.length > PAGE_SIZE,
		pageSize: PAGE_SIZE,
		viewer: actor.name,
		now: now().getTime(),
	};
}

/** How many loud incidents are open: for the navigation. */
export async function loadOpenIncidents(): Promise<number> {
	const { db } = await serverContext((await requireSignedIn()).actor);
	return (await db.incidents.counts()).confirmed;
}
