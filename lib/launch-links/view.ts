// What both sides of a launch link get to see. Plain data: it goes to the browser as it is. Times in milliseconds
// since 1970.
import type { CheckId, Outcome } from "#lib/domain/check.ts";
import type { CostReportType } from "#lib/domain/connector.ts";
import type { Destination } from "#lib/domain/destination.ts";
import type { FailureCode } from "#lib/domain/failures.ts";
import type { FeatureChange } from "#lib/domain/feature-change.ts";
import type { Feature, Requirements } from "#lib/domain/features.ts";
import type { ConnectorLinkKind, LaunchLinkState, OfferAnswer } from "#lib/domain/launch-link.ts";
import type { Partition } from "#lib/domain/partition.ts";
import type { ManifestAction, PolicyName } from "#lib/domain/permissions/manifest-types.ts";
import type { Statement } from "#lib/domain/permissions.ts";
import type { StackChange } from "#lib/lifecycle/stack-change.ts";

/** What every request has, whatever it is about. */
export type RequestView = {
	readonly id: string;
	readonly mode: "sandbox" | "live";
	readonly sender: { readonly name: string; readonly email: string };
	/** The sender's words; may be empty. Plain text. */
	readonly note: string;
	readonly createdAt: number;
	readonly expiresAt: number;
	/** The same on both sides while both look at the same request. */
	readonly checkWords: readonly string[];
	readonly live: LaunchLive;
};

/** All that the receiver's page shows, and nothing beside this one request. */
export type ReceiverView = RequestView & {
	readonly kind: ConnectorLinkKind;
	/** Whom the role is for. */
	readonly destination: Destination;
	readonly account: {
		/** 12 digits. */
		readonly id: string;
		/** The connector's name. */
		readonly name: string;
		readonly partition: Partition;
	};
	readonly role: {
		readonly name: string;
		readonly path: string;
		readonly arn: string;
		/** Empty: none. */
		readonly permissionsBoundaryArn: string;
	};
	readonly trust: TrustView;
	/** What the role is to be able to do when the request is done. */
	readonly requirements: Requirements;
	readonly costReportType: CostReportType | null;
	/** Against what the role can do now; null where the whole is new, or the kind changes no features. */
	readonly difference: readonly FeatureChange[] | null;
	/** Changed by the sender after the link was sent; null: it is as it was sent. */
	readonly changedSinceSent: readonly FeatureChange[] | null;
	/** Of kind `upgrade` only. */
	readonly upgrade: UpgradeView | null;
	/** The template that the stack is made from; null where it keeps its own, or goes. */
	readonly template: TemplateView | null;
	readonly way: LaunchWay;
	readonly undo: UndoView;
	/** Features that the receiver may leave out; empty: nothing less can be offered. */
	readonly offerable: readonly Feature[];
};

export type TrustView = {
	/** Null: who Harness is could not be told. */
	readonly harness: {
		readonly awsAccountId: string;
		readonly principalArn: string;
		readonly externalId: string;
		/** Whose entry it is; Harness's where nothing is said. */
		readonly vendor?: string;
	} | null;
	/** This installation, to verify; null: the role does not trust it. */
	readonly verifier: {
		readonly awsAccountId: string;
		readonly principalArn: string;
		readonly externalId: string;
		/** The second one that is accepted while the ID is rotated; null: none. */
		readonly otherExternalId: string | null;
	} | null;
};

export type UpgradeView = {
	/** As the role's tag says, e.g. `2026-11-22`; null: it bears none. */
	readonly fromVersion: string | null;
	readonly toVersion: string;
	/** What the newest template adds, by feature; feature null: the role's own. */
	readonly missing: readonly {
		readonly feature: Feature | null;
		readonly actions: readonly ManifestAction[];
	}[];
	readonly missingPolicies: readonly string[];
};

export type TemplateView = {
	readonly source: "ours" | "harness";
	readonly url: string;
	/** Hex; null: nobody could read it to tell. */
	readonly sha256: string | null;
	/** Of ours, e.g. `2026-11-22`; null of Harness's. */
	readonly version: string | null;
	/** Our own, to read or download. Its digest equals `sha256` when `source` is `ours` and it is this build's. */
	readonly ownPath: string;
	readonly ownSha256: string;
};

/** How it is done in AWS. */
export type LaunchWay =
	| {
			readonly kind: "create";
			/** Opens the AWS console with every value filled in. */
			readonly url: string;
			readonly region: string;
			readonly stackName: string;
			readonly parameters: Readonly<Record<string, string>>;
			readonly cliCommand: string;
			/** Empty: there is no such way. */
			readonly terraform: string;
	  }
	| { readonly kind: "update"; readonly change: StackChange }
	| { readonly kind: "remove"; readonly removal: UndoView }
	/** The sender's side must put something right first; `code` says what, in the sender's words. */
	| { readonly kind: "not-ready"; readonly code: FailureCode };

export type UndoView = {
	readonly stackName: string;
	readonly region: string;
	/** The role's own tag named the stack; false: it is looked for by its name. */
	readonly isKnown: boolean;
	readonly stackUrl: string;
	/** Deletes the stack. */
	readonly cliCommand: string;
};

/**
 * `waiting`: for the stack. `found`: the role answers (of a change: AWS has begun to show it). `proven`: done.
 * `trouble`: AWS says something that waiting does not mend; `code` says what.
 */
export type LaunchStage = "waiting" | "found" | "proven" | "trouble";

