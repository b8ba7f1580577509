import type { InvitationRepository, StoredInvitation } from "#lib/db/invitations-port.ts";
import type {
	TrustChange,
	TrustChangeRepository,
	TrustNotice,
	TrustNoticeRepository,
	TrustSecret,
} from "#lib/db/trust-changes-port.ts";
import type { JsonValue } from "#lib/domain/check.ts";

export type MemoryTrust = {
	readonly invitations: Map<string, StoredInvitation>;
	readonly changes: Map<string, TrustChange & { readonly input: JsonValue | null }>;
	readonly secrets: Map<string, TrustSecret>;
	readonly notices: TrustNotice[];
	/** `<notice> <person>` */
	readonly dismissed: Set<string>;
	readonly mailed: Map<string, readonly string[]>;
};

export function emptyMemoryTrust(): MemoryTrust {
	return {
		invitations: new Map(),
		changes: new Map(),
		secrets: new Map(),
		notices: [],
		dismissed: new Set(),
		mailed: new Map(),
	};
}

export function memoryInvitations({ invitations }: MemoryTrust): InvitationRepository {
	const isOpen = ({ acceptedAt, revokedAt }: StoredInvitation) => acceptedAt === null && revokedAt === null;
	const open = (email: string, now: Date) =>
		[...invitations.values()].filter(
			(each) => isOpen(each) && each.email === email.toLowerCase() && each.expiresAt > now,
		);
	const end = (id: string, how: Partial<StoredInvitation>) => {
		const known = invitations.get(id);
		if (known === undefined || !isOpen(known)) return false;
		invitations.set(id, { ...known, ...how });
		return true;
	};
	return {
		insert: async (invitation) =>
			void invitations.set(invitation.id, { ...invitation, acceptedAt: null, revokedAt: null }),
		find: async (id) => invitations.get(id) ?? null,
		lock: async (id) => invitations.get(id) ?? null,
		listOpen: async (limit) => [...invitations.values()].filter(isOpen).reverse().slice(0, limit),
		accept: async (id, acceptedAt) => end(id, { acceptedAt }),
		revoke: async (id, revokedAt) => end(id, { revokedAt }),
		revokeOpen: async (email, revokedAt) =>
			open(email, revokedAt).filter(({ id }) => end(id, { revokedAt })).length,
	};
}

export function memoryTrustChanges({ changes, secrets }: MemoryTrust): TrustChangeRepository {
	return {
		insert: async (change) =>
			void changes.set(change.id, {
				...change,
				state: "waiting",
				decidedByName: null,
				decidedAt: null,
				failureCode: null,
				hasSecret: false,
			}),
		list: async (limit) => [...changes.values()].reverse().slice(0, limit),
		countWaiting: async (now) =>
			[...changes.values()].filter(({ state, expiresAt }) => state === "waiting" && expiresAt > now).length,
		find: async (id) => changes.get(id) ?? null,
		input: async (id) => changes.get(id)?.input ?? null,
		decide: async (id, { to, by, at }) => {
			const known = changes.get(id);
			if (known === undefined || known.state !== "waiting" || known.expiresAt <= at) return false;
			const input = to === "running" ? known.input : null;
			changes.set(id, { ...known, state: to, decidedByName: by, decidedAt: at, input });
			return true;
		},
		finish: async (id, { failureCode, secret }) => {
			const known = changes.get(id);
			if (known === undefined) throw new Error(`There is no change of trust ${id}.`);
			const state = failureCode === null ? "done" : "failed";
			changes.set(id, { ...known, state, failureCode, input: null, hasSecret: secret !== null });
			if (secret !== null) secrets.set(id, secret);
		},
		takeSecret: async (id) => {
			const secret = secrets.get(id) ?? null;
			secrets.delete(id);
			const known = changes.get(id);
			if (known !== undefined) changes.set(id, { ...known, hasSecret: false });
			return secret;
		},
		forgetExpired: async (now) => {
			for (const change of changes.values()) {
				if (change.expiresAt > now) continue;
				changes.set(change.id, { ...change, input: null, hasSecret: false });
				secrets.delete(change.id);
			}
		},
	};
}

export function memoryTrustNotices({ notices, dismissed, mailed }: MemoryTrust): TrustNoticeRepository {
	return {
		insert: async (notice) => void notices.push(notice),
		find: async (id) => notices.find((notice) => notice.id === id) ?? null,
		listFor: async (personId, { since, limit }) =>
			notices
				.filter(({ id, at }) => at > since && !dismissed.has(`${id} ${personId}`))
				.reverse()
				.slice(0, limit),
		dismiss: async (personId, upTo) => {
			for (const { id, at } of notices) if (at <= upTo) dismissed.add(`${id} ${personId}`);
		},
		mailedTo: async (id) => mailed.get(id) ?? [],
		markMailed: async (id, personId) => void mailed.set(id, [...(mailed.get(id) ?? []), personId]),
		deleteOlderThan: async (at) => {
			notices.splice(0, notices.length, ...notices.filter((notice) => notice.at >= at));
		},
	};
}
