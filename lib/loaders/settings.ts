import "server-only";
import { organizationTemplateInForce } from "#lib/connectors/organization-template-in-force.ts";
import { templateInForce } from "#lib/connectors/template-in-force.ts";
import type { Context } from "#lib/context.ts";
import type { HarnessAccount, Settings, TemplateCheck, VerifierStatus } from "#lib/db/port.ts";
import type { Partition } from "#lib/domain/partition.ts";
import { serverContext } from "#lib/server-context.ts";
import { requireSignedIn } from "./signed-in.ts";

/** Partitions that Harness serves. */
const PARTITIONS = ["aws", "aws-us-gov"] as const satisfies readonly Partition[];

/** A template that links of one partition use, and what CloudFormation last said of it. */
export type TemplateStatus = {
	/** Of one account's role, or of a whole organization. */
	readonly what: "role" | "organization";
	readonly partition: Partition;
	readonly source: "ours" | "harness";
	readonly url: string;
	readonly check: TemplateCheck | null;
};

export type SettingsPage = {
	readonly settings: Settings;
	/** Without the key, which never leaves the server. */
	readonly harness: HarnessAccount | null;
	readonly templates: readonly TemplateStatus[];
	/** Variables of the environment that name a template: they go before what is chosen here. */
	readonly fixedTemplates: readonly string[];
	readonly verifiers: readonly VerifierStatus[];
	readonly now: number;
};

export async function loadSettings(): Promise<SettingsPage> {
	const ctx = await serverContext((await requireSignedIn()).actor);
	const [settings, harness, templates, verifiers] = await Promise.all([
		ctx.db.settings.get(),
		ctx.db.harnessAccounts.first(),
		templatesOf(ctx),
		verifiersOf(ctx),
	]);
	const { templateUrl, organizationTemplateUrl } = ctx.config;
	const fixedTemplates = [
		...(templateUrl === null ? [] : ["ROLEBRIDGE_TEMPLATE_URL"]),
		...(organizationTemplateUrl === null ? [] : ["ROLEBRIDGE_ORGANIZATION_TEMPLATE_URL"]),
	];
	return { settings, harness, templates, fixedTemplates, verifiers, now: ctx.now().getTime() };
}

/** When our own side and the templates were last looked at, for pages that wait for it; null: never. */
export type InstallationView = { readonly verifier: number | null; readonly template: number | null };

export async function readInstallationView(ctx: Context): Promise<InstallationView> {
	const [templates, verifiers] = await Promise.all([templatesOf(ctx), verifiersOf(ctx)]);
	return {
		verifier: oldest(PARTITIONS.length, verifiers),
		template: oldest(
			templates.length,
			templates.flatMap(({ check }) => check ?? []),
		),
	};
}

type Dated = { readonly result: { readonly checkedAt: Date } };

function oldest(wanted: number, found: readonly Dated[]): number | null {
	if (found.length < wanted) return null;
	return Math.min(...found.map(({ result }) => result.checkedAt.getTime()));
}

async function templatesOf(ctx: Context): Promise<readonly TemplateStatus[]> {
	const statuses = await Promise.all(
		PARTITIONS.map(async (partition) => {
			const role = await templateInForce(ctx, partition);
			const organization = await organizationTemplateInForce(ctx, partition);
			return [
				{ what: "role" as const, partition, ...role },
				...(organization === null ? [] : [{ what: "organization" as const, partition, ...organization }]),
			];
		}),
	);
	return Promise.all(
		statuses.flat().map(async ({ what, partition, source, url }) => {
			return { what, partition, source, url, check: await ctx.db.templateChecks.find(url, partition) };
		}),
	);
}

async function verifiersOf(ctx: Context): Promise<readonly VerifierStatus[]> {
	const found = await Promise.all(PARTITIONS.map((partition) => ctx.db.verifiers.find(partition)));
	return found.filter((status) => status !== null);
}