/** What GET /launch/<id>/state answers, every few seconds. */
export type LaunchLive = {
	readonly now: number;
	readonly state: LaunchLinkState;
	/** Another one than the page's: the request was changed, and the page is made anew. */
	readonly requestVersion: number;
	readonly stage: LaunchStage;
	readonly code: FailureCode | null;
	/** One plain sentence of what AWS last showed; null: not asked yet. */
	readonly observed: string | null;
	readonly isAsking: boolean;
	readonly askedAt: number | null;
	/** When AWS is asked next; null: it is being asked now, or is not asked any more. */
	readonly nextAt: number | null;
	/** Until then a refusal means "not there yet"; null while nothing was launched. */
	readonly patienceEndsAt: number | null;
	readonly actedAt: number | null;
	readonly completedAt: number | null;
	/** The proofs, in the order they are made; empty while there are none. */
	readonly proofs: readonly { readonly id: CheckId; readonly outcome: Outcome }[];
	readonly offer: OfferView | null;
};

export type OfferView = {
	readonly features: readonly Feature[];
	/** Of those asked for, what the offer leaves out. */
	readonly without: readonly Feature[];
	readonly message: string;
	readonly offeredAt: number;
	readonly answer: OfferAnswer | null;
};

/** What whoever owns a management account gets to see of a whole organization's request. */
export type RolloutReceiverView = RequestView & {
	readonly kind: "roll-out";
	/** The rollout's name. */
	readonly name: string;
	/** Where the stack is made. */
	readonly account: { readonly id: string; readonly partition: Partition; readonly isDelegated: boolean };
	/** Roots and organizational units of the begun waves, with their names where they are known. */
	readonly units: readonly { readonly id: string; readonly path: string | null }[];
	readonly waves: number;
	/** So many accounts are known to be in them; null: nobody could look yet. */
	readonly accounts: number | null;
	readonly roleName: string;
	readonly readerRoleName: string;
	readonly trust: TrustView;
	/** Of every account but the payer and the exceptions. */
	readonly requirements: Requirements;
	/** Units and tags whose accounts get something else. */
	readonly exceptions: readonly { readonly whom: string; readonly requirements: Requirements }[];
	/** The management account's own role; null: it gets none. */
	readonly payer: {
		readonly requirements: Requirements;
		readonly costReportType: CostReportType | null;
	} | null;
	readonly stackSetName: string;
	/** The template of the organization's stack, and that of each account's role. */
	readonly template: TemplateView | null;
	readonly roleTemplate: TemplateView | null;
	readonly way: Extract<LaunchWay, { kind: "create" | "not-ready" }>;
	readonly undo: UndoView;
};

/** The same on paper. */
export type RolloutPackView = RolloutReceiverView & {
	readonly madeAt: number;
	readonly files: readonly PackFile[];
};

/** The printable page, and what its files are made from. */
export type ApprovalPackView = ReceiverView & {
	readonly madeAt: number;
	readonly policies: readonly { readonly name: PolicyName; readonly statements: readonly Statement[] }[];
	/** JSON, indented; empty: it could not be told. */
	readonly trustPolicy: string;
	/** Of this link, to be fetched with its cookie. */
	readonly files: readonly PackFile[];
};
export type PackFile = { readonly name: string; readonly path: string; readonly what: string };

/** A link as the sender's side sees it. The secret is not in it: nobody has it but who holds the link. */
export type SenderLinkView = ConnectorSenderLink | RolloutSenderLink;
export type ConnectorSenderLink = SenderLinkBase & {
	readonly kind: ConnectorLinkKind;
	readonly connectorId: string;
	readonly rolloutId: null;
};
export type RolloutSenderLink = SenderLinkBase & {
	readonly kind: "roll-out";
	readonly connectorId: null;
	readonly rolloutId: string;
};
type SenderLinkBase = {
	readonly id: string;
	readonly state: LaunchLinkState;
	/** Of the connector or the rollout; may be empty. */
	readonly name: string;
	readonly awsAccountId: string;
	readonly note: string;
	readonly createdBy: string;
	readonly createdAt: number;
	readonly expiresAt: number;
	/** How often the page was shown, as its own script counted. */
	readonly openings: number;
	readonly firstOpenedAt: number | null;
	readonly lastOpenedAt: number | null;
	readonly actedAt: number | null;
	readonly completedAt: number | null;
	readonly revokedAt: number | null;
	readonly declinedAt: number | null;
	/** Empty: declined without a word, or not declined. */
	readonly declineMessage: string;
	readonly checkWords: readonly string[];
	readonly offer: OfferView | null;
};

/** What creating a link gives, this once. */
export type CreatedLaunchLink = {
	readonly link: SenderLinkView;
	/** With the secret behind its `#`. */
	readonly url: string;
};

/** What GET /api/live/connectors/<id>/launch-links answers. */
export type ConnectorLinksView = {
	readonly now: number;
	/** Newest first, at most 20. */
	readonly links: readonly ConnectorSenderLink[];
	/** What a new link may ask for now, the likeliest first; empty: nothing. */
	readonly kinds: readonly ConnectorLinkKind[];
};

/** What GET /api/live/rollouts/<id>/launch-links answers. */
export type RolloutLinksView = {
	readonly now: number;
	/** Newest first, at most 20. */
	readonly links: readonly SenderLinkView[];
};

export type LaunchLinksPage = {
	readonly now: number;
	readonly links: readonly SenderLinkView[];
	/** Give it back as `after` for the next page; null: that was all. */
	readonly nextAfter: string | null;
};
