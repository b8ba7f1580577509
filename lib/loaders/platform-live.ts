import "server-only";
import type { Context } from "#lib/context.ts";
import type { Connector } from "#lib/domain/connector.ts";
import type { Failure } from "#lib/domain/failures.ts";
import type { PlatformScope } from "#lib/domain/platform/platform-settings.ts";
import { secretSearch } from "#lib/domain/platform/secret-reference.ts";
import { listDelegates } from "#lib/platform/list-delegates.ts";
import { listSecrets, type SecretChoice } from "#lib/platform/list-secrets.ts";

/** The names of Harness's secrets, or why they cannot be listed; then a name is typed. */
export type SecretsView = {
	readonly secrets: readonly SecretChoice[];
	readonly hasMore: boolean;
	readonly failure: Failure | null;
};

/** A page of names; `search`: of those that hold it. What could be a secret itself is asked of nobody. */
export async function readSecrets(ctx: Context, { id }: Connector, search: string): Promise<SecretsView> {
	const listed = await listSecrets(ctx, { connectorId: id, search: secretSearch(search) });
	if (!listed.ok) return { secrets: [], hasMore: false, failure: listed.failure };
	return { ...listed.value, failure: null };
}

export type DelegateRow = {
	readonly name: string;
	readonly tags: readonly string[];
	/** Where in Harness it was installed. */
	readonly where: PlatformScope["kind"];
	readonly isConnected: boolean;
	/** Null: it never connected. */
	readonly lastHeartbeatAt: number | null;
};
/** The delegates that the connector could go through, or why they cannot be listed. */
export type DelegatesView = {
	readonly delegates: readonly DelegateRow[];
	readonly failure: Failure | null;
	readonly now: number;
};

export async function readDelegates(ctx: Context, { id }: Connector): Promise<DelegatesView> {
	const listed = await listDelegates(ctx, { connectorId: id });
	const now = ctx.now().getTime();
	if (!listed.ok) return { delegates: [], failure: listed.failure, now };
	const delegates = listed.value.map(({ name, tags, where, isConnected, lastHeartbeatAt }) => ({
		name,
		tags,
		where,
		isConnected,
		lastHeartbeatAt: lastHeartbeatAt?.getTime() ?? null,
	}));
	return { delegates, failure: null, now };
}
