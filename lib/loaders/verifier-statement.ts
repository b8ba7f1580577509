import { type ExpectedTrust, expectedTrustPolicy } from "#lib/domain/trust-policy/expected-trust.ts";

/**
 * Our own statement alone, for a trust policy that is its owner's own: by an external ID that this server made,
 * whatever ID the owner gave out. Null: our own side is not known yet, or needs no statement.
 */
export function verifierStatement(trust: ExpectedTrust | null): string | null {
	if (trust === null || trust.verifier === null) return null;
	const [statement] = expectedTrustPolicy({ harness: null, verifier: trust.verifier }).Statement;
	return statement === undefined ? null : JSON.stringify(statement, null, 2);
}
