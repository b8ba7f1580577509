import type { Context } from "#lib/context.ts";
import type { Settings } from "#lib/db/port.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";

type Change = Partial<Omit<Settings, "version">>;

/** Saves one part of the settings with its audit entry; refused when somebody else saved meanwhile. */
export async function saveSettings(
	ctx: Context,
	input: {
		readonly version: number;
		readonly part: "template" | "verifier" | "limits";
		readonly change: Change;
	},
): Promise<Result<Settings>> {
	return ctx.db.transaction(async (tx) => {
		const { version: _, ...stored } = await tx.settings.get();
		const saved = await tx.settings.save(input.version, { ...stored, ...input.change });
		if (saved === null) return failed({ code: "CONNECTOR_CHANGED_MEANWHILE" });
		await tx.audit.append({
			actor: ctx.actor,
			action: `settings.${input.part}.saved`,
			subject: "settings",
			at: ctx.now(),
			details: input.change,
		});
		return ok(saved);
	});
}
