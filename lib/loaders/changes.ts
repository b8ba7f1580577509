import { profileOf } from "#lib/domain/destinations/profile-of.ts";
import { offeredFeatures } from "#lib/domain/destinations/words-of.ts";
import "server-only";
import { redirect } from "next/navigation";
import { destinationSide } from "#lib/connectors/destination-side.ts";
import { expectedTrustOf } from "#lib/connectors/expected-trust-of.ts";
import type { Context } from "#lib/context.ts";
import type { Declination } from "#lib/db/changes-port.ts";
import type { CheckResult } from "#lib/domain/check.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { type FeatureChoice, featureChoices } from "#lib/domain/decide-requirements.ts";
import { FAILURES, type Failure } from "#lib/domain/failures.ts";
import { type FeatureChange, featureChanges, whileChanging } from "#lib/domain/feature-change.ts";
import type { Requirements } from "#lib/domain/features.ts";
import type { Result } from "#lib/domain/result.ts";
import { NEWEST_TEMPLATE_VERSION } from "#lib/domain/template-version.ts";
import { expectedTrustPolicy } from "#lib/domain/trust-policy/expected-trust.ts";
import { editableTemplate } from "#lib/lifecycle/editable-template.ts";
import { whyNot } from "#lib/lifecycle/open-for-change.ts";
import { rotationStack } from "#lib/lifecycle/rotation/rotation-stack.ts";
import { mayRotate } from "#lib/lifecycle/rotation/start-rotation.ts";
import { type StackChange, stackChange } from "#lib/lifecycle/stack-change.ts";
import { ownStack } from "#lib/organizations/own-stack.ts";
import { type ChangesView, readChangesView } from "./changes-view.ts";
import { loadConnector } from "./connectors.ts";
import { missingInTemplate, type TemplateGap, textsIn } from "./template-gap.ts";

/** How to update the stack, or why that cannot be said now. */
export type StackAnswer =
	| { readonly change: StackChange; readonly failure: null }
	| { readonly change: null; readonly failure: Failure };

type ChangePage = {
	readonly connector: Connector;
	readonly requirements: Requirements;
	/** Why nothing can be changed now; null: it can. */
	readonly blocked: string | null;
	readonly live: ChangesView;
};

async function loadChange(id: string): Promise<ChangePage & { readonly ctx: Context }> {
	const { ctx, connector } = await loadConnector(id);
	const { requirements } = connector;
	if (connector.status !== "registered" || requirements === null) redirect(`/connectors/${id}`);
	return {
		ctx,
		connector,
		requirements,
		blocked: whyNot(connector) ?? (await whyNoOwnStack(ctx, connector)),
		live: await readChangesView(ctx, connector),
	};
}

async function whyNoOwnStack(ctx: Context, connector: Connector): Promise<string | null> {
	const own = await ownStack(ctx, connector);
	return own.ok ? null : FAILURES[own.failure.code].cause;
}

export type FeaturesChangePage = ChangePage & {
	readonly choices: readonly FeatureChoice[];
	readonly templateSource: "ours" | "harness";
	/** What the features that were asked for change; null while none were. */
	readonly difference: readonly FeatureChange[] | null;
	/** To the features that were asked for, or to what may be given up; null: there is nothing to update. */
	readonly stack: StackAnswer | null;
};

export async function loadFeaturesChange(id: string): Promise<FeaturesChangePage> {
	const { ctx, ...page } = await loadChange(id);
	const { connector, requirements, live } = page;
	const templateSource = await editableTemplate(ctx, connector);
	const pending = connector.pendingRequirements?.requirements ?? null;
	return {
		...page,
		templateSource,
		choices: featureChoices({
			partition: connector.partition,
			hasOwnReport: connector.costReport?.kind === "own",
			requiresAutoStopping: false,
			template: templateSource,
			offered: offeredFeatures(connector.destination),
		}),
		difference: pending && featureChanges(requirements, pending, placeOf(connector)),
		stack: await featuresStack(ctx, page, pending, live),
	};
}

