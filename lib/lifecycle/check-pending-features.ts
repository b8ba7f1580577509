import type { RoleSession } from "#lib/aws/port.ts";
import type { Context } from "#lib/context.ts";
import type { FeaturesProgress } from "#lib/domain/change-progress.ts";
import type { CheckResult } from "#lib/domain/check.ts";
import { attachedPolicyArns } from "#lib/domain/destinations/attached-policies.ts";
import { profileOf } from "#lib/domain/destinations/profile-of.ts";
import type { Feature, Requirements } from "#lib/domain/features.ts";
import { readingSession } from "#lib/health/assume.ts";
import { checkedFeatures, checkPermissions } from "#lib/health/check-permissions.ts";
import type { ConnectorFacts } from "#lib/health/connector-facts.ts";

/** Null: the role holds everything that the features need. */
type PendingVerdict = Omit<FeaturesProgress, "checkedAt" | "waitsFor"> | null;

/** Asks IAM, as the role, for every action of the features that were asked for. */
export async function checkPendingFeatures(
	ctx: Context,
	facts: ConnectorFacts,
	wanted: Requirements,
	signal: AbortSignal,
): Promise<PendingVerdict> {
	const opened = await ctx.aws.openRole(readingSession(facts, signal));
	if (opened.kind !== "answered") {
		return { code: opened.code, observed: "AWS did not let us look into the role.", missing: [] };
	}
	const session = opened.value;
	try {
		if (session.accountId !== facts.overview.awsAccountId) {
			return { code: "ROLE_WRONG_ACCOUNT", observed: "The role is in another account.", missing: [] };
		}
		const then = { ...facts, connector: { ...facts.connector, requirements: wanted } };
		const [results, policies] = await Promise.all([
			Promise.all(
				checkedFeatures(then).map(async (feature) => ({
					feature,
					result: await checkPermissions(ctx, then, session, feature, signal),
				})),
			),
			missingPolicies(then, wanted, session, signal),
		]);
		const { awsPolicies } = profileOf(facts.connector.destination);
		return judge(results, policies, ["GOVERNANCE", ...Object.keys(awsPolicies)]);
	} finally {
		session.close();
	}
}

type FeatureResult = { readonly feature: Feature; readonly result: CheckResult };

function judge(
	results: readonly FeatureResult[],
	policies: readonly string[],
	/** Features that come with policies attached by ARN. */
	carriers: readonly string[],
): PendingVerdict {
	const missing = results
		.map(({ feature, result }) => ({
			feature,
			actions: [...deniedActions(result), ...(carriers.includes(feature) ? policies : [])],
		}))
		.filter(({ actions }) => actions.length > 0);
	const open = results.find(({ result }) => result.outcome !== "passed");
	if (open === undefined && missing.length === 0) return null;
	const unclear = results.find(({ result }) => result.outcome !== "passed" && result.outcome !== "failed");
	if (missing.length === 0) {
		return { code: open?.result.code ?? null, observed: open?.result.observed ?? "", missing };
	}
	const count = new Set(missing.flatMap(({ actions }) => actions)).size;
	const observed = `The role does not have ${count === 1 ? "one permission" : `${count} permissions`} yet.`;
	return { code: unclear?.result.code ?? null, observed, missing };
}

/** The rows that checkPermissions wrote: what AWS did not allow. */
function deniedActions({ details }: CheckResult): readonly string[] {
	const rows = Array.isArray(details.actions) ? details.actions : [];
	const denied = rows.flatMap((row): string[] => {
		if (typeof row !== "object" || row === null || !("verdict" in row) || !("action" in row)) return [];
		return row.verdict === "allowed" || typeof row.action !== "string" ? [] : [row.action];
	});
	return [...new Set(denied)];
}

/** Policies attached by ARN: what they allow is not ours to ask, whether they are attached is. */
async function missingPolicies(
	facts: ConnectorFacts,
	wanted: Requirements,
	session: RoleSession,
	signal: AbortSignal,
): Promise<readonly string[]> {
	const arns = attachedPolicyArns(profileOf(facts.connector.destination), wanted, facts.role.partition);
	if (arns.length === 0) return [];
	const answer = await session.rolePolicies(facts.role.roleName, signal);
	if (answer.kind !== "answered") return [];
	const attached = new Set(answer.value.map(({ arn }) => arn));
	return arns.filter((arn) => !attached.has(arn));
}
