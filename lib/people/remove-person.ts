import type { Context } from "#lib/context.ts";
import { enoughRemain } from "#lib/domain/people.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { isBreakGlass } from "#lib/sign-in-settings/is-break-glass.ts";

/** Removes somebody. Their sessions and API keys go in the same moment; what they did stays in the audit log. */
export async function removePerson(
	ctx: Context,
	{ personId }: { readonly personId: string },
): Promise<Result<true>> {
	return ctx.db.transaction(async (tx) => {
		const administrators = await tx.people.lockAdministrators();
		const person = await tx.people.find(personId);
		const { fourEyes } = await tx.settings.get();
		if (person === null) return failed({ code: "PERSON_NOT_FOUND" });
		if (await isBreakGlass(tx, personId)) return failed({ code: "BREAK_GLASS_NEEDED" });
		if (!enoughRemain({ administrators, without: personId, fourEyes })) {
			return failed({ code: "LAST_ADMINISTRATOR" });
		}
		if (!(await tx.people.remove(personId))) return failed({ code: "PERSON_NOT_FOUND" });
		const { name, email, role } = person;
		await tx.audit.append({
			actor: ctx.actor,
			action: "person.removed",
			subject: `person:${personId}`,
			at: ctx.now(),
			details: { name, email, role },
		});
		return ok(true);
	});
}
