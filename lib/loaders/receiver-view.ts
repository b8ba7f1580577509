import { expectedTrustOf } from "#lib/connectors/expected-trust-of.ts";
import { atConsole, launch } from "#lib/connectors/launch.ts";
import { templateInForce } from "#lib/connectors/template-in-force.ts";
import type { Context } from "#lib/context.ts";
import { parseRoleArn } from "#lib/domain/arn.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { profileOf } from "#lib/domain/destinations/profile-of.ts";
import { wordsOf } from "#lib/domain/destinations/words-of.ts";
import type { Failure } from "#lib/domain/failures.ts";
import { featureChanges, whileChanging } from "#lib/domain/feature-change.ts";
import type { Requirements } from "#lib/domain/features.ts";
import { requestedNow } from "#lib/domain/launch-link.ts";
import { MANIFEST_VERSION } from "#lib/domain/permissions/manifest-types.ts";
import { isSameRequirements } from "#lib/domain/requirements.ts";
import type { Result } from "#lib/domain/result.ts";
import { derivedRoleArn } from "#lib/domain/setup.ts";
import { deleteStackCommand } from "#lib/domain/stack-deletion.ts";
import { stackConsoleUrl } from "#lib/domain/stack-update.ts";
import { formatTemplateVersion } from "#lib/domain/template-version.ts";
import type { HeldLink } from "#lib/launch-links/held-link.ts";
import { linkWords } from "#lib/launch-links/link-words.ts";
import { offerableFeatures } from "#lib/launch-links/offerable-features.ts";
import type { LaunchWay, ReceiverView, TemplateView, TrustView, UndoView } from "#lib/launch-links/view.ts";
import { rotationStack } from "#lib/lifecycle/rotation/rotation-stack.ts";
import { type StackChange, stackChange, stackPlace } from "#lib/lifecycle/stack-change.ts";
import { readLaunchLive } from "./launch-live.ts";
import { ownTemplatePath, readOwnTemplate } from "./own-template.ts";
import { missingInTemplate } from "./template-gap.ts";

export const OWN_TEMPLATE_PATH = "/templates/harness-ccm-role.yaml";

/** Everything that the holder of a link gets to see; null where the request no longer makes sense. */
export async function readReceiverView(ctx: Context, held: HeldLink): Promise<ReceiverView | null> {
	const { link, connector } = held;
	const { overview } = connector;
	const requirements = requestedNow(link.kind, connector);
	const role = roleOf(connector);
	if (overview === null || requirements === null || role === null) return null;
	const [account, way, undo, live, offerable, trust] = await Promise.all([
		ctx.db.harnessAccounts.find(connector.harnessAccountRef),
		wayOf(ctx, held, requirements),
		undoOf(ctx, connector),
		readLaunchLive(ctx, held),
		offerableFeatures(ctx, link, connector),
		trustOf(ctx, connector),
	]);
	const place = placeOf(connector);
	return {
		id: link.id,
		kind: link.kind,
		destination: connector.destination,
		mode: ctx.config.mode,
		sender: { name: link.createdBy.name, email: link.createdBy.email },
		note: link.note,
		createdAt: link.createdAt.getTime(),
		expiresAt: link.expiresAt.getTime(),
		checkWords: linkWords(ctx, link, connector, account),
		account: { id: overview.awsAccountId, name: overview.name, partition: connector.partition },
		role,
		trust,
		requirements,
		costReportType: place.costReportType,
		difference:
			link.kind === "change-features" && connector.requirements !== null
				? featureChanges(connector.requirements, requirements, place)
				: null,
		changedSinceSent: isSameRequirements(link.request.requirements, requirements)
			? null
			: featureChanges(link.request.requirements, requirements, place),
		upgrade: link.kind === "upgrade" ? await upgradeOf(ctx, connector, requirements) : null,
		template: await templateOf(ctx, connector, way),
		way: way.kind === "remove" ? { kind: "remove", removal: undo } : way,
		undo,
		offerable: live.state === "done" ? [] : offerable,
		live,
	};
}

function roleOf(connector: Connector): ReceiverView["role"] | null {
	const arn = derivedRoleArn(connector);
	const parsed = arn === null ? null : parseRoleArn(arn);
	if (arn === null || parsed === null || !parsed.ok) return null;
	const { roleName, path } = parsed.value;
	return { name: roleName, path, arn, permissionsBoundaryArn: connector.role.permissionsBoundaryArn };
}

