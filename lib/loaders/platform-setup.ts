import "server-only";
import { redirect } from "next/navigation";
import { expectedTrustOf } from "#lib/connectors/expected-trust-of.ts";
import type { Context } from "#lib/context.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { type DelegateLinks, delegateLinks } from "#lib/domain/platform/delegate-guide.ts";
import { OIDC_AUDIENCE, oidcProviderUrl, oidcTrustPolicy } from "#lib/domain/platform/oidc-provider.ts";
import { NEW_PLATFORM } from "#lib/domain/platform/platform-settings.ts";
import { canEnterPlatformStep, type PlatformStep } from "#lib/domain/platform/platform-setup.ts";
import { derivedRoleArn } from "#lib/domain/setup.ts";
import type { ChecksView } from "./checks-view.ts";
import { loadConnector } from "./connectors.ts";
import { asFields } from "./draft-fields.ts";
import { readChecksView } from "./live.ts";
import { openStepPath } from "./open-step-path.ts";
import { verifierStatement } from "./verifier-statement.ts";

/** Whose wizard a page that both have is to show. */
export async function isPlatformConnector(id: string): Promise<boolean> {
	return (await loadConnector(id)).connector.destination === "harness-platform";
}

/** A platform connector's step; another's connector, and a step that is not open yet, lead to the one that is. */
export async function loadPlatformStep(id: string, step: PlatformStep) {
	const { ctx, connector } = await loadConnector(id);
	if (connector.destination !== "harness-platform" || !canEnterPlatformStep(step, connector)) {
		redirect(openStepPath(connector));
	}
	const drafts = await ctx.db.connectors.drafts(id);
	return { ctx, connector, draft: asFields(drafts[step]), now: ctx.now().getTime() };
}

export async function loadPlatformOverview(id: string) {
	const { connector, draft, now } = await loadPlatformStep(id, "overview");
	return { connector, draft, now };
}

/** What the account's administrator makes for OIDC, as text to copy. */
export type OidcSetUp = {
	readonly providerUrl: string;
	readonly audience: string;
	readonly trustPolicy: string;
};

export async function loadCredentials(id: string) {
	const { ctx, connector, draft, now } = await loadPlatformStep(id, "credentials");
	return { connector, draft, now, oidc: await oidcSetUp(ctx, connector) };
}

async function oidcSetUp(ctx: Context, connector: Connector): Promise<OidcSetUp | null> {
	const { overview, partition, harnessAccountRef } = connector;
	const account = await ctx.db.harnessAccounts.find(harnessAccountRef);
	if (overview === null || account === null || account.accountId === "") return null;
	const place = { baseUrl: account.baseUrl, harnessAccountId: account.accountId };
	const trust = oidcTrustPolicy({ ...place, partition, awsAccountId: overview.awsAccountId });
	return {
		providerUrl: oidcProviderUrl(place),
		audience: OIDC_AUDIENCE,
		trustPolicy: JSON.stringify(trust, null, 2),
	};
}

export async function loadDelegate(id: string) {
	const { ctx, connector, draft, now } = await loadPlatformStep(id, "delegate");
	return { connector, draft, now, links: await linksOf(ctx, connector) };
}

export async function loadConnectivity(id: string) {
	const { ctx, connector, draft, now } = await loadPlatformStep(id, "connectivity");
	return { connector, draft, now, newDelegateHref: (await linksOf(ctx, connector)).delegates };
}

/** The sandbox's Harness has no pages: there, installing a delegate can only be read about. */
async function linksOf({ db, config }: Context, connector: Connector): Promise<DelegateLinks> {
	const { harnessAccountRef, platform } = connector;
	const account = await db.harnessAccounts.find(harnessAccountRef);
	const { baseUrl, accountId } = account ?? { baseUrl: "https://app.harness.io", accountId: "" };
	const links = delegateLinks(baseUrl, accountId, (platform ?? NEW_PLATFORM).scope);
	return config.mode === "sandbox" || accountId === "" ? { ...links, delegates: links.install } : links;
}

export type PlatformTestStep = {
	readonly connector: Connector;
	readonly live: ChecksView;
	/** Null: a delegate or a key has the permissions. */
	readonly roleArn: string | null;
	/** Our own statement for the role's trust policy; null: no role, or our own side is not known yet. */
	readonly verifierStatement: string | null;
};

export async function loadPlatformTest(id: string): Promise<PlatformTestStep> {
	const { ctx, connector } = await loadPlatformStep(id, "test");
	const [live, trust] = await Promise.all([readChecksView(ctx, connector), expectedTrustOf(ctx, connector)]);
	const roleArn = derivedRoleArn(connector);
	return { connector, live, roleArn, verifierStatement: roleArn === null ? null : verifierStatement(trust) };
}
