import type { CheckResult } from "../check.ts";
import type { Connector } from "../connector.ts";
import type { FailureCode } from "../failures.ts";
import { healthLimitMinutes } from "../health.ts";
import type { RolloutAccount } from "../rollout.ts";

/** What stands between an account and its first AutoStopping rule. */
export type AutoStoppingMissing =
	| { readonly kind: "account-left" }
	| { readonly kind: "not-connected" }
	| { readonly kind: "not-registered" }
	/** AutoStopping was not chosen for it. */
	| { readonly kind: "not-enabled" }
	/** Nobody has looked, or so long ago that it says nothing any more. */
	| { readonly kind: "not-proven" }
	/** The role lacks what Harness needs. */
	| { readonly kind: "permissions"; readonly code: FailureCode | null; readonly observed: string };

export type AutoStoppingStanding =
	| { readonly kind: "ready" }
	| { readonly kind: "missing"; readonly missing: AutoStoppingMissing };

const CHECK = "permissions:OPTIMIZATION";

/**
 * Whether AutoStopping rules can run in an account now: its connector is registered, AutoStopping is on, and its
 * permissions were proven within their limit.
 *
 * @example autoStoppingStanding({ account, connector, results: [], now }) // { kind: "missing", missing: { kind: "not-proven" } }
 */
export function autoStoppingStanding({
	account,
	connector,
	results,
	now,
}: {
	readonly account: Pick<RolloutAccount, "leftAt">;
	readonly connector: Pick<Connector, "status" | "requirements"> | null;
	readonly results: readonly CheckResult[];
	readonly now: Date;
}): AutoStoppingStanding {
	const missing = (what: AutoStoppingMissing) => ({ kind: "missing", missing: what }) as const;
	if (account.leftAt !== null) return missing({ kind: "account-left" });
	if (connector === null || connector.status === "offboarded") return missing({ kind: "not-connected" });
	if (!connector.requirements?.features.includes("OPTIMIZATION")) return missing({ kind: "not-enabled" });
	if (connector.status !== "registered") return missing({ kind: "not-registered" });
	const newest = results
		.filter(({ checkId }) => checkId === CHECK)
		.sort((a, b) => a.checkedAt.getTime() - b.checkedAt.getTime())
		.at(-1);
	const ageMs = now.getTime() - (newest?.checkedAt.getTime() ?? 0);
	if (newest === undefined || ageMs > healthLimitMinutes(CHECK) * 60_000)
		return missing({ kind: "not-proven" });
	if (newest.outcome === "passed") return { kind: "ready" };
	if (newest.outcome !== "failed") return missing({ kind: "not-proven" });
	return missing({ kind: "permissions", code: newest.code, observed: newest.observed });
}
