import type { Context } from "#lib/context.ts";
import type { ChosenIncident, IncidentChoice } from "#lib/db/incidents-port.ts";
import type { DbTransaction } from "#lib/db/port.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";

const LONGEST_MUTE_MS = 90 * 24 * 60 * 60_000;
/** So many leave an entry in each connector's own trail; more are one entry. */
const OWN_ENTRIES = 50;

/** Somebody takes care of it: nobody is told of it any more unless it gets worse, and of its end as before. */
export async function acknowledge(
	ctx: Context,
	input: { readonly which: IncidentChoice; readonly owner: string; readonly comment: string },
): Promise<Result<{ readonly count: number }>> {
	const { which, owner, comment } = input;
	return act(ctx, "incident.acknowledged", { which, owner, comment }, (tx) =>
		tx.incidents.acknowledge(which, { owner, comment, by: ctx.actor.name, at: ctx.now() }),
	);
}

/** Nothing is told until then; what is still wrong at that time is told then. Null: from now on again. */
export async function mute(
	ctx: Context,
	{ which, until }: { readonly which: IncidentChoice; readonly until: Date | null },
): Promise<Result<{ readonly count: number }>> {
	const now = ctx.now().getTime();
	if (until !== null && (until.getTime() <= now || until.getTime() - now > LONGEST_MUTE_MS)) {
		return failed({
			code: "INPUT_INVALID",
			field: "until",
			detail: "Choose a time within the next 90 days.",
		});
	}
	const action = until === null ? "incident.unmuted" : "incident.muted";
	return act(ctx, action, { which, until: until?.toISOString() ?? null }, (tx) =>
		tx.incidents.mute(which, until),
	);
}

type Act = (tx: DbTransaction) => Promise<readonly ChosenIncident[]>;

async function act(
	ctx: Context,
	action: string,
	details: { readonly which: IncidentChoice } & Readonly<Record<string, unknown>>,
	run: Act,
): Promise<Result<{ readonly count: number }>> {
	return ctx.db.transaction(async (tx) => {
		const changed = await run(tx);
		if (changed.length === 0) return failed({ code: "INCIDENT_OVER" });
		const { which, ...rest } = details;
		const entry = { actor: ctx.actor, action, at: ctx.now() };
		if (changed.length > OWN_ENTRIES) {
			await tx.audit.append({
				...entry,
				subject: "incidents",
				details: { ...rest, which, count: changed.length },
			});
		} else {
			for (const { id, subject } of changed) {
				await tx.audit.append({ ...entry, subject, details: { ...rest, incident: id } });
			}
		}
		return ok({ count: changed.length });
	});
}
