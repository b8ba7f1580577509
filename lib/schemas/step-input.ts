import * as z from "zod/mini";
import { withoutSecrets } from "#lib/domain/platform/secret-reference.ts";

export const ConnectorIdSchema = z.string().check(z.regex(/^[a-z0-9]{20}$/, "This is no connector's id."));

/** What every saving action of the wizard is handed: which connector, which version of it was on screen. */
export const ConnectorVersionSchema = {
	connectorId: ConnectorIdSchema,
	version: z.int().check(z.positive()),
};

export type DraftInput = z.input<typeof DraftSchema>;

/**
 * Unsaved typing, kept so that nothing is lost with the tab: any JSON object of modest size.
 */
export const DraftSchema = z.object({
	connectorId: ConnectorIdSchema,
	step: z.enum([
		"overview",
		"cost-report",
		"features",
		"role",
		"manual",
		"credentials",
		"delegate",
		"connectivity",
	]),
	values: draftValues(16_384),
});

/** Null: what was kept is dropped. What could be a secret key is left out, whichever field it was typed into. */
export function draftValues(maxLength: number) {
	return z.nullable(
		z.pipe(
			z
				.record(z.string(), z.json())
				.check(z.refine((values) => JSON.stringify(values).length <= maxLength, "This is too much to keep.")),
			z.transform((values: Record<string, z.core.util.JSONType>) => withoutSecrets(values)),
		),
	);
}
