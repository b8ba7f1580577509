import type { Operation, OperationRepository } from "#lib/db/operations-port.ts";
import type { FailureCode } from "#lib/domain/failures.ts";
import type { ItemOutcome, ItemState } from "#lib/domain/operation.ts";

type Item = { readonly state: ItemState; readonly code: FailureCode | null };
export type MemoryOperations = Map<string, { operation: Operation; readonly items: Map<string, Item> }>;

/** What the repository needs to know of connectors. */
type Connectors = {
	readonly nameOf: (id: string) => string | null;
	readonly evaluatedAt: (id: string) => Date | null;
	readonly isScheduled: (id: string) => boolean;
	readonly makeDue: (ids: readonly string[]) => void;
};

export function memoryOperations(store: MemoryOperations, connectors: Connectors): OperationRepository {
	const entry = (id: string) => {
		const found = store.get(id);
		if (found === undefined) throw new Error(`There is no operation ${id}.`);
		return found;
	};
	const isUnfinished = ({ state }: Operation) => state === "queued" || state === "running";
	const itemsIn = (id: string, state: ItemState) =>
		[...entry(id).items].filter(([, item]) => item.state === state).sort(([a], [b]) => (a < b ? -1 : 1));
	const page = <T extends readonly [string, Item]>(all: readonly T[], after: string, limit: number) =>
		all.filter(([subject]) => subject > after).slice(0, limit);
	const finish = (id: string, { subject, state, code }: ItemOutcome) =>
		entry(id).items.set(subject, { state, code });

	return {
		insert: async (given) => {
			const operation: Operation = { ...given, state: "queued", total: 0, finishedAt: null };
			store.set(given.id, { operation, items: new Map() });
		},
		addItems: async (id, subjects) => {
			const found = entry(id);
			for (const subject of subjects) {
				if (!found.items.has(subject)) found.items.set(subject, { state: "queued", code: null });
			}
			found.operation = { ...found.operation, total: found.items.size };
		},
		find: async (id) => store.get(id)?.operation ?? null,
		list: async ({ after, limit, actorId }) =>
			[...store.values()]
				.map(({ operation }) => operation)
				.sort((a, b) => placeOf(b).localeCompare(placeOf(a)))
				.filter(({ actor }) => actorId === undefined || actor.id === actorId)
				.filter((operation) => after === null || placeOf(operation) < placeOf(after))
				.slice(0, limit),
		unfinished: async (limit) =>
			[...store.values()]
				.flatMap(({ operation }) => (isUnfinished(operation) ? [operation.id] : []))
				.slice(0, limit),
		counts: async (id) => ({
			queued: itemsIn(id, "queued").length,
			done: itemsIn(id, "done").length,
			failed: itemsIn(id, "failed").length,
			skipped: itemsIn(id, "skipped").length,
		}),
		failedItems: async (id, { after, limit }) =>
			page(itemsIn(id, "failed"), after, limit).map(([subject, { code }]) => ({
				subject,
				name: connectors.nameOf(subject),
				code: code ?? "UNEXPECTED",
			})),
		nextItems: async (id, { after, limit }) =>
			page(itemsIn(id, "queued"), after, limit).map(([subject]) => subject),
		finishItems: async (id, outcomes) => {
			for (const outcome of outcomes) {
				const before = entry(id).items.get(outcome.subject)?.state;
				if (before === "queued" || before === "skipped") finish(id, outcome);
			}
		},
		makeDue: async (id) => connectors.makeDue(itemsIn(id, "queued").map(([subject]) => subject)),
		unscheduledItems: async (id, { after, limit }) => {
			const off = itemsIn(id, "queued").filter(([subject]) => !connectors.isScheduled(subject));
			return page(off, after, limit).map(([subject]) => subject);
		},
		finishVerified: async (id, since) => {
			const verified = itemsIn(id, "queued").filter(
				([subject]) => (connectors.evaluatedAt(subject) ?? 0) >= since,
			);
			for (const [subject] of verified) finish(id, { subject, state: "done", code: null });
			return verified.length;
		},
		finishRest: async (id, outcome) => {
			for (const [subject] of itemsIn(id, "queued")) finish(id, { subject, ...outcome });
		},
		setState: async (id, state, at) => {
			const found = entry(id);
			if (!isUnfinished(found.operation)) return false;
			const finishedAt = state === "done" || state === "stopped" ? at : null;
			found.operation = { ...found.operation, state, finishedAt };
			return true;
		},
	};
}

function placeOf({ createdAt, id }: Pick<Operation, "id" | "createdAt">): string {
	return `${createdAt.toISOString()} ${id}`;
}
