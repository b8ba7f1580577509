import { templateRefusal } from "#lib/connectors/launch.ts";
import { organizationTemplateInForce } from "#lib/connectors/organization-template-in-force.ts";
import { templateInForce } from "#lib/connectors/template-in-force.ts";
import type { Context } from "#lib/context.ts";
import { type PreflightFacts, type PreflightItem, preflight } from "#lib/domain/rollout/preflight.ts";
import { DEFAULT_ROLLOUT_LAUNCH, LAUNCH_WAYS, type LaunchWay, type Rollout } from "#lib/domain/rollout.ts";
import { accountsOf } from "./all-accounts.ts";

export type Preflights = Readonly<Record<LaunchWay, readonly PreflightItem[]>>;

/** What can be known before a launch, for each way to do it; nothing asks AWS. */
export async function launchPreflight(ctx: Context, rollout: Rollout): Promise<Preflights> {
	const facts = await readFacts(ctx, rollout);
	const launch = rollout.launch ?? DEFAULT_ROLLOUT_LAUNCH;
	const forWay = (way: LaunchWay) =>
		preflight({ ...facts, rollout: { ...rollout, launch: { ...launch, way } } });
	// Sound: every way is a key.
	return Object.fromEntries(LAUNCH_WAYS.map((way) => [way, forWay(way)])) as Record<
		LaunchWay,
		readonly PreflightItem[]
	>;
}

async function readFacts(ctx: Context, rollout: Rollout): Promise<Omit<PreflightFacts, "rollout">> {
	const { partition, managementAccountId, harnessAccountRef } = rollout;
	const [template, organizationTemplate, settings, verifier, payers, connected] = await Promise.all([
		templateInForce(ctx, partition),
		organizationTemplateInForce(ctx, partition),
		ctx.db.settings.get(),
		ctx.db.verifiers.find(partition),
		managementAccountId === null
			? []
			: ctx.db.connectors.findByAccount(harnessAccountRef, managementAccountId),
		connectedOtherwise(ctx, rollout),
	]);
	const isReady = async (found: typeof template) => (await templateRefusal(ctx, rollout, found, [])) === null;
	const isKnown = verifier !== null && verifier.accountId !== null && verifier.principalArn !== null;
	return {
		template: { source: template.source, isReady: await isReady(template) },
		organizationTemplate:
			organizationTemplate === null
				? "not-published"
				: (await isReady(organizationTemplate))
					? "ready"
					: "not-ready",
		verifier: settings.verifierMode === "vendor" ? "vendor" : isKnown ? "known" : "not-known",
		isPayerConnected: payers.some(({ destination }) => destination === "harness-ccm"),
		connectedAccountIds: connected,
	};
}

/** Accounts with a connector and a stack of their own whose role has the name that the rollout's would have. */
async function connectedOtherwise(ctx: Context, rollout: Rollout): Promise<readonly string[]> {
	const rows = (await accountsOf(ctx, rollout.id)).filter(({ isManagement }) => !isManagement);
	if (rows.length === 0) return [];
	const ids = rows.map(({ accountId }) => accountId);
	const known = await ctx.db.imports.known(rollout.harnessAccountRef, ids);
	const evidence = await ctx.db.evidence.load(known.map(({ id }) => id));
	const roleName = (rollout.launch ?? DEFAULT_ROLLOUT_LAUNCH).role.roleName;
	return known.flatMap(({ id, awsAccountId }) => {
		const connector = evidence.get(id)?.connector;
		const isOurs = connector === undefined || connector.rolloutId === rollout.id;
		return isOurs || awsAccountId === null || connector.role.roleName !== roleName ? [] : [awsAccountId];
	});
}
