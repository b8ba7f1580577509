import { newId } from "#lib/connectors/new-id.ts";
import type { Context } from "#lib/context.ts";
import type { Failure } from "#lib/domain/failures.ts";
import { type Failed, failed, ok, type Result } from "#lib/domain/result.ts";
import { isSelectorWithin } from "#lib/domain/scope-rules.ts";
import { selectorOf } from "#lib/notifications/channel-of.ts";
import type { WindowInput } from "#lib/schemas/incident-schemas.ts";

const MOST_WINDOWS = 200;
const LONGEST_MS = 90 * 24 * 60 * 60_000;

/** Work is announced: from then to then nothing is told about these connectors. */
export async function createWindow(
	ctx: Context,
	input: WindowInput,
): Promise<Result<{ readonly id: string }>> {
	const { startsAt, endsAt, comment } = input;
	const now = ctx.now();
	if (endsAt <= now || endsAt <= startsAt)
		return refused("endsAt", "It must end after it begins, and not be over.");
	if (endsAt.getTime() - now.getTime() > LONGEST_MS) return refused("endsAt", "It must end within 90 days.");
	const selector = selectorOf(input);
	if (!isSelectorWithin(ctx.actor.scope, selector)) return outside(ctx);
	return ctx.db.transaction(async (tx) => {
		if ((await tx.maintenanceWindows.current(now)).length >= MOST_WINDOWS) {
			return refused("comment", `There are ${MOST_WINDOWS} windows already. End one first.`);
		}
		const id = newId(ctx.randomBytes);
		await tx.maintenanceWindows.insert({
			id,
			startsAt,
			endsAt,
			selector,
			comment,
			createdBy: ctx.actor.name,
		});
		await tx.audit.append({
			actor: ctx.actor,
			action: "maintenance-window.created",
			subject: `maintenance-window:${id}`,
			at: now,
			details: { startsAt, endsAt, selector, comment },
		});
		return ok({ id });
	});
}

/** Ends it at once; one that is over already stays as it is. */
export async function endWindow(ctx: Context, { id }: { readonly id: string }): Promise<Result<true>> {
	return ctx.db.transaction(async (tx) => {
		const ended = await tx.maintenanceWindows.end(id, ctx.now());
		if (ended === null) return ok(true);
		await tx.audit.append({
			actor: ctx.actor,
			action: "maintenance-window.ended",
			subject: `maintenance-window:${id}`,
			at: ctx.now(),
			details: { selector: ended.selector },
		});
		return ok(true);
	});
}

/** Announced work is told by no one: who is limited may announce it for their own connectors only. */
function outside({ actor: { scope } }: Context): Failed<Failure> {
	const tags = scope.harnessAccountRefs.length === 0 ? scope.tags : [];
	const names = tags.map(({ key, value }) => `${key}=${value}`).join(" or ");
	const detail = names === "" ? "Your access is limited to Harness accounts." : `Choose the tag ${names}.`;
	return failed({ code: "NOT_ALLOWED", field: "select", detail });
}

function refused(field: string, detail: string): Failed<Failure> {
	return failed({ code: "INPUT_INVALID", field, detail });
}
