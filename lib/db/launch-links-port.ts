import type {
	ConnectorLinkKind,
	LaunchLinkTimes,
	LaunchOffer,
	LaunchRequest,
	OfferAnswer,
	RolloutRequest,
} from "#lib/domain/launch-link.ts";

export type LaunchLink = ConnectorLink | RolloutLink;
export type ConnectorLink = LinkBase & {
	readonly kind: ConnectorLinkKind;
	readonly connectorId: string;
	readonly rolloutId: null;
	readonly request: LaunchRequest;
};
export type RolloutLink = LinkBase & {
	readonly kind: "roll-out";
	readonly connectorId: null;
	readonly rolloutId: string;
	readonly request: RolloutRequest;
};
type LinkBase = LaunchLinkTimes & {
	readonly id: string;
	readonly note: string;
	/** E-mail: empty where an API key made the link. */
	readonly createdBy: { readonly id: string; readonly name: string; readonly email: string };
	readonly createdAt: Date;
	readonly declineMessage: string;
	readonly offer: LaunchOffer | null;
	readonly offeredAt: Date | null;
	/** Null: not answered yet. */
	readonly offerAnswer: OfferAnswer | null;
	readonly openings: number;
	readonly firstOpenedAt: Date | null;
	readonly lastOpenedAt: Date | null;
};

/** The secret itself is known to the link alone. */
export type NewLaunchLink = NewOf<ConnectorLink> | NewOf<RolloutLink>;
type NewOf<Link extends LaunchLink> = Pick<
	Link,
	"id" | "kind" | "connectorId" | "rolloutId" | "note" | "createdBy" | "createdAt" | "expiresAt" | "request"
> & { readonly secretHash: string };

/** What may become of a link while it has not ended. */
export type LaunchLinkChange = {
	readonly revokedAt?: Date;
	readonly declinedAt?: Date;
	readonly declineMessage?: string;
	readonly actedAt?: Date;
	readonly completedAt?: Date;
	readonly offer?: LaunchOffer;
	readonly offeredAt?: Date;
	readonly offerAnswer?: OfferAnswer | null;
	readonly request?: LaunchRequest;
};

export type LaunchLinkRepository = {
	insert(link: NewLaunchLink): Promise<void>;
	find(id: string): Promise<LaunchLink | null>;
	/** For the comparison with what somebody brings; null: there is no such link. */
	secretHash(id: string): Promise<string | null>;
	/** Newest first. */
	ofConnector(connectorId: string, limit: number): Promise<readonly ConnectorLink[]>;
	/** Those that have not ended by anybody's act or by time. */
	openOf(connectorId: string, now: Date): Promise<readonly ConnectorLink[]>;
	/** The same of a rollout. */
	ofRollout(rolloutId: string, limit: number): Promise<readonly RolloutLink[]>;
	openOfRollout(rolloutId: string, now: Date): Promise<readonly RolloutLink[]>;
	/** All, newest first; `after`: only those that follow it. */
	list(page: {
		readonly after?: { readonly createdAt: Date; readonly id: string };
		readonly limit: number;
	}): Promise<readonly LaunchLink[]>;
	/** False when it had ended before, or the offer is another one than `offeredAt` names. */
	change(
		id: string,
		change: LaunchLinkChange,
		when: { readonly now: Date; readonly offeredAt?: Date },
	): Promise<boolean>;
	/** The page was shown once more. */
	countOpening(id: string, at: Date): Promise<void>;
	/** One browser showed the secret. Of one link the newest 100 are kept. */
	addVisit(id: string, tokenHash: string, at: Date): Promise<void>;
	hasVisit(id: string, tokenHash: string): Promise<boolean>;
	/** Those of links whose time was over before `before`; how many they were. */
	forgetVisits(before: Date): Promise<number>;
};
