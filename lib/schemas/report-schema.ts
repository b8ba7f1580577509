import * as z from "zod/mini";

/** A report's envelope; what it says is not judged here, only whether it was changed. */
export const SignedReportSchema = z.object({
	report: z.looseObject({ kind: z.string().check(z.maxLength(100)), issuedAt: z.iso.datetime() }),
	signature: z.object({
		algorithm: z.literal("Ed25519"),
		publicKey: z.string().check(z.maxLength(200)),
		value: z.string().check(z.maxLength(200)),
	}),
});
