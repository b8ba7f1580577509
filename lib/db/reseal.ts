import { isSealed, type SecretBox } from "#lib/crypto.ts";
import type { PrismaLike } from "./client.ts";

type SealedColumn = {
	readonly table: string;
	readonly key: string;
	readonly column: string;
	/** What the text is bound to, as SQL: the same as the repository of that table seals it with. */
	readonly boundTo: string;
	/** Only these rows of the table. */
	readonly where?: string;
	/** Rows from before the column was sealed hold their text as it was: it is sealed now. */
	readonly maybeBare?: true;
};

/** Every column that holds sealed text; a test compares this with the schema. */
export const SEALED_COLUMNS: readonly SealedColumn[] = [
	{
		table: "harness_account",
		key: "ref",
		column: "api_key_ciphertext",
		boundTo: "'harness_account:' || ref",
	},
	{
		table: "notification_channel",
		key: "id",
		column: "target_ciphertext",
		boundTo: "'notification_channel:' || id || ':target'",
	},
	{
		table: "notification_channel",
		key: "id",
		column: "secret_ciphertext",
		boundTo: "'notification_channel:' || id || ':secret'",
	},
	{ table: "audit_stream", key: "id", column: "url_ciphertext", boundTo: "'audit_stream:' || id || ':url'" },
	{
		table: "audit_stream",
		key: "id",
		column: "secret_ciphertext",
		boundTo: "'audit_stream:' || id || ':secret'",
	},
	{
		table: "trust_change",
		key: "id",
		column: "input_ciphertext",
		boundTo: "'trust_change:' || id || ':input'",
	},
	{
		table: "trust_change",
		key: "id",
		column: "secret_ciphertext",
		boundTo: "'trust_change:' || id || ':secret'",
	},
	{
		table: "sign_in_settings",
		key: "id",
		column: "client_secret_ciphertext",
		boundTo: "'sign_in_settings:client_secret'",
	},
	{
		table: "account",
		key: "id",
		column: "idToken",
		boundTo: `'account:' || "providerId" || ':' || "accountId" || ':id_token'`,
		where: `"providerId" LIKE 'oidc:%'`,
	},
	{
		table: "two_factor",
		key: "id",
		column: "secret",
		boundTo: "'two_factor:' || id || ':secret'",
		maybeBare: true,
	},
	{
		table: "two_factor",
		key: "id",
		column: "backupCodes",
		boundTo: "'two_factor:' || id || ':backup_codes'",
		maybeBare: true,
	},
];

const BATCH = 200;

export type Resealed = { readonly table: string; readonly column: string; readonly count: number };
type Row = { readonly id: string; readonly text: string; readonly bound: string };

/**
 * Seals with the newest key what an older one sealed, row by row, while everything runs: a row is replaced only if it
 * still holds what was read, so that nothing saved in between is lost. Run again, it goes on where it stopped.
 */
export async function resealAll(prisma: PrismaLike, secrets: SecretBox): Promise<readonly Resealed[]> {
	const done: Resealed[] = [];
	for (const sealed of SEALED_COLUMNS) {
		const { table, column } = sealed;
		done.push({ table, column, count: await resealColumn(prisma, secrets, sealed) });
	}
	return done;
}

async function resealColumn(prisma: PrismaLike, secrets: SecretBox, sealed: SealedColumn): Promise<number> {
	// Names come from the list above, never from outside.
	const { table, key, column, boundTo, where = "true", maybeBare = false } = sealed;
	let count = 0;
	let after = "";
	for (;;) {
		const rows = await prisma.$queryRawUnsafe<Row[]>(
			`SELECT "${key}"::text AS id, "${column}" AS text, ${boundTo} AS bound FROM "${table}"
			 WHERE "${key}"::text > $1 AND "${column}" IS NOT NULL AND ${where} ORDER BY 1 LIMIT ${BATCH}`,
			after,
		);
		for (const { id, text, bound } of rows) {
			if (secrets.isNewest(text)) continue;
			const opened = maybeBare && !isSealed(text) ? text : secrets.open(text, bound);
			count += await prisma.$executeRawUnsafe(
				`UPDATE "${table}" SET "${column}" = $1 WHERE "${key}"::text = $2 AND "${column}" = $3`,
				secrets.seal(opened, bound),
				id,
				text,
			);
		}
		const last = rows.at(-1);
		if (last === undefined || rows.length < BATCH) return count;
		after = last.id;
	}
}
