import type { Context } from "#lib/context.ts";
import type { EnrolledConnector } from "#lib/db/rollouts-port.ts";
import { ROLLOUT_ACCOUNT_LIMIT, type Rollout, type RolloutAccount } from "#lib/domain/rollout.ts";
import { type Enrolling, enrolledConnector } from "./enrolled-connector.ts";
import { payerConnector } from "./payer-connector.ts";
import { goesByTags } from "./read-tags.ts";

/** One transaction each: a few seconds at most. */
const AT_ONCE = 500;

/**
 * Makes a connector for every account that the stack has reached and that has none; an account that is connected here
 * already is tied to its connector. Where nobody can look at the stack set, a person's word that it was launched
 * counts: `isBlind`.
 */
export async function enrolAccounts(
	ctx: Context,
	{ rollout, isBlind }: { readonly rollout: Rollout; readonly isBlind: boolean },
): Promise<{ readonly made: number; readonly adopted: number }> {
	const enrolling = await loadEnrolling(ctx, rollout);
	const unread = await withUnreadTags(ctx, rollout, isBlind);
	let made = 0;
	let adopted = 0;
	for (let after: string | undefined; ; ) {
		const page = await ctx.db.rollouts.unenrolled(rollout.id, { ...(after && { after }), limit: AT_ONCE });
		const wanted = page
			.filter((account) => isReached(rollout, account, isBlind) && !unread.has(account.accountId))
			.flatMap((account) => enrolledConnector(ctx, enrolling, account) ?? []);
		if (wanted.length > 0) {
			const done = await enrolSome(ctx, rollout, wanted);
			made += done.made;
			adopted += done.adopted;
		}
		after = page.at(-1)?.accountId;
		if (page.length < AT_ONCE) return { made, adopted };
	}
}

async function enrolSome(ctx: Context, { id }: Rollout, wanted: readonly EnrolledConnector[]) {
	return ctx.db.transaction(async (tx) => {
		const done = await tx.rollouts.enrol(id, wanted);
		if (done.made + done.adopted === 0) return done;
		const details = { ...done, accounts: wanted.slice(0, 50).map(({ accountId }) => accountId) };
		const entry = { actor: ctx.actor, action: "rollout.enrolled", subject: id, at: ctx.now(), details };
		await tx.audit.append(entry);
		return done;
	});
}

/** Which features these get is not known yet. Where nobody can look, it never will be. */
async function withUnreadTags(
	ctx: Context,
	rollout: Rollout,
	isBlind: boolean,
): Promise<ReadonlySet<string>> {
	if (isBlind || !goesByTags(rollout)) return new Set();
	return new Set(await ctx.db.rollouts.untagged(rollout.id, ROLLOUT_ACCOUNT_LIMIT));
}

async function loadEnrolling(ctx: Context, rollout: Rollout): Promise<Enrolling> {
	const units = await ctx.db.rollouts.units(rollout.id);
	const payer = await payerConnector(ctx, rollout);
	return {
		rollout,
		units: new Map(units.map((unit) => [unit.id, unit])),
		payerConnectorId: payer?.id ?? null,
		now: ctx.now(),
	};
}

/** Its wave has begun, and its role is there as far as can be told. */
function isReached(
	{ kind, status, launch, features, readerFoundAt }: Rollout,
	{ isManagement, wave, state, instance }: RolloutAccount,
	isBlind: boolean,
): boolean {
	if (status !== "launched" || (state !== "ACTIVE" && state !== "UNKNOWN")) return false;
	if (kind === "list") return true;
	// No stack set covers it: its role is made by the stack that makes our reader role.
	if (isManagement) return features?.payer != null && (isBlind || readerFoundAt !== null);
	const hasBegun = wave !== null && wave < (launch?.wavesBegun ?? 0);
	return hasBegun && (isBlind || instance?.status === "CURRENT");
}
