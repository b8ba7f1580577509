import "server-only";
import { expectedTrustOf } from "#lib/connectors/expected-trust-of.ts";
import type { Context } from "#lib/context.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { type HarnessLinks, harnessLinks } from "#lib/domain/harness-links.ts";
import { derivedRoleArn } from "#lib/domain/setup.ts";
import { expectedTrustPolicy } from "#lib/domain/trust-policy/expected-trust.ts";
import type { ChecksView } from "./checks-view.ts";
import { readChecksView } from "./live.ts";
import { loadStep } from "./setup.ts";

export type TestStep = {
	readonly connector: Connector;
	readonly live: ChecksView;
	readonly roleArn: string;
	/** The trust policy as it ought to be, to replace a wrong one by; null where Harness's side is not known. */
	readonly correctedTrustPolicy: string | null;
	/** Null in the sandbox, whose Harness has no pages. */
	readonly harnessLinks: HarnessLinks | null;
};

export async function loadTestStep(id: string): Promise<TestStep> {
	const { ctx, connector } = await loadStep(id, "test");
	const [live, trust, links] = await Promise.all([
		readChecksView(ctx, connector),
		expectedTrustOf(ctx, connector),
		linksOf(ctx, connector),
	]);
	return {
		connector,
		live,
		roleArn: derivedRoleArn(connector) ?? "",
		correctedTrustPolicy: trust === null ? null : JSON.stringify(expectedTrustPolicy(trust), null, 2),
		harnessLinks: links,
	};
}

async function linksOf(ctx: Context, connector: Connector): Promise<HarnessLinks | null> {
	if (ctx.config.mode === "sandbox") return null;
	const account = await ctx.db.harnessAccounts.find(connector.harnessAccountRef);
	return account === null || account.accountId === ""
		? null
		: harnessLinks(account.baseUrl, account.accountId);
}
