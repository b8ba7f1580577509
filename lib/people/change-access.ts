import type { Context } from "#lib/context.ts";
import { isUnlimited, type Role, type Scope } from "#lib/domain/access.ts";
import { enoughRemain, isSameAccess } from "#lib/domain/people.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { isBreakGlass } from "#lib/sign-in-settings/is-break-glass.ts";

type Access = { readonly role: Role; readonly scope: Scope };
export type ChangeAccessInput = {
	readonly personId: string;
	/** As it was on screen. */
	readonly from: Access;
	readonly to: Access;
};

/** Gives somebody another role or other limits. It holds from their next request on. */
export async function changeAccess(
	ctx: Context,
	{ personId, from, to }: ChangeAccessInput,
): Promise<Result<true>> {
	return ctx.db.transaction(async (tx) => {
		// Held until the end: of two who demote each other at once, one must see what the other did.
		const administrators = await tx.people.lockAdministrators();
		const person = await tx.people.find(personId);
		const { fourEyes } = await tx.settings.get();
		if (person === null) return failed({ code: "PERSON_NOT_FOUND" });
		if (!isSameAccess(person, from)) return failed({ code: "CONNECTOR_CHANGED_MEANWHILE" });
		if (isSameAccess(person, to)) return ok(true);
		const isLeaving = to.role !== "administrator" || !isUnlimited(to.scope);
		if (isLeaving && (await isBreakGlass(tx, personId))) return failed({ code: "BREAK_GLASS_NEEDED" });
		if (isLeaving && !enoughRemain({ administrators, without: personId, fourEyes })) {
			return failed({ code: "LAST_ADMINISTRATOR" });
		}
		if (!(await tx.people.saveAccess(personId, to))) return failed({ code: "PERSON_NOT_FOUND" });
		const { name, email, role, scope } = person;
		await tx.audit.append({
			actor: ctx.actor,
			action: "person.access-changed",
			subject: `person:${personId}`,
			at: ctx.now(),
			details: { name, email, ...to, before: { role, scope } },
		});
		return ok(true);
	});
}
