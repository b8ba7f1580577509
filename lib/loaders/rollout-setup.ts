import "server-only";
import { redirect } from "next/navigation";
import { templateInForce } from "#lib/connectors/template-in-force.ts";
import type { Context } from "#lib/context.ts";
import type { JsonValue } from "#lib/domain/check.ts";
import type { CostReport } from "#lib/domain/connector.ts";
import type { FailureCode } from "#lib/domain/failures.ts";
import type { Requirements } from "#lib/domain/features.ts";
import { partitionFacts } from "#lib/domain/partition.ts";
import type { Result } from "#lib/domain/result.ts";
import { accountListText } from "#lib/domain/rollout/account-list-text.ts";
import type { NamedAccount } from "#lib/domain/rollout/naming.ts";
import {
	canEnterRolloutStep,
	firstOpenRolloutStep,
	type RolloutStep,
	rolloutStepTitle,
} from "#lib/domain/rollout/steps.ts";
import type { OrganizationUnit, Rollout } from "#lib/domain/rollout.ts";
import { accountsOf } from "#lib/organizations/all-accounts.ts";
import { launchPreflight } from "#lib/organizations/launch-preflight.ts";
import { type LaunchView, launchView } from "#lib/organizations/launch-view.ts";
import { asFields } from "./draft-fields.ts";
import { loadRollout } from "./rollouts.ts";

/** The rollout of a wizard page; a step that cannot be entered yet leads to the one that is open. */
export async function loadRolloutStep(id: string, step: RolloutStep) {
	const { ctx, rollout } = await loadRollout(id);
	if (rollout.status === "ended") redirect(`/organizations/${id}`);
	if (!canEnterRolloutStep(step, rollout)) {
		redirect(`/organizations/${id}/setup/${firstOpenRolloutStep(rollout)}`);
	}
	const drafts = await ctx.db.rollouts.drafts(id);
	return { ctx, rollout, draft: asFields(drafts[step]), now: ctx.now().getTime() };
}

/** A list of accounts is no organization. */
export async function loadOrganizationTitle(id: string): Promise<string> {
	return rolloutStepTitle("organization", (await loadRollout(id)).rollout);
}

/** So many accounts are shown with their names. */
const SAMPLE_SIZE = 5;

export async function loadOrganizationStep(id: string) {
	const { ctx, rollout, draft, now } = await loadRolloutStep(id, "organization");
	if (rollout.kind === "list") {
		return { rollout, draft, now, sample: [], accountsText: await listedText(ctx, rollout) };
	}
	const page = { limit: SAMPLE_SIZE, now: ctx.now() };
	const [units, accounts] = await Promise.all([
		ctx.db.rollouts.units(id),
		ctx.db.rollouts.accounts(id, { hasLeft: false }, page),
	]);
	const sample = accounts.map(
		({ accountId, name, unitId }): NamedAccount => ({ accountId, name, unitName: nameOf(units, unitId) }),
	);
	return { rollout, draft, now, sample, accountsText: "" };
}

async function listedText(ctx: Context, { id }: Rollout): Promise<string> {
	const [units, accounts] = await Promise.all([ctx.db.rollouts.units(id), accountsOf(ctx, id)]);
	return accountListText(
		accounts.map(({ accountId, name, unitId, tags }) => ({
			...{ accountId, name, tags },
			unitName: nameOf(units, unitId) ?? "",
		})),
	);
}

function nameOf(units: readonly OrganizationUnit[], unitId: string | null): string | null {
	return units.find(({ id }) => id === unitId)?.name ?? null;
}

/** What is known of the management account before it is asked for. */
export type PayerHere = {
	/** Its connector here; null: it has none. */
	readonly connector: {
		readonly id: string;
		readonly name: string;
		readonly requirements: Requirements | null;
	} | null;
	readonly report: Extract<CostReport, { kind: "own" }> | null;
};

export async function loadRolloutFeaturesStep(id: string) {
	const { ctx, rollout, draft, now } = await loadRolloutStep(id, "features");
	const [template, units, payer] = await Promise.all([
		templateInForce(ctx, rollout.partition),
		ctx.db.rollouts.units(id),
		payerHere(ctx, rollout),
	]);
	return { rollout, draft, now, templateSource: template.source, units, payer };
}

async function payerHere(
	ctx: Context,
	{ harnessAccountRef, managementAccountId }: Rollout,
): Promise<PayerHere> {
	if (managementAccountId === null) return { connector: null, report: null };
	const connectors = await ctx.db.connectors.findByAccount(harnessAccountRef, managementAccountId);
	const found = connectors.find(({ destination }) => destination === "harness-ccm");
	if (found === undefined) return { connector: null, report: null };
	const { id, overview, requirements, costReport } = found;
	return {
		connector: { id, name: overview?.name ?? "a draft", requirements },
		report: costReport?.kind === "own" ? costReport : null,
	};
}

export async function loadLaunchStep(id: string) {
	const { ctx, rollout, draft, now } = await loadRolloutStep(id, "launch");
	const [drafts, units, preflights, settings, view] = await Promise.all([
		ctx.db.rollouts.drafts(id),
		ctx.db.rollouts.units(id),
		launchPreflight(ctx, rollout),
		ctx.db.settings.get(),
		rollout.launch === null ? null : launchView(ctx, rollout),
	]);
	const code = view === null ? null : refusalOf(view);
	if (code?.startsWith("TEMPLATE_")) await ctx.jobs.checkTemplate();
	if (code?.startsWith("VERIFIER_")) await ctx.jobs.checkVerifier();
	const { partition } = rollout;
	return {
		...{ rollout, draft, now, units, preflights, view },
		ticks: ticksOf(drafts.guide),
		regions: partitionFacts(partition).regions,
		defaultRegion: partition === "aws" ? settings.defaultRegion : partitionFacts(partition).defaultRegion,
	};
}

/** Why a link may not leave, which the worker can put right or say more about. */
function refusalOf(view: Result<LaunchView>): FailureCode | null {
	if (!view.ok) return view.failure.code;
	const { whole, listStacks } = view.value;
	const links = [whole, ...listStacks.map(({ link }) => link)];
	return links.find((link) => link.kind === "refused")?.code ?? null;
}

function ticksOf(draft: JsonValue | undefined): readonly string[] {
	const ticks = asFields(draft)?.ticks;
	return Array.isArray(ticks) ? ticks.filter((tick) => typeof tick === "string") : [];
}
