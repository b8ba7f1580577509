import type {
	ConnectorLink,
	LaunchLink,
	LaunchLinkChange,
	LaunchLinkRepository,
	RolloutLink,
} from "#lib/db/launch-links-port.ts";

/** By id; beside each its secret's hash and what its visitors' cookies hash to. */
export type MemoryLaunchLinks = Map<
	string,
	{ readonly link: LaunchLink; readonly secretHash: string; readonly visits: readonly string[] }
>;

/** `isSeen`: whether the link's connector lies within the scope of whoever looks. */
export function memoryLaunchLinks(
	links: MemoryLaunchLinks,
	isSeen: (connectorId: string) => boolean = () => true,
): LaunchLinkRepository {
	const all = () =>
		[...links.values()]
			.map(({ link }) => link)
			.filter(({ connectorId }) => connectorId === null || isSeen(connectorId))
			.sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime() || (a.id < b.id ? -1 : 1));
	const find = (id: string) => all().find((link) => link.id === id) ?? null;
	const isOpen = ({ revokedAt, declinedAt, completedAt, expiresAt }: LaunchLink, now: Date) =>
		revokedAt === null && declinedAt === null && completedAt === null && expiresAt > now;
	const update = (id: string, change: LaunchLinkChange | Partial<Opened>) => {
		const known = links.get(id);
		// Sound: nothing that a change names tells the kinds of links apart but `request`, which stays of its kind.
		if (known !== undefined) links.set(id, { ...known, link: { ...known.link, ...change } as LaunchLink });
	};
	return {
		insert: async ({ secretHash, ...link }) => {
			links.set(link.id, { link: { ...link, ...UNTOUCHED }, secretHash, visits: [] });
		},
		find: async (id) => find(id),
		secretHash: async (id) => links.get(id)?.secretHash ?? null,
		ofConnector: async (connectorId, limit) =>
			all()
				.filter((link): link is ConnectorLink => link.connectorId === connectorId)
				.slice(0, limit),
		openOf: async (connectorId, now) =>
			all()
				.filter((link): link is ConnectorLink => link.connectorId === connectorId)
				.filter((link) => isOpen(link, now)),
		ofRollout: async (rolloutId, limit) =>
			all()
				.filter((link): link is RolloutLink => link.rolloutId === rolloutId)
				.slice(0, limit),
		openOfRollout: async (rolloutId, now) =>
			all()
				.filter((link): link is RolloutLink => link.rolloutId === rolloutId)
				.filter((link) => isOpen(link, now)),
		list: async ({ after, limit }) => {
			const at = after === undefined ? -1 : all().findIndex(({ id }) => id === after.id);
			return all().slice(at + 1, at + 1 + limit);
		},
		change: async (id, change, { now, offeredAt }) => {
			const link = find(id);
			if (link === null || !isOpen(link, now)) return false;
			const isOther = link.offeredAt?.getTime() !== offeredAt?.getTime() || link.offerAnswer !== null;
			if (offeredAt !== undefined && isOther) return false;
			update(id, change);
			return true;
		},
		countOpening: async (id, at) => {
			const link = find(id);
			if (link !== null)
				update(id, {
					openings: link.openings + 1,
					firstOpenedAt: link.firstOpenedAt ?? at,
					lastOpenedAt: at,
				});
		},
		addVisit: async (id, tokenHash) => {
			const known = links.get(id);
			if (known !== undefined)
				links.set(id, { ...known, visits: [tokenHash, ...known.visits].slice(0, 100) });
		},
		hasVisit: async (id, tokenHash) => links.get(id)?.visits.includes(tokenHash) ?? false,
		forgetVisits: async (before) => {
			let count = 0;
			for (const [id, known] of links) {
				if (known.link.expiresAt >= before) continue;
				count += known.visits.length;
				links.set(id, { ...known, visits: [] });
			}
			return count;
		},
	};
}

type Opened = Pick<LaunchLink, "openings" | "firstOpenedAt" | "lastOpenedAt">;

const UNTOUCHED = {
	revokedAt: null,
	declinedAt: null,
	declineMessage: "",
	offer: null,
	offeredAt: null,
	offerAnswer: null,
	openings: 0,
	firstOpenedAt: null,
	lastOpenedAt: null,
	actedAt: null,
	completedAt: null,
} as const;
