import { offeredFeatures } from "#lib/domain/destinations/words-of.ts";
import { isVendorModeFor } from "#lib/health/connector-facts.ts";
import "server-only";
import { redirect } from "next/navigation";
import { destinationSide } from "#lib/connectors/destination-side.ts";
import { expectedTrustOf } from "#lib/connectors/expected-trust-of.ts";
import { atConsole, type Launch, launch, launchByFile } from "#lib/connectors/launch.ts";
import { type ReportStackLaunch, reportStackLaunch } from "#lib/connectors/report-stack-launch.ts";
import { templateInForce } from "#lib/connectors/template-in-force.ts";
import type { Context } from "#lib/context.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { storedAdvice } from "#lib/domain/cost-report-judge.ts";
import { featureChoices } from "#lib/domain/decide-requirements.ts";
import type { Failure } from "#lib/domain/failures.ts";
import type { ManualStep } from "#lib/domain/manual/manual-steps.ts";
import { partitionFacts } from "#lib/domain/partition.ts";
import type { policiesFor } from "#lib/domain/permissions.ts";
import { costReportConsoleUrl } from "#lib/domain/quick-create-url.ts";
import { canEnter, derivedRoleArn, type Step } from "#lib/domain/setup.ts";
import type { ExpectedTrust } from "#lib/domain/trust-policy/expected-trust.ts";
import { ownStack } from "#lib/organizations/own-stack.ts";
import { loadConnector } from "./connectors.ts";
import { asFields, type Fields } from "./draft-fields.ts";
import { readRoleView } from "./live.ts";
import { manualStepsOf, manualTicks } from "./manual-steps.ts";
import { openStepPath } from "./open-step-path.ts";
import { ownTemplatePath, readOwnTemplate } from "./own-template.ts";
import { type ReportStackView, readReportStackView } from "./report-stack-view.ts";
import { rolePolicies } from "./role-policies.ts";
import type { RoleView } from "./role-view.ts";

const STEPS_OF_A_STACK: readonly Step[] = ["cost-report", "features", "role"];

/** The connector of a wizard page; a step that cannot be entered yet leads to the one that is open. */
export async function loadStep(id: string, step: Step) {
	const { ctx, connector } = await loadConnector(id);
	// The pages that both wizards have look whose connector it is before they come here.
	if (connector.destination === "harness-platform" || !canEnter(step, connector)) {
		redirect(openStepPath(connector));
	}
	// What a stack set gives its accounts is not set up here.
	if (STEPS_OF_A_STACK.includes(step) && !(await ownStack(ctx, connector)).ok) redirect(stepPath(id, "test"));
	const drafts = await ctx.db.connectors.drafts(id);
	return { ctx, connector, draft: asFields(drafts[step]), now: ctx.now().getTime() };
}

export async function loadOverviewStep(id: string) {
	const { connector, draft, now } = await loadStep(id, "overview");
	return { connector, draft, now };
}

export function stepPath(id: string, step: Step): string {
	return `/connectors/${id}/setup/${step}`;
}

export async function loadCostReportStep(id: string) {
	const { ctx, connector, draft, now } = await loadStep(id, "cost-report");
	const { harnessAccountRef, destination } = connector;
	const payers = (await ctx.db.connectors.listPayers(harnessAccountRef, destination)).filter(
		(payer) => payer.id !== id,
	);
	return {
		connector,
		draft,
		now,
		payers: payers.map(({ id: payerId, overview, costReport }) => ({
			id: payerId,
			name: overview?.name ?? "",
			awsAccountId: overview?.awsAccountId ?? "",
			report: costReport?.kind === "own" ? costReport.reportName : "",
			bucket: costReport?.kind === "own" ? costReport.bucketName : "",
		})),
		consoleUrl: atConsole(ctx, costReportConsoleUrl(connector.partition)),
		reportStack: await loadReportStack(ctx, connector),
		advice: await loadReportAdvice(ctx, connector),
	};
}

export type ReportStackStep = { readonly launch: ReportStackLaunch; readonly live: ReportStackView };

/** Null: no stack was begun for the report that is entered. */
async function loadReportStack(ctx: Context, connector: Connector): Promise<ReportStackStep | null> {
	const launched = await reportStackLaunch(ctx, connector);
	if (launched === null) return null;
	if (launched.code !== null) await ctx.jobs.checkTemplate();
	return { launch: launched, live: await readReportStackView(ctx, connector) };
}