async function featuresStack(
	ctx: Context,
	{ connector, requirements }: ChangePage,
	pending: Requirements | null,
	{ progress }: ChangesView,
): Promise<StackAnswer | null> {
	if (pending !== null) {
		const to = whileChanging(requirements, pending);
		const wanted = { from: requirements, to, template: "as-needed", purpose: "features" } as const;
		return answered(ctx, await stackChange(ctx, connector, wanted));
	}
	if (progress.shrink === undefined) return null;
	const set = progress.shrink.changes;
	const wanted = { from: requirements, to: requirements, set, template: "keep", purpose: "shrink" } as const;
	return answered(ctx, await stackChange(ctx, connector, wanted));
}

export type UpgradePage = ChangePage &
	TemplateGap & {
		readonly newestVersion: number;
		readonly declination: Declination | null;
		/** The newest look at the role's policies; null: none yet, or not possible. */
		readonly observed: CheckResult | null;
		/** Actions that the role has beyond the newest template. */
		readonly extra: readonly string[];
		readonly isCurrent: boolean;
		readonly stack: StackAnswer;
	};

export async function loadUpgrade(id: string): Promise<UpgradePage> {
	const { ctx, ...page } = await loadChange(id);
	const { connector, requirements } = page;
	const wanted = { from: requirements, to: requirements, template: "newest", purpose: "upgrade" } as const;
	const [results, declination, stack] = await Promise.all([
		ctx.db.checks.latest(id),
		ctx.db.changes.declination(id),
		stackChange(ctx, connector, wanted),
	]);
	const observed = results.find(({ checkId }) => checkId === "template-current") ?? null;
	const details = observed?.details ?? {};
	const { missing, missingPolicies } = missingInTemplate(details, placeOf(connector), requirements);
	const extra = textsIn(details.extra);
	return {
		...page,
		newestVersion: NEWEST_TEMPLATE_VERSION,
		declination: (connector.declinedTemplateVersion ?? 0) >= NEWEST_TEMPLATE_VERSION ? declination : null,
		observed,
		missing,
		missingPolicies,
		extra,
		isCurrent:
			(connector.templateVersion ?? 0) >= NEWEST_TEMPLATE_VERSION &&
			missing.length + extra.length + missingPolicies.length === 0,
		stack: await answered(ctx, stack),
	};
}

export type RotatePage = ChangePage & {
	/** Why there is nothing to rotate; null: there is. */
	readonly refusal: string | null;
	readonly stack: StackAnswer;
	/** For a role that was made by hand: the trust policy of this phase. */
	readonly trustPolicy: string;
	/** The role was seen to ask Harness for another ID than its own. */
	readonly isHarnessIdWrong: boolean;
	readonly harnessExternalId: string | null;
};

export async function loadRotate(id: string): Promise<RotatePage> {
	const { ctx, ...page } = await loadChange(id);
	const { connector } = page;
	const [possible, stack, trust, account, results] = await Promise.all([
		mayRotate(ctx, connector),
		rotationStack(ctx, connector),
		expectedTrustOf(ctx, connector),
		ctx.db.harnessAccounts.find(connector.harnessAccountRef),
		ctx.db.checks.latest(id),
	]);
	const side = destinationSide(account, connector);
	return {
		...page,
		refusal: possible.ok ? null : (possible.failure.detail ?? ""),
		stack: await answered(ctx, stack),
		trustPolicy: trust === null ? "" : JSON.stringify(expectedTrustPolicy(trust), null, 2),
		isHarnessIdWrong: results.some(({ code }) => code === "TRUST_POLICY_REFUSES_HARNESS"),
		harnessExternalId: side.ok ? side.value.externalId : null,
	};
}

/** While the template was not asked about, it is asked about now; the page comes back to it. */
async function answered(ctx: Context, result: Result<StackChange>): Promise<StackAnswer> {
	if (!result.ok) return { change: null, failure: result.failure };
	if (result.value.refusal === "TEMPLATE_NOT_CHECKED") await ctx.jobs.checkTemplate();
	return { change: result.value, failure: null };
}

function placeOf({ partition, costReport, destination }: Connector) {
	const { manifest } = profileOf(destination);
	return { partition, costReportType: costReport?.kind === "own" ? costReport.reportType : null, manifest };
}
