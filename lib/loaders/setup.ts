import "server-only";
import { readFile } from "node:fs/promises";
import { redirect } from "next/navigation";
import { expectedTrustOf } from "#lib/connectors/expected-trust-of.ts";
import { harnessSide } from "#lib/connectors/harness-side.ts";
import { atConsole, type Launch, launch } from "#lib/connectors/launch.ts";
import { templateInForce } from "#lib/connectors/template-in-force.ts";
import type { Context } from "#lib/context.ts";
import type { JsonValue } from "#lib/domain/check.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { featureChoices } from "#lib/domain/decide-requirements.ts";
import type { Failure } from "#lib/domain/failures.ts";
import { partitionFacts } from "#lib/domain/partition.ts";
import type { policiesFor } from "#lib/domain/permissions.ts";
import { costReportConsoleUrl } from "#lib/domain/quick-create-url.ts";
import { canEnter, derivedRoleArn, firstOpenStep, type Step } from "#lib/domain/setup.ts";
import type { ExpectedTrust } from "#lib/domain/trust-policy/expected-trust.ts";
import { ownStack } from "#lib/organizations/own-stack.ts";
import { loadConnector } from "./connectors.ts";
import { readRoleView } from "./live.ts";
import { rolePolicies } from "./role-policies.ts";
import type { RoleView } from "./role-view.ts";

const STEPS_OF_A_STACK: readonly Step[] = ["cost-report", "features", "role"];

/** The connector of a wizard page; a step that cannot be entered yet leads to the one that is open. */
export async function loadStep(id: string, step: Step) {
	const { ctx, connector } = await loadConnector(id);
	if (!canEnter(step, connector)) {
		redirect(
			connector.status === "offboarded" ? `/connectors/${id}` : stepPath(id, firstOpenStep(connector)),
		);
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

type Fields = { readonly [field: string]: JsonValue };

function asFields(draft: JsonValue | undefined): Fields | null {
	if (typeof draft !== "object" || draft === null || Array.isArray(draft)) return null;
	return Object.fromEntries(Object.entries(draft));
}

export async function loadCostReportStep(id: string) {
	const { ctx, connector, draft, now } = await loadStep(id, "cost-report");
	const payers = (await ctx.db.connectors.listPayers(connector.harnessAccountRef)).filter(
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
	};
}

export async function loadFeaturesStep(id: string) {
	const { ctx, connector, draft, now } = await loadStep(id, "features");
	// In use, features change by a way of their own, which keeps the old ones true until the role has the new.
	if (connector.status === "registered") redirect(`/connectors/${id}/features`);
	const template = await templateInForce(ctx, connector.partition);
	const choices = featureChoices({
		partition: connector.partition,
		hasOwnReport: connector.costReport?.kind === "own",
		requiresAutoStopping: connector.requiresAutoStopping,
		template: template.source,
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
	readonly template: { readonly sha256: string; readonly isInForce: boolean };
	/** The exact policies, to read before anything is made. */
	readonly policies: ReturnType<typeof policiesFor>;
	readonly roleArn: string;
	readonly harnessExternalId: string | null;
	readonly trust: ExpectedTrust | null;
	/** A role that lets in Harness lets us in, too. */
	readonly isVendorMode: boolean;
	readonly defaultRegion: string;
	readonly live: RoleView;
};

export async function loadRoleStep(id: string): Promise<RoleStep> {
	const { ctx, connector, draft } = await loadStep(id, "role");
	const [launched, account, sha256, trust, live, settings] = await Promise.all([
		launch(ctx, connector),
		ctx.db.harnessAccounts.find(connector.harnessAccountRef),
		ourTemplateSha256(ctx),
		expectedTrustOf(ctx, connector),
		readRoleView(ctx, connector),
		ctx.db.settings.get(),
	]);
	const shouldCheck = !launched.ok && launched.failure.code.startsWith("TEMPLATE_");
	if (shouldCheck) await ctx.jobs.checkTemplate();
	if (!launched.ok && launched.failure.code.startsWith("VERIFIER_")) await ctx.jobs.checkVerifier();
	const side = harnessSide(account, connector.partition);
	const { source } = await templateInForce(ctx, connector.partition);
	const { partition } = connector;
	return {
		connector,
		draft,
		launch: launched,
		template: { sha256, isInForce: source === "ours" },
		policies: rolePolicies(connector, side.ok ? side.value.cluster.bucketName : ""),
		roleArn: derivedRoleArn(connector) ?? "",
		harnessExternalId: side.ok ? side.value.externalId : null,
		trust,
		isVendorMode: settings.verifierMode === "vendor",
		defaultRegion: partition === "aws" ? settings.defaultRegion : partitionFacts(partition).defaultRegion,
		live,
	};
}

async function ourTemplateSha256(ctx: Context): Promise<string> {
	return ctx.sha256Hex(await readFile("public/templates/harness-ccm-role.yaml"));
}
