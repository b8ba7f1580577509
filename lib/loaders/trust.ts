import "server-only";
import type { TrustChange } from "#lib/db/trust-changes-port.ts";
import { NOTICE_DAYS, trustNoticeWords } from "#lib/domain/trust-notice.ts";
import { serverContext } from "#lib/server-context.ts";
import { requireSignedIn } from "./signed-in.ts";

const CHANGE_LIMIT = 100;
const NOTICE_LIMIT = 20;
const DAY_MS = 24 * 60 * 60 * 1_000;

export type ApprovalsPage = {
	readonly changes: readonly TrustChange[];
	/** Of the person who looks. */
	readonly ownId: string;
	readonly isFourEyes: boolean;
	readonly now: number;
};

export async function loadApprovals(): Promise<ApprovalsPage> {
	const { actor } = await requireSignedIn();
	const ctx = await serverContext(actor);
	const [changes, { fourEyes }] = await Promise.all([
		ctx.db.trustChanges.list(CHANGE_LIMIT),
		ctx.db.settings.get(),
	]);
	return { changes, ownId: actor.id, isFourEyes: fourEyes, now: ctx.now().getTime() };
}

/** One change of trust as a sentence. */
export type TrustNoticeLine = {
	readonly id: string;
	readonly who: string;
	/** After the name. */
	readonly words: string;
	readonly at: number;
	readonly isRequest: boolean;
};
export type TrustNoticesView = {
	/** Newest first. */
	readonly lines: readonly TrustNoticeLine[];
	readonly now: number;
};

/** What administrators are told above every page, until they dismiss it or a week is over. */
export async function loadTrustNotices(): Promise<TrustNoticesView> {
	const { actor } = await requireSignedIn();
	const ctx = await serverContext(actor);
	const now = ctx.now().getTime();
	if (!ctx.can("trust.approve")) return { lines: [], now };
	const since = new Date(now - NOTICE_DAYS * DAY_MS);
	const notices = await ctx.db.trustNotices.listFor(actor.id, { since, limit: NOTICE_LIMIT });
	const lines = notices.map((notice) => ({
		id: notice.id,
		who: notice.actor.name,
		words: trustNoticeWords(notice),
		at: notice.at.getTime(),
		isRequest: notice.action === "trust-change.requested",
	}));
	return { lines, now };
}
