import type { Context } from "#lib/context.ts";
import { CHAIN_START, type ChainBreak, type ChainLink, followChain } from "#lib/domain/audit-chain.ts";

export type ChainVerdict =
	| {
			readonly kind: "intact";
			readonly head: ChainLink;
			/** Entries from before the chain: nothing proves those. */
			readonly older: number;
	  }
	| ({ readonly kind: "broken" } & ChainBreak);

const BATCH = 1_000;

type ChainDb = Pick<Context["db"], "auditChain">;

/**
 * Follows the whole chain, and compares it with every link that was written down elsewhere: a chain alone does not
 * show that its tail was cut off.
 *
 * @param known links from outside the database, for example from the hourly log line
 */
export async function verifyChain(
	{ db, sha256Hex }: Pick<Context, "sha256Hex"> & { readonly db: ChainDb },
	{ known = [], signal }: { readonly known?: readonly ChainLink[]; readonly signal?: AbortSignal } = {},
): Promise<ChainVerdict> {
	// Before the head: none of them can lie after it.
	const links = [...known, ...(await allCheckpoints(db))];
	const head = await db.auditChain.head();
	if (head === null) return { kind: "broken", seq: 0, fault: "head" };
	const furthest = Math.max(0, ...links.map(({ seq }) => seq));
	if (furthest > head.seq) return { kind: "broken", seq: head.seq + 1, fault: "cut" };
	const hashes = new Map<number, Set<string>>();
	for (const { seq, hash } of links) hashes.set(seq, (hashes.get(seq) ?? new Set()).add(hash));
	let last = CHAIN_START;
	while (last.seq < head.seq) {
		signal?.throwIfAborted();
		const limit = Math.min(BATCH, head.seq - last.seq);
		const entries = await db.auditChain.entries(last.seq, limit);
		if (entries.length === 0) return { kind: "broken", seq: last.seq + 1, fault: "cut" };
		const followed = followChain(last, entries, sha256Hex);
		if ("broken" in followed) return { kind: "broken", ...followed.broken };
		const other = entries.find(({ seq, hash }) => hash !== null && isOther(hashes.get(seq), hash));
		if (other !== undefined) return { kind: "broken", seq: other.seq, fault: "changed" };
		last = followed.last;
	}
	if (last.hash !== head.hash) return { kind: "broken", seq: head.seq, fault: "head" };
	const { older, outside } = await db.auditChain.unchained();
	return outside > 0 ? { kind: "broken", seq: head.seq, fault: "outside" } : { kind: "intact", head, older };
}

function isOther(known: ReadonlySet<string> | undefined, hash: string): boolean {
	return known !== undefined && (known.size > 1 || !known.has(hash));
}

async function allCheckpoints(db: ChainDb): Promise<readonly ChainLink[]> {
	const links: ChainLink[] = [];
	for (;;) {
		const more = await db.auditChain.checkpoints(links.at(-1)?.seq ?? 0, BATCH);
		links.push(...more);
		if (more.length < BATCH) return links;
	}
}