/** Whom the report serves, as the last check read it. */
async function loadReportAdvice(ctx: Context, { id, costReport }: Connector): Promise<readonly string[]> {
	if (costReport?.kind !== "own") return [];
	const settings = (await ctx.db.checks.latest(id)).find(({ checkId }) => checkId === "cost-report-settings");
	return settings === undefined ? [] : storedAdvice(settings.details);
}

export async function loadFeaturesStep(id: string) {
	const { ctx, connector, draft, now } = await loadStep(id, "features");
	// In use, features change by a way of their own, which keeps the old ones true until the role has the new.
	if (connector.status === "registered") redirect(`/connectors/${id}/features`);
	const template = await templateInForce(ctx, connector.partition, connector.destination);
	const choices = featureChoices({
		partition: connector.partition,
		hasOwnReport: connector.costReport?.kind === "own",
		requiresAutoStopping: connector.requiresAutoStopping,
		template: template.source,
		offered: offeredFeatures(connector.destination),
	});
	return { connector, draft, now, choices, templateSource: template.source };
}

export type RoleStep = {
	readonly connector: Connector;
	readonly draft: Fields | null;
	readonly launch:
		| { readonly ok: true; readonly value: Launch }
		| { readonly ok: false; readonly failure: Failure };
	/** Our template as it is offered for reading and download; `isInForce`: links use it. */
	readonly template: { readonly path: string; readonly sha256: string; readonly isInForce: boolean };
	/** The exact policies, to read before anything is made. */
	readonly policies: ReturnType<typeof policiesFor>;
	readonly roleArn: string;
	readonly harnessExternalId: string | null;
	/** The stack by the downloaded template, where no link opens it; null: there is one, or nothing to make yet. */
	readonly fileCommand: string | null;
	readonly trust: ExpectedTrust | null;
	/** A role that lets in Harness lets us in, too. */
	readonly isVendorMode: boolean;
	readonly defaultRegion: string;
	/** The role by hand, and which of its steps were ticked. */
	readonly manual: { readonly steps: readonly ManualStep[] | null; readonly done: readonly string[] };
	readonly live: RoleView;
};

export async function loadRoleStep(id: string): Promise<RoleStep> {
	const { ctx, connector, draft } = await loadStep(id, "role");
	const [launched, account, sha256, trust, live, settings] = await Promise.all([
		launch(ctx, connector),
		ctx.db.harnessAccounts.find(connector.harnessAccountRef),
		ourTemplateSha256(ctx, connector),
		expectedTrustOf(ctx, connector),
		readRoleView(ctx, connector),
		ctx.db.settings.get(),
	]);
	const shouldCheck = !launched.ok && launched.failure.code.startsWith("TEMPLATE_");
	if (shouldCheck) await ctx.jobs.checkTemplate();
	if (!launched.ok && launched.failure.code.startsWith("VERIFIER_")) await ctx.jobs.checkVerifier();
	const side = destinationSide(account, connector);
	const { source } = await templateInForce(ctx, connector.partition, connector.destination);
	const { partition } = connector;
	const policies = rolePolicies(connector, side.ok ? side.value.cluster.bucketName : "");
	return {
		connector,
		draft,
		manual: {
			steps: manualStepsOf(ctx, connector, trust, policies),
			done: manualTicks((await ctx.db.connectors.drafts(id)).manual),
		},
		launch: launched,
		template: { path: ownTemplatePath(connector), sha256, isInForce: source === "ours" },
		policies,
		roleArn: derivedRoleArn(connector) ?? "",
		harnessExternalId: side.ok ? side.value.externalId : null,
		fileCommand: await fileCommand(ctx, connector, launched),
		trust,
		isVendorMode: isVendorModeFor(connector, settings),
		defaultRegion: partition === "aws" ? settings.defaultRegion : partitionFacts(partition).defaultRegion,
		live,
	};
}

async function fileCommand(
	ctx: Context,
	connector: Connector,
	launched: RoleStep["launch"],
): Promise<string | null> {
	if (launched.ok || launched.failure.code !== "TEMPLATE_NOT_PUBLISHED") return null;
	const command = await launchByFile(ctx, connector);
	return command.ok ? command.value : null;
}

async function ourTemplateSha256(ctx: Context, connector: Connector): Promise<string> {
	return ctx.sha256Hex(await readOwnTemplate(connector));
}
