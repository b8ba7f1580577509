import type { Context } from "#lib/context.ts";
import type { AuditStream, AuditStreamTarget } from "#lib/db/audit-port.ts";
import { outgoingUrlLabel } from "#lib/domain/outgoing-url.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import type { SaveAuditStreamInput } from "#lib/schemas/audit-schemas.ts";

/** `secret` is set when a signing key was made: it is told this once. */
export type SavedStream = { readonly stream: AuditStream; readonly secret: string | null };

/** Sets up the webhook that gets every entry, or changes it. An address that would not be called is refused. */
export async function saveStream(ctx: Context, input: SaveAuditStreamInput): Promise<Result<SavedStream>> {
	const { version, stream: form } = input;
	const { isEnabled, url } = form;
	const stored = await ctx.db.auditStream.find();
	if ((stored?.version ?? null) !== version) return failed({ code: "CONNECTOR_CHANGED_MEANWHILE" });
	const old = await ctx.db.auditStream.target();
	if (url === "" && old === null) {
		return failed({ code: "INPUT_INVALID", field: "url", detail: "Enter the webhook's URL." });
	}
	const target = newTarget(ctx, old, form);
	if (target !== null && url !== "") {
		const checked = await ctx.notify.check({ kind: "webhook", ...target });
		if (!checked.ok) return failed({ ...checked.failure, field: "url" });
	}
	const secretChanged = target !== null && target.secret !== old?.secret;
	return ctx.db.transaction(async (tx) => {
		const at = ctx.now();
		const place = target && { ...target, label: outgoingUrlLabel(new URL(target.url)) };
		const stream = await tx.auditStream.save(version, { isEnabled, at, ...(place && { target: place }) });
		if (stream === null) return failed({ code: "CONNECTOR_CHANGED_MEANWHILE" } as const);
		const details = {
			isEnabled,
			target: stream.targetLabel,
			targetChanged: url !== "",
			keyChanged: secretChanged,
		};
		await tx.audit.append({ actor: ctx.actor, action: "audit.stream.saved", subject: "audit", at, details });
		return ok({ stream, secret: target !== null && secretChanged ? target.secret : null });
	});
}

/** Null: the stored one stays as it is. */
function newTarget(
	ctx: Context,
	old: AuditStreamTarget | null,
	{ url, replaceSecret }: SaveAuditStreamInput["stream"],
): AuditStreamTarget | null {
	const place = url === "" ? old?.url : url;
	if (place === undefined || (url === "" && !replaceSecret)) return null;
	return { url: place, secret: old === null || replaceSecret ? newSigningKey(ctx) : old.secret };
}

/** The prefix lets scanners of source code know it for a secret. */
function newSigningKey(ctx: Context): string {
	return `rbwhs_${Buffer.from(ctx.randomBytes(32)).toString("base64url")}`;
}
