import type { Context } from "#lib/context.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { NEWEST_TEMPLATE_VERSION } from "#lib/domain/template-version.ts";
import { requestCheck } from "#lib/health/request-check.ts";
import { saveChange } from "./open-for-change.ts";

type DeclineTemplate = {
	readonly connectorId: string;
	/** False: the newest template is wanted after all. */
	readonly isDeclined?: boolean;
};

/**
 * Remembers that the newest template is not wanted: until there is a newer one it is no longer held against the
 * connector. What the connector has stays as it is.
 */
export async function declineTemplate(
	ctx: Context,
	{ connectorId, isDeclined = true }: DeclineTemplate,
): Promise<Result<"done" | "nothing-to-do">> {
	const connector = await ctx.db.connectors.find(connectorId);
	if (connector === null || connector.status !== "registered") return failed({ code: "CONNECTOR_NOT_FOUND" });
	const version = isDeclined ? NEWEST_TEMPLATE_VERSION : null;
	if (connector.declinedTemplateVersion === version) return ok("nothing-to-do");
	const saved = await saveChange(ctx, {
		connector,
		change: { declinedTemplateVersion: version },
		action: isDeclined ? "connector.template.declined" : "connector.template.reconsidered",
		details: { templateVersion: NEWEST_TEMPLATE_VERSION },
		also: (tx) =>
			tx.changes.noteDeclined(connectorId, isDeclined ? { by: ctx.actor.name, at: ctx.now() } : null),
	});
	if (!saved.ok) return saved;
	await requestCheck(ctx, { connectorId, isChanged: true });
	return ok("done");
}
