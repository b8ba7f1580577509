import type { OrganizationReader } from "#lib/aws/port.ts";
import type { Context } from "#lib/context.ts";
import type { Rollout } from "#lib/domain/rollout.ts";

/** AWS answers for one account at a time, a few a second: the rest follows with the next looks. */
const MOST_ACCOUNTS = 400;
const AT_ONCE = 3;

/** Tags of accounts whose tags were never read; only where an exception goes by them. Whether none is left. */
export async function readTags(
	ctx: Context,
	reader: OrganizationReader,
	rollout: Rollout,
	signal: AbortSignal,
): Promise<boolean> {
	if (!goesByTags(rollout)) return true;
	const unread = await ctx.db.rollouts.untagged(rollout.id, MOST_ACCOUNTS);
	const tagsOf = new Map<string, Readonly<Record<string, string>>>();
	for (let at = 0; at < unread.length && !signal.aborted; at += AT_ONCE) {
		const some = unread.slice(at, at + AT_ONCE);
		const answers = await Promise.all(some.map((accountId) => reader.accountTags(accountId, signal)));
		for (const [index, answer] of answers.entries()) {
			const accountId = some[index];
			if (answer.kind === "answered" && accountId !== undefined) tagsOf.set(accountId, answer.value);
		}
		if (answers.every(({ kind }) => kind !== "answered")) break;
	}
	if (tagsOf.size > 0) await ctx.db.rollouts.setTags(rollout.id, tagsOf);
	return tagsOf.size === unread.length && unread.length < MOST_ACCOUNTS;
}

export function goesByTags({ features }: Rollout): boolean {
	return features?.exceptions.some(({ match }) => match.kind === "tag") === true;
}
