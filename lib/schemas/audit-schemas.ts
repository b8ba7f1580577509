import * as z from "zod/mini";
import { parseOutgoingUrl } from "#lib/domain/outgoing-url.ts";

/** The webhook of the audit log as it is typed. An empty address keeps the stored one. */
export const AuditStreamFormSchema = z
	.object({
		url: z.string().check(z.trim(), z.maxLength(2_048, "This is too long.")),
		isEnabled: z.boolean(),
		replaceSecret: z.boolean(),
	})
	.check(({ value, issues }) => {
		if (value.url === "") return;
		const parsed = parseOutgoingUrl(value.url);
		if (parsed.ok) return;
		issues.push({ code: "custom", path: ["url"], message: parsed.failure.message, input: value });
	});

/** To save: `version` of what the form was filled from; null: there was none. */
export const SaveAuditStreamSchema = z.object({
	version: z.nullable(z.int().check(z.nonnegative())),
	stream: AuditStreamFormSchema,
});
export type SaveAuditStreamInput = z.output<typeof SaveAuditStreamSchema>;

/** Where a page of the audit log begins; what is no id begins at the top. */
export const AuditPageSchema = z.object({
	before: z.catch(z.optional(z.string().check(z.regex(/^\d{1,18}$/))), undefined),
});
