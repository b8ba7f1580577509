import type { FailureCode } from "./failures.ts";

/** How a session's person proved who they are. Each but the first is worth two factors. */
export type ProvedBy = "password" | "second-factor" | "passkey" | "sso";

/** For so long a proof is fresh enough to change whom we trust. */
export const FRESH_FOR_MINUTES = 15;

type Proof = {
	readonly provedAt: Date | null;
	readonly provedBy: string | null;
	readonly hasSecondFactor: boolean;
};
type Asked = { readonly secondFactorRequired: boolean; readonly now: Date };

const WORTH_TWO: readonly string[] = ["second-factor", "passkey", "sso"] satisfies ProvedBy[];

/**
 * What is missing before a session may change whom we trust; null: nothing.
 *
 * @example proofFailure(session, { secondFactorRequired: true, now: ctx.now() }) // "FRESH_SIGN_IN_REQUIRED"
 */
export function proofFailure(
	{ provedAt, provedBy, hasSecondFactor }: Proof,
	{ secondFactorRequired, now }: Asked,
): FailureCode | null {
	const isWorthTwo = provedBy !== null && WORTH_TWO.includes(provedBy);
	// Who has none cannot prove it, however often they are asked.
	if (secondFactorRequired && !isWorthTwo && !hasSecondFactor) return "SECOND_FACTOR_REQUIRED";
	if (secondFactorRequired && !isWorthTwo) return "FRESH_SIGN_IN_REQUIRED";
	return isFresh(provedAt, now) ? null : "FRESH_SIGN_IN_REQUIRED";
}

/** For changes of one's own way in: with the second factor, where there is one. */
export function ownProofFailure(proof: Proof, now: Date): FailureCode | null {
	return proofFailure(proof, { secondFactorRequired: proof.hasSecondFactor, now });
}

function isFresh(provedAt: Date | null, now: Date): boolean {
	if (provedAt === null) return false;
	const age = now.getTime() - provedAt.getTime();
	// A minute of grace for clocks that differ between machines; further ahead it proves nothing.
	return age >= -60_000 && age < FRESH_FOR_MINUTES * 60_000;
}
