import type { Role, Scope } from "#lib/domain/access.ts";

/** A key of a machine, without what it proves itself by: of that only a hash is kept. */
export type ApiKey = {
	readonly id: string;
	readonly version: number;
	readonly name: string;
	/** The beginning of the key, by which people know it again. */
	readonly prefix: string;
	readonly role: Role;
	readonly scope: Scope;
	/** The person whose act it was; with them the key goes. */
	readonly createdBy: { readonly id: string; readonly name: string };
	readonly createdAt: Date;
	readonly expiresAt: Date;
	/** To the minute; null: never. */
	readonly lastUsedAt: Date | null;
	readonly revokedAt: Date | null;
};

export type NewApiKey = Pick<
	ApiKey,
	"id" | "name" | "prefix" | "role" | "scope" | "createdAt" | "expiresAt"
> & {
	readonly createdBy: string;
	/** Hex SHA-256 of the whole key. */
	readonly hash: string;
};

export type ApiKeyRepository = {
	/** `most`: so many keys may be accepted at once; false when there are as many already. */
	insert(key: NewApiKey, most: number): Promise<boolean>;
	/** Newest first, at most `limit`. */
	list(limit: number): Promise<readonly ApiKey[]>;
	find(id: string): Promise<ApiKey | null>;
	/** What a presented key is judged by; null: there is none of that id. */
	credentials(id: string): Promise<ApiKeyCredentials | null>;
	/** Notes a use, at most once a minute. */
	touch(id: string, at: Date): Promise<void>;
	/** Null when there is none of that id; one that was revoked before stays as it was. */
	revoke(id: string, at: Date): Promise<ApiKey | null>;
};

export type ApiKeyCredentials = {
	readonly key: ApiKey;
	readonly hash: string;
	/** As the person who made it may act today. */
	readonly maker: { readonly role: Role; readonly scope: Scope };
};
