import type { Context } from "#lib/context.ts";
import { clearTrouble, reportTrouble } from "#lib/incidents/system-trouble.ts";
import { verifyChain } from "./verify-chain.ts";

const TROUBLE = { kind: "audit", subject: "chain" } as const;

/** The nightly verification: what it found is kept, shown and logged, and a broken chain is an incident. */
export async function verifyAudit(ctx: Context, signal?: AbortSignal): Promise<void> {
	const verdict = await verifyChain(ctx, signal && { signal });
	const isIntact = verdict.kind === "intact";
	const seq = isIntact ? verdict.head.seq : verdict.seq;
	const fault = isIntact ? null : verdict.fault;
	await ctx.db.auditChain.saveVerification({ at: ctx.now(), seq, fault });
	if (isIntact) {
		ctx.log.info({ event: "audit-chain-intact", seq, hash: verdict.head.hash }, "the audit log is intact");
		await clearTrouble(ctx, TROUBLE);
		return;
	}
	ctx.log.error({ event: "audit-chain-broken", seq, fault }, "the audit log was tampered with");
	await reportTrouble(ctx, { ...TROUBLE, code: "AUDIT_CHAIN_BROKEN" });
}
