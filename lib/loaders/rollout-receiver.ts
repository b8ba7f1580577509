import { readFile } from "node:fs/promises";
import { atConsole } from "#lib/connectors/launch.ts";
import type { TemplateInForce } from "#lib/connectors/template-in-force.ts";
import type { Context } from "#lib/context.ts";
import type { FailureCode } from "#lib/domain/failures.ts";
import { administratorAccountId } from "#lib/domain/launch-link.ts";
import { MANIFEST_VERSION } from "#lib/domain/permissions/manifest-types.ts";
import { withoutBilling } from "#lib/domain/rollout/features-of.ts";
import { begunUnits } from "#lib/domain/rollout/waves.ts";
import {
	type FeatureException,
	ORGANIZATION_READER_ROLE_NAME,
	type OrganizationUnit,
	type Rollout,
	type RolloutLaunch,
} from "#lib/domain/rollout.ts";
import { deleteStackCommand } from "#lib/domain/stack-deletion.ts";
import { stackConsoleUrl } from "#lib/domain/stack-update.ts";
import type { HeldRolloutLink } from "#lib/launch-links/held-link.ts";
import { rolloutWords } from "#lib/launch-links/rollout/rollout-words.ts";
import type { RolloutReceiverView, TemplateView, TrustView, UndoView } from "#lib/launch-links/view.ts";
import { type LaunchFacts, launchFacts, placedStack, stackToMake } from "#lib/organizations/launch-view.ts";
import { OWN_TEMPLATE_PATH } from "./receiver-view.ts";
import { readRolloutLive } from "./rollout-live.ts";
import { readCoverage } from "./rollout-standing.ts";

export const ORGANIZATION_TEMPLATE_PATH = "/templates/harness-ccm-organization.yaml";

/** Everything that the holder of a link to a whole organization's request gets to see; null: nothing can be said. */
export async function readRolloutReceiver(
	ctx: Context,
	held: HeldRolloutLink,
): Promise<RolloutReceiverView | null> {
	const { link, rollout } = held;
	const { features, launch } = rollout;
	const accountId = administratorAccountId(rollout);
	if (features === null || launch === null || accountId === null) return null;
	const [facts, live, units, counted] = await Promise.all([
		launchFacts(ctx, rollout),
		readRolloutLive(ctx, held),
		ctx.db.rollouts.units(rollout.id),
		readCoverage(ctx, rollout),
	]);
	const isDelegated = launch.delegatedAdministratorId !== null;
	const { payer } = features;
	return {
		id: link.id,
		kind: link.kind,
		mode: ctx.config.mode,
		sender: { name: link.createdBy.name, email: link.createdBy.email },
		note: link.note,
		createdAt: link.createdAt.getTime(),
		expiresAt: link.expiresAt.getTime(),
		checkWords: rolloutWords(ctx, link, rollout),
		live,
		name: rollout.name,
		account: { id: accountId, partition: rollout.partition, isDelegated },
		units: begunUnits(launch).map((id) => ({ id, path: pathOf(units, id) })),
		waves: launch.waves.length,
		accounts: counted.total.expected > 0 ? counted.total.expected : null,
		roleName: launch.role.roleName,
		readerRoleName: ORGANIZATION_READER_ROLE_NAME,
		trust: facts.ok ? trustOf(facts.value) : { harness: null, verifier: null },
		requirements: withoutBilling(features.member),
		exceptions: features.exceptions.map((exception) => ({
			whom: whomWords(exception, units),
			requirements: withoutBilling(exception.requirements),
		})),
		payer:
			payer === null || isDelegated
				? null
				: { requirements: payer.requirements, costReportType: payer.costReport?.reportType ?? null },
		stackSetName: launch.stackSetName,
		...(await templatesOf(ctx, rollout, facts.ok ? facts.value : null)),
		way: facts.ok ? await wayOf(ctx, facts.value) : await notReady(ctx, facts.failure.code),
		undo: undoOf(ctx, rollout, launch),
	};
}

function pathOf(units: readonly OrganizationUnit[], id: string): string | null {
	return units.find((unit) => unit.id === id)?.path ?? null;
}

function whomWords({ match }: FeatureException, units: readonly OrganizationUnit[]): string {
	if (match.kind === "unit") return pathOf(units, match.unitId) ?? match.unitId;
	return `accounts tagged ${match.key}=${match.value}`;
}

function trustOf({ input: { trust } }: LaunchFacts): TrustView {
	const { harness, externalId, verifier } = trust;
	return {
		harness: {
			awsAccountId: harness.principalArn.split(":")[4] ?? "",
			principalArn: harness.principalArn,
			externalId,
		},
		verifier: verifier && {
			awsAccountId: verifier.accountId,
			principalArn: verifier.principalArn,
			// Each account's own has its ID behind it.
			externalId: `${verifier.externalId}-<account ID>`,
			otherExternalId: null,
		},
	};
}

type Way = RolloutReceiverView["way"];

async function wayOf(ctx: Context, facts: LaunchFacts): Promise<Way> {
	const whole = await stackToMake(ctx, facts, true);
	if (whole.kind === "refused") return notReady(ctx, whole.code);
	const stack = placedStack(facts, true);
	// Nothing of it comes by waiting: the sender has to act.
	if (whole.kind === "not-published" || whole.url === null || stack === null)
		return { kind: "not-ready", code: "TEMPLATE_UNREADABLE" };
	return {
		kind: "create",
		url: whole.url,
		region: facts.launch.region,
		stackName: facts.launch.stackName,
		parameters: stack.placed.parameters,
		cliCommand: whole.command,
		terraform: "",
	};
}

/** What our own side has not found out yet, or not lately, is found out now; the page comes back to it. */
async function notReady(ctx: Context, code: FailureCode): Promise<Way> {
	if (code.startsWith("TEMPLATE_")) await ctx.jobs.checkTemplate();
	if (code.startsWith("VERIFIER_")) await ctx.jobs.checkVerifier();
	return { kind: "not-ready", code };
}

async function templatesOf(
	ctx: Context,
	{ partition }: Rollout,
	facts: LaunchFacts | null,
): Promise<Pick<RolloutReceiverView, "template" | "roleTemplate">> {
	if (facts === null || facts.organizationTemplate === null) return { template: null, roleTemplate: null };
	const viewOf = async (template: TemplateInForce, ownPath: string): Promise<TemplateView> => {
		const check = await ctx.db.templateChecks.find(template.url, partition);
		return {
			source: template.source,
			url: template.url,
			sha256: check?.sha256 ?? (template.sha256 === "" ? null : template.sha256),
			version: template.source === "ours" ? MANIFEST_VERSION : null,
			ownPath,
			ownSha256: ctx.sha256Hex(await readFile(`public${ownPath}`, "utf8")),
		};
	};
	return {
		template: await viewOf(facts.organizationTemplate, ORGANIZATION_TEMPLATE_PATH),
		roleTemplate: await viewOf(facts.template, OWN_TEMPLATE_PATH),
	};
}

function undoOf(ctx: Context, { partition }: Rollout, { region, stackName }: RolloutLaunch): UndoView {
	const place = { partition, region, stackName, stackId: null };
	return {
		stackName,
		region,
		isKnown: false,
		stackUrl: atConsole(ctx, stackConsoleUrl(place)),
		cliCommand: deleteStackCommand(place),
	};
}
