import type { AccountId } from "./account-id.ts";
import type { Connector, ExternalIdRotation } from "./connector.ts";
import type { Feature, Requirements } from "./features.ts";
import { isSameRequirements } from "./requirements.ts";
import type { Coverage, Rollout } from "./rollout.ts";

/** What a launch link may ask of an account's administrator about one connector. */
export const CONNECTOR_LINK_KINDS = ["connect", "change-features", "upgrade", "rotate", "remove"] as const;
export type ConnectorLinkKind = (typeof CONNECTOR_LINK_KINDS)[number];
/** `roll-out` asks whoever owns a management account for a whole organization. */
export const LAUNCH_LINK_KINDS = [...CONNECTOR_LINK_KINDS, "roll-out"] as const;
export type LaunchLinkKind = (typeof LAUNCH_LINK_KINDS)[number];

/** How the receiver went to AWS. */
export type LaunchWayName = "console" | "cli" | "terraform";

/** `open`: waits for the receiver. `acted`: they went to AWS. The others have ended. */
export type LaunchLinkState = "open" | "acted" | "done" | "declined" | "revoked" | "expired";

/** In days: what is chosen when nothing is said, and the longest that may be chosen. */
export const DEFAULT_LINK_DAYS = 7;
export const LONGEST_LINK_DAYS = 30;
/** Characters: the sender's note and the receiver's words. */
export const LONGEST_NOTE = 500;

/** What was asked when the link was sent, or agreed on since: the page says when it is no longer that. */
export type LaunchRequest = {
	/** 12 digits. Should the connector come to name another account, the link ends. */
	readonly awsAccountId: string;
	/** What the role is to be able to do in the end. */
	readonly requirements: Requirements;
	/** Of kind `rotate`: the step that was asked for. */
	readonly rotation: Pick<ExternalIdRotation, "phase" | "externalId"> | null;
};

/** What a link for a whole organization asked for when it was sent. */
export type RolloutRequest = {
	/** 12 digits, of the account in which the stack is made. */
	readonly awsAccountId: string;
	/** Of every account but the payer and the exceptions. */
	readonly requirements: Requirements;
	/** The management account's own; null: it gets no role by this. */
	readonly payerRequirements: Requirements | null;
	/** Roots and organizational units of the first wave. */
	readonly unitIds: readonly string[];
};

/** Less than asked, as the receiver would grant it. */
export type LaunchOffer = {
	readonly features: readonly Feature[];
	/** Plain text, at most 500 characters. */
	readonly message: string;
};
export type OfferAnswer = "accepted" | "refused";

export type LaunchLinkTimes = {
	readonly expiresAt: Date;
	readonly revokedAt: Date | null;
	readonly declinedAt: Date | null;
	readonly actedAt: Date | null;
	readonly completedAt: Date | null;
};

/**
 * What has become of a link. One whose request is gone counts as revoked: there is nothing left to ask for.
 *
 * @example linkState({ …link, actedAt: at }, { isGone: false, now }) // "acted"
 */
export function linkState(
	{ expiresAt, revokedAt, declinedAt, actedAt, completedAt }: LaunchLinkTimes,
	{ isGone, now }: { readonly isGone: boolean; readonly now: Date },
): LaunchLinkState {
	if (completedAt !== null) return "done";
	if (revokedAt !== null) return "revoked";
	if (declinedAt !== null) return "declined";
	if (now >= expiresAt) return "expired";
	if (isGone) return "revoked";
	return actedAt === null ? "open" : "acted";
}

/** Whether its holder still sees it: while it is open, and the receipt of what is done until its time is over. */
export function isReadable(state: LaunchLinkState, { expiresAt }: LaunchLinkTimes, now: Date): boolean {
	return (state === "open" || state === "acted" || state === "done") && now < expiresAt;
}

type Asked = { readonly kind: ConnectorLinkKind; readonly request: LaunchRequest };

/**
 * Whether what the link asks for is not wanted any more: another account, a change that was dropped, an offboarding
 * that was called off.
 */
export function isRequestGone({ kind, request }: Asked, connector: Connector): boolean {
	const { overview, offboarding, status, pendingRequirements, rotation } = connector;
	if (overview === null || overview.awsAccountId !== request.awsAccountId) return true;
	if (kind === "remove") return offboarding === null && status !== "offboarded";
	if (offboarding !== null || status === "offboarded") return true;
	switch (kind) {
		case "connect":
			return connector.requirements === null;
		case "change-features":
			return pendingRequirements === null && !hasRequirements(connector, request.requirements);
		case "rotate":
			return rotation === null && !isRotated(request, connector);
		case "upgrade":
			return status !== "registered";
		default:
			return kind satisfies never;
	}
}

/** What a link's end is decided from. */
export type Fulfilment = {
	readonly connector: Connector;
	/** The four trust checks stand, or Harness vouches for what we cannot reach. */
	readonly isProven: boolean;
	/** The role bears the newest template, action by action. */
	readonly isTemplateCurrent: boolean;
};

/** Whether what the link asks for is done and seen to be done: by evidence, never by anybody's word. */
export function isFulfilled({ kind, request }: Asked, facts: Fulfilment): boolean {
	const { connector } = facts;
	switch (kind) {
		case "connect":
			return facts.isProven;
		case "change-features":
			return connector.pendingRequirements === null && hasRequirements(connector, request.requirements);
		case "upgrade":
			return facts.isTemplateCurrent;
		case "rotate":
			return isRotated(request, connector);
		case "remove":
			return connector.offboarding?.accessRefusedAt != null;
		default:
			return kind satisfies never;
	}
}

function hasRequirements({ requirements }: Connector, wanted: Requirements): boolean {
	return requirements !== null && isSameRequirements(requirements, wanted);
}

/** The step of the rotation that was asked for is over: both IDs are accepted, or the old one is refused. */
function isRotated({ rotation: asked }: LaunchRequest, { rotation, verifierExternalId }: Connector): boolean {
	if (asked === null) return false;
	if (asked.phase === "committed") return rotation === null && verifierExternalId !== asked.externalId;
	if (verifierExternalId === asked.externalId) return true;
	return rotation?.externalId === asked.externalId && rotation.phase === "proved";
}

/** What is asked for now: of a change under way its aim, else what the connector is for. */
export function requestedNow(kind: ConnectorLinkKind, connector: Connector): Requirements | null {
	const { requirements, pendingRequirements } = connector;
	return kind === "change-features" ? (pendingRequirements?.requirements ?? requirements) : requirements;
}

/** Whether nobody wants the organization rolled out any more, or it is another account's by now. */
export function isRolloutGone(request: RolloutRequest, rollout: Rollout): boolean {
	return rollout.status === "ended" || administratorAccountId(rollout) !== request.awsAccountId;
}

/** In which account the stack is made; null: not said yet. */
export function administratorAccountId({ launch, managementAccountId }: Rollout): AccountId | null {
	return launch?.delegatedAdministratorId ?? managementAccountId;
}

/**
 * Whether what a link for a whole organization asks for is seen to be done: the stack set has come to the end of its
 * work and every role that it made is proven. That a stack was made proves no role. Where nobody can look, every
 * account's role must be.
 */
export function isRolledOut({ readerFoundAt, stackSet }: Rollout, coverage: Coverage): boolean {
	const { expected, deployed, verified } = coverage;
	if (readerFoundAt === null) return expected > 0 && verified === expected;
	const isAtEnd = stackSet?.status === "ACTIVE" && stackSet.operation?.status === "SUCCEEDED";
	return isAtEnd && deployed > 0 && verified >= deployed;
}
