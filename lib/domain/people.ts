import type { Role, Scope } from "./access.ts";

/** How long an invitation may be accepted. */
export const INVITATION_DAYS = 7;

/** What each role may do, in few words. */
export const ROLE_INFO = {
	viewer: { label: "Viewer", summary: "Sees connectors, their health and incidents. Changes nothing." },
	reviewer: {
		label: "Reviewer",
		summary: "Sees trust policies, permissions, settings and the audit log as well. Changes nothing.",
	},
	operator: {
		label: "Operator",
		summary: "Connects accounts, runs checks, changes connectors, sends launch links, handles incidents.",
	},
	administrator: {
		label: "Administrator",
		summary: "Does everything: settings, people, keys, and whom this installation trusts.",
	},
} as const satisfies Readonly<Record<Role, { readonly label: string; readonly summary: string }>>;

/**
 * A scope in words.
 *
 * @example scopeWords({ harnessAccountRefs: [], tags: [{ key: "team", value: "data" }] }) // "Tag team=data"
 */
export function scopeWords({ harnessAccountRefs, tags }: Scope): string {
	const parts = [];
	if (harnessAccountRefs.length > 0) {
		parts.push(`Harness account ${harnessAccountRefs.join(" or ")}`);
	}
	if (tags.length > 0) parts.push(`tag ${tags.map(({ key, value }) => `${key}=${value}`).join(" or ")}`);
	const words = parts.join(", ");
	return words === "" ? "Everything" : words.charAt(0).toUpperCase() + words.slice(1);
}

type Access = { readonly role: Role; readonly scope: Scope };

export function isSameAccess(one: Access, other: Access): boolean {
	return one.role === other.role && scopeKey(one.scope) === scopeKey(other.scope);
}

function scopeKey({ harnessAccountRefs, tags }: Scope): string {
	return JSON.stringify([
		[...harnessAccountRefs].sort(),
		tags.map(({ key, value }) => JSON.stringify([key, value])).sort(),
	]);
}

/**
 * Whether enough administrators remain when one of them goes. With four-eyes it takes two: a single one could never
 * have anything approved, not even switching it off.
 *
 * @example enoughRemain({ administrators: ["a", "b"], without: "a", fourEyes: false }) // true
 */
export function enoughRemain({ administrators, without, fourEyes }: RemainFacts): boolean {
	const rest = administrators.filter((id) => id !== without).length;
	// Whoever is none leaves as many as there are.
	return rest === administrators.length || rest >= (fourEyes ? 2 : 1);
}

type RemainFacts = {
	/** Ids, held for the transaction. */
	readonly administrators: readonly string[];
	readonly without: string;
	readonly fourEyes: boolean;
};

type InvitationTimes = {
	readonly expiresAt: Date;
	readonly acceptedAt: Date | null;
	readonly revokedAt: Date | null;
};

/** Whether an invitation may still be accepted. */
export function isInvitationOpen({ expiresAt, acceptedAt, revokedAt }: InvitationTimes, now: Date): boolean {
	return acceptedAt === null && revokedAt === null && now < expiresAt;
}
