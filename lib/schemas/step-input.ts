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
 * Unsaved typing, kept so that nothing is lost with the tab: any JSON object of modest size. Where credentials are
 * named, what could be a secret key itself is left out.
 */
export const DraftSchema = z.pipe(
	z.object({
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
	}),
	z.transform((draft) =>
		draft.step === "credentials" && draft.values !== null
			? { ...draft, values: withoutSecrets(draft.values) }
			: draft,
	),
);

/** Null: what was kept is dropped. */
export function draftValues(maxLength: number) {
	return z.nullable(
		z
			.record(z.string(), z.json())
			.check(z.refine((values) => JSON.stringify(values).length <= maxLength, "This is too much to keep.")),
	);
}
