/** A connection as CloudZero names it: the payer's costs, or what runs in one account. */
type ConnectionKind = "billing" | "resource";

/** The four ways, in the words that both vendors' documents use. */
export const CONNECTION_KINDS = {
	billing: { title: "Billing connection", what: "A payer's costs, from its cost report." },
	resource: { title: "Resource connection", what: "What runs in one account." },
} as const satisfies Record<ConnectionKind, { title: string; what: string }>;

/**
 * What kind of connection an account has: with a cost report of its own it is a billing connection.
 *
 * @example connectionKind({ costReport: { kind: "covered", … } }) // "resource"
 */
export function connectionKind({
	costReport,
}: {
	readonly costReport: { readonly kind: "own" | "covered" | "none" } | null;
}): ConnectionKind {
	return costReport?.kind === "own" ? "billing" : "resource";
}
