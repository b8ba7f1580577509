import type { Context } from "#lib/context.ts";
import { canonicalJson } from "#lib/domain/canonical-json.ts";
import type { SignedReport } from "./report.ts";

export function signReport({ signer }: Context, report: SignedReport["report"]): SignedReport {
	const value = signer.sign(canonicalJson(report));
	return { report, signature: { algorithm: "Ed25519", publicKey: signer.publicKey, value } };
}

/** Short enough to compare by eye or on the phone: the first 32 hex digits of the key's SHA-256, in fours. */
export function keyFingerprint({ sha256Hex }: Pick<Context, "sha256Hex">, publicKey: string): string {
	const hex = sha256Hex(Buffer.from(publicKey, "base64url"));
	return hex.slice(0, 32).replace(/(.{4})(?=.)/g, "$1 ");
}
