import "server-only";
import type { ApiKey } from "#lib/db/api-keys-port.ts";
import { scopeWords } from "#lib/domain/people.ts";
import { serverContext } from "#lib/server-context.ts";
import { type ScopeChoice, scopeChoices } from "./people.ts";
import { requireSignedIn } from "./signed-in.ts";

const SHOWN = 500;

export type KeyView = Pick<ApiKey, "id" | "name" | "prefix" | "role"> & {
	readonly state: "accepted" | "expired" | "revoked";
	/** What it is limited to, in words. */
	readonly reach: string;
	readonly createdBy: string;
	readonly expiresAt: number;
	readonly lastUsedAt: number | null;
};
export type KeysPage = {
	readonly keys: readonly KeyView[];
	/** What a key may be limited to. */
	readonly harnessAccounts: readonly ScopeChoice[];
	readonly now: number;
};

export async function loadApiKeys(): Promise<KeysPage> {
	const ctx = await serverContext((await requireSignedIn()).actor);
	const now = ctx.now();
	const [keys, harnessAccounts] = await Promise.all([ctx.db.apiKeys.list(SHOWN), scopeChoices(ctx)]);
	return { keys: keys.map((key) => keyView(key, now)), harnessAccounts, now: now.getTime() };
}

function keyView({ id, name, prefix, role, scope, ...key }: ApiKey, now: Date): KeyView {
	return {
		id,
		name,
		prefix,
		role,
		state: key.revokedAt !== null ? "revoked" : key.expiresAt <= now ? "expired" : "accepted",
		reach: scopeWords(scope),
		createdBy: key.createdBy.name,
		expiresAt: key.expiresAt.getTime(),
		lastUsedAt: key.lastUsedAt?.getTime() ?? null,
	};
}
