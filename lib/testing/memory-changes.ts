import type { ChangeRepository, Declination } from "#lib/db/changes-port.ts";
import type { ChangeProgress } from "#lib/domain/change-progress.ts";

export type MemoryChanges = {
	readonly progress: Map<string, ChangeProgress>;
	readonly declinations: Map<string, Declination>;
};

export function memoryChanges({ progress, declinations }: MemoryChanges): ChangeRepository {
	return {
		progress: async (id) => progress.get(id) ?? {},
		note: async (id, part, value) => {
			const { [part]: _, ...others } = progress.get(id) ?? {};
			progress.set(id, value === null ? others : { ...others, [part]: value });
		},
		declination: async (id) => declinations.get(id) ?? null,
		noteDeclined: async (id, declination) => {
			if (declination === null) declinations.delete(id);
			else declinations.set(id, declination);
		},
	};
}
