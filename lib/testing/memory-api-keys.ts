import type { ApiKeyCredentials, ApiKeyRepository } from "#lib/db/api-keys-port.ts";

export type MemoryApiKeys = Map<string, ApiKeyCredentials>;

/** Keys by id. Who made them is an administrator everywhere, unless a test says otherwise. */
export function memoryApiKeys(store: MemoryApiKeys): ApiKeyRepository {
	const change = (id: string, changed: Partial<ApiKeyCredentials["key"]>) => {
		const found = store.get(id);
		if (found !== undefined) store.set(id, { ...found, key: { ...found.key, ...changed } });
	};
	return {
		insert: async ({ hash, createdBy, ...key }, most) => {
			const isAccepted = ({ key: each }: ApiKeyCredentials) =>
				each.revokedAt === null && each.expiresAt > key.createdAt;
			if ([...store.values()].filter(isAccepted).length >= most) return false;
			const maker = { id: createdBy, name: "Test person" };
			store.set(key.id, {
				key: { ...key, version: 1, createdBy: maker, lastUsedAt: null, revokedAt: null },
				hash,
				maker: { role: "administrator", scope: { harnessAccountRefs: [], tags: [] } },
			});
			return true;
		},
		list: async (limit) =>
			[...store.values()]
				.map(({ key }) => key)
				.reverse()
				.slice(0, limit),
		find: async (id) => store.get(id)?.key ?? null,
		credentials: async (id) => store.get(id) ?? null,
		touch: async (id, at) => change(id, { lastUsedAt: at }),
		revoke: async (id, at) => {
			if (store.get(id)?.key.revokedAt === null) change(id, { revokedAt: at });
			return store.get(id)?.key ?? null;
		},
	};
}
