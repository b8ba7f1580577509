import { newId } from "#lib/connectors/new-id.ts";
import type { Context } from "#lib/context.ts";
import type { Db, DbTransaction } from "#lib/db/port.ts";

/** An audit event about whom we trust. */
export type TrustEvent = Parameters<DbTransaction["audit"]["append"]>[0];
type Teller = Pick<Context, "jobs" | "randomBytes">;

/**
 * Every administrator hears of it: on their pages, and by e-mail where that is set up. In the transaction of the act
 * itself, so that nothing is changed untold.
 */
export async function tellAdministrators(
	{ jobs, randomBytes }: Teller,
	tx: DbTransaction,
	{ actor, action, subject, details, at }: TrustEvent,
): Promise<void> {
	const id = newId(randomBytes);
	await tx.trustNotices.insert({
		id,
		action,
		subject,
		details,
		actor: { id: actor.id, name: actor.name },
		at,
	});
	await jobs.tellAdministrators(id, { sql: tx.sql });
}

/** The same context, in which whatever is written to the audit log is told to every administrator as well. */
export function tellingContext<T extends Context>(ctx: T): T {
	return { ...ctx, db: tellingDb(ctx, ctx.db) };
}

function tellingDb(teller: Teller, db: Db): Db {
	const transaction: Db["transaction"] = (run) => db.transaction((tx) => run(tellingTransaction(teller, tx)));
	const append = (event: TrustEvent) => transaction((tx) => tx.audit.append(event));
	return { ...db, audit: { ...db.audit, append }, transaction };
}

function tellingTransaction(teller: Teller, tx: DbTransaction): DbTransaction {
	const append = async (event: TrustEvent) => {
		await tx.audit.append(event);
		if ((event.outcome ?? "done") === "done") await tellAdministrators(teller, tx, event);
	};
	return { ...tx, audit: { ...tx.audit, append } };
}
