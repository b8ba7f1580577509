import type { Context } from "#lib/context.ts";
import type { Settings } from "#lib/db/port.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";

export type AccessSettingsInput = Pick<Settings, "fourEyes" | "secondFactorRequired" | "version">;

/** What changes of trust need. Four-eyes is switched on only where there are two pairs of them. */
export async function saveAccessSettings(
	ctx: Context,
	{ version, fourEyes, secondFactorRequired }: AccessSettingsInput,
): Promise<Result<true>> {
	return ctx.db.transaction(async (tx) => {
		const administrators = await tx.people.lockAdministrators();
		const { version: _, ...stored } = await tx.settings.get();
		if (fourEyes && administrators.length < 2) {
			const detail = "Make somebody else an administrator first: one alone could approve nothing.";
			return failed({ code: "INPUT_INVALID", field: "fourEyes", detail });
		}
		const change = { fourEyes, secondFactorRequired };
		if ((await tx.settings.save(version, { ...stored, ...change })) === null) {
			return failed({ code: "CONNECTOR_CHANGED_MEANWHILE" });
		}
		await tx.audit.append({
			actor: ctx.actor,
			action: "settings.access.saved",
			subject: "settings",
			at: ctx.now(),
			details: change,
		});
		return ok(true);
	});
}