async function trustOf(ctx: Context, connector: Connector): Promise<TrustView> {
	const expected = await expectedTrustOf(ctx, connector);
	const harness = expected?.harness ?? null;
	const verifier = expected?.verifier ?? null;
	const { source } = await templateInForce(ctx, connector.partition, connector.destination);
	// Harness's own template has no entry for us; a role that was made by ours keeps it.
	const letsUsIn = source === "ours" || connector.templateVersion !== null || connector.roleFoundAt !== null;
	return {
		harness: harness && {
			awsAccountId: accountIn(harness.principalArn),
			principalArn: harness.principalArn,
			externalId: harness.externalId,
			vendor: wordsOf(connector.destination).product,
		},
		verifier:
			verifier && letsUsIn
				? {
						awsAccountId: verifier.accountId,
						principalArn: verifier.principalArn,
						externalId: verifier.externalId,
						otherExternalId: verifier.otherExternalId ?? null,
					}
				: null,
	};
}

function accountIn(arn: string): string {
	return arn.split(":")[4] ?? "";
}

type Way = Exclude<LaunchWay, { kind: "remove" }> | { readonly kind: "remove" };

async function wayOf(ctx: Context, { link, connector }: HeldLink, requirements: Requirements): Promise<Way> {
	switch (link.kind) {
		case "connect": {
			const launched = await launch(ctx, connector);
			if (!launched.ok) return notReady(ctx, launched.failure);
			const { url, region, parameters, cliCommand, terraform } = launched.value;
			const { stackName } = connector.role;
			return { kind: "create", url, region, stackName, parameters, cliCommand, terraform };
		}
		case "change-features": {
			const from = connector.requirements ?? requirements;
			const to = whileChanging(from, requirements);
			const wanted = { from, to, template: "as-needed", purpose: "features" } as const;
			return updateOf(ctx, await stackChange(ctx, connector, wanted));
		}
		case "upgrade": {
			const wanted = {
				from: requirements,
				to: requirements,
				template: "newest",
				purpose: "upgrade",
			} as const;
			return updateOf(ctx, await stackChange(ctx, connector, wanted));
		}
		case "rotate":
			return updateOf(ctx, await rotationStack(ctx, connector));
		case "remove":
			return { kind: "remove" };
		default:
			return link.kind satisfies never;
	}
}

async function updateOf(ctx: Context, changed: Result<StackChange>): Promise<Way> {
	if (!changed.ok) return notReady(ctx, changed.failure);
	const { refusal } = changed.value;
	return refusal === null ? { kind: "update", change: changed.value } : notReady(ctx, { code: refusal });
}

/** What our own side has not found out yet, or not lately, is found out now; the page comes back to it. */
async function notReady(ctx: Context, { code }: Failure): Promise<Way> {
	if (code.startsWith("TEMPLATE_")) await ctx.jobs.checkTemplate();
	if (code.startsWith("VERIFIER_")) await ctx.jobs.checkVerifier();
	return { kind: "not-ready", code };
}

async function undoOf(ctx: Context, connector: Connector): Promise<UndoView> {
	const place = await stackPlace(ctx, connector);
	return {
		stackName: place.stackName,
		region: place.region,
		isKnown: place.stackId !== null,
		stackUrl: atConsole(ctx, stackConsoleUrl(place)),
		cliCommand: deleteStackCommand(place),
	};
}

async function templateOf(ctx: Context, connector: Connector, way: Way): Promise<TemplateView | null> {
	const keepsItsOwn = way.kind === "update" && way.change.templateUrl === null;
	if (way.kind === "remove" || keepsItsOwn) return null;
	const template = await templateInForce(ctx, connector.partition, connector.destination);
	const check = await ctx.db.templateChecks.find(template.url, connector.partition);
	return {
		source: template.source,
		url: template.url,
		sha256: check?.sha256 ?? (template.sha256 === "" ? null : template.sha256),
		version: template.source === "ours" ? profileOf(connector.destination).template.version : null,
		ownPath: ownTemplatePath(connector),
		ownSha256: ctx.sha256Hex(await readOwnTemplate(connector)),
	};
}

async function upgradeOf(ctx: Context, connector: Connector, requirements: Requirements) {
	const results = await ctx.db.checks.latest(connector.id);
	const observed = results.find(({ checkId }) => checkId === "template-current");
	const { templateVersion } = connector;
	return {
		fromVersion: templateVersion === null ? null : formatTemplateVersion(templateVersion),
		toVersion: MANIFEST_VERSION,
		...missingInTemplate(observed?.details ?? {}, placeOf(connector), requirements),
	};
}

function placeOf({ partition, costReport, destination }: Connector) {
	const { manifest } = profileOf(destination);
	return { partition, costReportType: costReport?.kind === "own" ? costReport.reportType : null, manifest };
}
