import { templateInForce } from "#lib/connectors/template-in-force.ts";
import type { Context } from "#lib/context.ts";
import { TRUST_CHECKS } from "#lib/domain/check.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { FAILURES, type FailureCode } from "#lib/domain/failures.ts";
import { type Held, type HeldLink, isOfRollout } from "#lib/launch-links/held-link.ts";
import { type LinkFacts, linkFacts } from "#lib/launch-links/link-facts.ts";
import { offerView } from "#lib/launch-links/offer-view.ts";
import type { LaunchLive, LaunchStage } from "#lib/launch-links/view.ts";
import { type RoleView, roleView } from "./role-view.ts";
import { readRolloutLive } from "./rollout-live.ts";

/** How far the work in AWS is, as the checks show it. */
type Seen = Pick<
	LaunchLive,
	"stage" | "code" | "observed" | "isAsking" | "askedAt" | "nextAt" | "patienceEndsAt" | "proofs"
>;

/** Where a request stands; from the database only. */
export async function readLaunchLive(ctx: Context, held: Held): Promise<LaunchLive> {
	return isOfRollout(held) ? readRolloutLive(ctx, held) : readConnectorLive(ctx, held);
}

async function readConnectorLive(ctx: Context, { link, connector, state }: HeldLink): Promise<LaunchLive> {
	const seen = await look(ctx, { link, connector, state });
	return {
		...seen,
		...(link.completedAt !== null && { stage: "proven", code: null, nextAt: null }),
		now: ctx.now().getTime(),
		state,
		requestVersion: connector.version,
		actedAt: link.actedAt?.getTime() ?? null,
		completedAt: link.completedAt?.getTime() ?? null,
		offer: offerView(link, connector),
	};
}

async function look(ctx: Context, { link, connector }: HeldLink): Promise<Seen> {
	const facts = await linkFacts(ctx, connector);
	switch (link.kind) {
		case "connect":
			return connection(ctx, facts);
		case "change-features": {
			const { features } = await ctx.db.changes.progress(connector.id);
			const stage = features?.waitsFor === "harness" ? "found" : "waiting";
			return seen(stage, features ?? null);
		}
		case "rotate": {
			const { rotation } = await ctx.db.changes.progress(connector.id);
			return seen("waiting", rotation ?? null);
		}
		case "upgrade": {
			const result = facts.results.find(({ checkId }) => checkId === "template-current");
			const askedAt = result?.checkedAt.getTime() ?? 0;
			return seen(
				facts.isTemplateCurrent ? "proven" : "waiting",
				result ? { ...result, checkedAt: askedAt } : null,
			);
		}
		case "remove":
			return removal(connector);
		default:
			return link.kind satisfies never;
	}
}

async function connection(ctx: Context, { connector, results, isProven }: LinkFacts): Promise<Seen> {
	const [role, full, settings, template] = await Promise.all([
		ctx.db.checks.latestRun(connector.id, "role"),
		ctx.db.checks.latestRun(connector.id, "full"),
		ctx.db.settings.get(),
		templateInForce(ctx, connector.partition, connector.destination),
	]);
	const run = role !== null && full !== null && role.requestedAt > full.requestedAt ? role : (full ?? role);
	const result = results.find(({ checkId }) => checkId === "role-assumable");
	const view = roleView({ connector, result, run, launchCode: null, now: ctx.now() });
	// A role by Harness's own template lets nobody but Harness in: that we are refused says nothing.
	const isBlind = template.source === "harness" && settings.verifierMode === "operator" && !view.found;
	const proofs = TRUST_CHECKS.flatMap((id) => {
		const found = results.find(({ checkId }) => checkId === id);
		return found === undefined || isBlind ? [] : [{ id, outcome: found.outcome, code: found.code }];
	});
	const broken = proofs.find(({ id, outcome }) => id !== "role-assumable" && outcome === "failed");
	return {
		...connectionStage(view, { isProven, isBlind, brokenBy: broken?.code ?? null }),
		observed: isBlind ? null : view.observed,
		isAsking: view.isAsking,
		askedAt: view.askedAt,
		nextAt: isBlind ? null : view.nextAt,
		patienceEndsAt: view.patienceEndsAt,
		proofs: proofs.map(({ id, outcome }) => ({ id, outcome })),
	};
}

type Weighed = {
	readonly isProven: boolean;
	readonly isBlind: boolean;
	readonly brokenBy: FailureCode | null;
};

function connectionStage(
	{ state, code, found }: RoleView,
	{ isProven, isBlind, brokenBy }: Weighed,
): { readonly stage: LaunchStage; readonly code: FailureCode | null } {
	if (isProven) return { stage: "proven", code: null };
	if (isBlind) return { stage: "waiting", code: null };
	if (brokenBy !== null) return { stage: "trouble", code: brokenBy };
	if (state === "failed") return { stage: "trouble", code };
	return { stage: found ? "found" : "waiting", code: state === "unknown" ? code : null };
}

/** While the old role still lets us in, or AWS could not be asked, it is waited for. */
function removal({ offboarding }: Connector): Seen {
	const { answer = null, askedAt = null, accessRefusedAt = null } = offboarding ?? {};
	if (accessRefusedAt !== null) return seen("proven", null);
	const at = askedAt?.getTime() ?? 0;
	if (answer === null) return seen("waiting", null);
	if (answer === "let-in")
		return seen("waiting", { checkedAt: at, code: null, observed: "The role still answers." });
	return seen("waiting", { checkedAt: at, code: answer, observed: FAILURES[answer].title });
}

type Last = { readonly checkedAt: number; readonly code: FailureCode | null; readonly observed: string };

function seen(stage: LaunchStage, last: Last | null): Seen {
	return {
		stage,
		code: last?.code ?? null,
		observed: last?.observed ?? null,
		isAsking: false,
		askedAt: last?.checkedAt ?? null,
		nextAt: null,
		patienceEndsAt: null,
		proofs: [],
	};
}
