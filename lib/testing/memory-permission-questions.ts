import type { PermissionQuestionRepository } from "#lib/db/permission-questions-port.ts";
import type { PermissionQuestion } from "#lib/domain/permission-question.ts";

export type MemoryPermissionQuestions = Map<string, PermissionQuestion>;

export function memoryPermissionQuestions(store: MemoryPermissionQuestions): PermissionQuestionRepository {
	const change = (id: string, next: Partial<PermissionQuestion>) => {
		const known = store.get(id);
		if (known !== undefined && known.state !== "done") store.set(id, { ...known, ...next });
	};
	return {
		insert: async (question) => {
			const isOpen = [...store.values()].some(
				({ connectorId, state }) => connectorId === question.connectorId && state !== "done",
			);
			if (isOpen) return null;
			const made = { ...question, state: "queued", answers: null, code: null, finishedAt: null } as const;
			store.set(question.id, made);
			return made;
		},
		giveUp: async (connectorId, { before, at }) => {
			for (const { id, ...question } of store.values()) {
				if (question.connectorId !== connectorId || question.requestedAt >= before) continue;
				change(id, { state: "done", code: "UNEXPECTED", finishedAt: at });
			}
		},
		find: async (id) => store.get(id) ?? null,
		latest: async (connectorId) =>
			[...store.values()]
				.filter((question) => question.connectorId === connectorId)
				.sort((a, b) => b.requestedAt.getTime() - a.requestedAt.getTime())[0] ?? null,
		start: async (id) => change(id, { state: "running" }),
		finish: async (id, { answers, code, at }) => change(id, { state: "done", answers, code, finishedAt: at }),
		prune: async (before, limit) => {
			const old = [...store.values()].filter(({ requestedAt }) => requestedAt < before).slice(0, limit);
			for (const { id } of old) store.delete(id);
			return old.length;
		},
	};
}
