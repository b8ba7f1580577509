import type { Proof } from "#lib/domain/connector.ts";

/** Where the evidence comes from, in two words. */
export const PROOF_WORDS = {
	direct: "Own checks",
	harness: "Harness's word",
} as const satisfies Record<Proof, string>;
