import type { Context } from "#lib/context.ts";
import type { CheckRun } from "#lib/db/port.ts";
import type { Connector } from "#lib/domain/connector.ts";

type Finished = {
	readonly connector: Connector;
	readonly runId: string;
	readonly kind: CheckRun["kind"];
	readonly isVendorMode: boolean;
	readonly startedAt: Date;
};

/** The run has recorded what it found: health is derived from it, with all that follows. */
export async function storeHealth(ctx: Context, run: Finished): Promise<void> {
	const { connector, runId, kind, isVendorMode, startedAt } = run;
	const now = ctx.now();
	const [stored] = await ctx.db.evidence.write([
		{
			connectorId: connector.id,
			connectorVersion: connector.version,
			runId,
			lease: null,
			results: [],
			evaluate: {
				now,
				isVendorMode,
				durationMs: Math.max(0, now.getTime() - startedAt.getTime()),
				random: randomShare(ctx),
				...(kind === "full" && { fullAt: now }),
			},
		},
	]);
	if (stored !== undefined) logChange(ctx, stored);
}

/** 0 ≤ share < 1, from the context's own randomness. */
export function randomShare(ctx: Pick<Context, "randomBytes">): number {
	const [high = 0, low = 0] = ctx.randomBytes(2);
	return (high * 256 + low) / 65_536;
}

type Stored = { readonly connectorId: string; readonly from: string | null; readonly state: string | null };

export function logChange(ctx: Context, { connectorId, from, state }: Stored): void {
	if (state === null || from === state) return;
	ctx.log.info({ connectorId, from, to: state }, "connector health changed");
}
