import type { JsonValue } from "#lib/domain/check.ts";
import { nearMisses, parseExternalId } from "#lib/domain/external-id.ts";
import type { TrustedPrincipal } from "#lib/domain/trust-policy/who-can-assume.ts";
import type { ConnectorFacts } from "./connector-facts.ts";
import { askTrust, strangerOf, type TrustCase } from "./trust-verdict.ts";

type Of = Pick<ConnectorFacts, "connector" | "role">;

/** Everybody who may be Harness, each asked with the external ID that was given for it; null: none was given. */
export function casesByGivenId(
	policy: JsonValue,
	{ connector, role }: Of,
	others: readonly TrustedPrincipal[],
): readonly TrustCase[] | null {
	const given = givenId({ connector });
	if (given === "") return null;
	return others.flatMap((entry) => {
		const arn = callerOf(entry, role);
		return arn === null ? [] : [askTrust(policy, arn, "the external ID given for Harness", given)];
	});
}

/**
 * The same without an ID, and with IDs that only resemble the one that was given: who comes from another account is to
 * be refused. Decided by the policy's text alone, never by a call: that ID is not ours.
 */
export function casesByWrongId(
	policy: JsonValue,
	{ connector, role }: Of,
	others: readonly TrustedPrincipal[],
): readonly TrustCase[] {
	const given = givenId({ connector });
	if (given === "") return [];
	const parsed = parseExternalId(given);
	const misses = parsed.ok ? nearMisses(parsed.value) : [];
	const callers = others
		.filter(({ accountId }) => accountId !== role.accountId)
		.flatMap((entry) => callerOf(entry, role) ?? []);
	return [...new Set(callers)].flatMap((arn) => [
		askTrust(policy, arn, "no external ID", undefined),
		...misses.map(({ kind, externalId }) =>
			askTrust(policy, arn, `one that resembles Harness's (${kind})`, externalId),
		),
	]);
}

function givenId({ connector }: Pick<Of, "connector">): string {
	return connector.platform?.crossAccount?.externalId ?? "";
}

/** Null: it does not come by AssumeRole as a principal that could be named. */
function callerOf(
	{ kind, principal, accountId }: TrustedPrincipal,
	{ partition }: Of["role"],
): string | null {
	switch (kind) {
		case "anyone":
			return strangerOf(partition);
		case "user":
		case "role":
		case "session":
			return principal;
		case "account":
			return `arn:${partition}:iam::${accountId}:root`;
		default:
			return null;
	}
}
