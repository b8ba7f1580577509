import type { RoleSession } from "#lib/aws/port.ts";
import type { Context } from "#lib/context.ts";
import type { CheckId, CheckResult } from "#lib/domain/check.ts";
import { parseTemplateVersion } from "#lib/domain/template-version.ts";
import { isDenialProvisional, PROVISIONAL_DENIAL_SECONDS } from "#lib/domain/waiting.ts";
import { isInHarness, roleChecks } from "./applicable-checks.ts";
import { checkCostReport } from "./check-cost-report.ts";
import { checkCoversAccount } from "./check-covers-account.ts";
import { probeNearMisses, probeWithoutExternalId, settleDenials } from "./check-external-id.ts";
import { checkHarnessConnector } from "./check-harness-connector.ts";
import { checkedFeatures, checkPermissions } from "./check-permissions.ts";
import { checkRegions } from "./check-regions.ts";
import { checkRoleAssumable, checkRoleStillAssumable, type RoleHistory } from "./check-role-assumable.ts";
import { checkTasks, hasTasks } from "./check-tasks.ts";
import { checkTemplateCurrent, TEMPLATE_VERSION_TAG } from "./check-template-current.ts";
import { checkTrustPolicy, type TrustPolicyFinding } from "./check-trust-policy.ts";
import type { ConnectorFacts } from "./connector-facts.ts";
import type { Recorder } from "./recorder.ts";
import { retireOldRows } from "./retire-old-rows.ts";
import { HARNESS_PROOF, noteRoleFound, roleHistory } from "./run-role-verification.ts";
import { checkResult, skipped, timed, type Verdict } from "./verdict.ts";

type Run = {
	readonly ctx: Context;
	readonly facts: ConnectorFacts;
	readonly recorder: Recorder;
	readonly signal: AbortSignal;
	/** False: Harness's word comes from elsewhere, for all connectors at once. */
	readonly asksHarness: boolean;
};

/** Every check; what does not depend on something else runs at the same time. */
export async function runFullVerification(run: Run): Promise<void> {
	const { ctx, facts, recorder, signal, asksHarness } = run;
	await retireOldRows(ctx, facts.connector, recorder);
	// A change whose own chain of questions broke goes on with the next verification.
	const { id, pendingRequirements, rotation } = facts.connector;
	if (pendingRequirements !== null || rotation !== null) await ctx.jobs.advanceChanges(id);
	const ofRole = facts.connector.proof === "harness" ? skipRole(run) : verifyRole(run);
	const { connector } = facts;
	const afterwards = async () => {
		await ofRole.catch(() => undefined);
		return recorder.results();
	};
	await allSettled([
		ofRole,
		connector.costReport?.kind === "covered" && connector.proof === "direct"
			? record(run, "cost-report-covers-account", () => covers(run))
			: null,
		// Harness's complaints are weighed against our own evidence, so that comes first.
		asksHarness && isInHarness(connector)
			? record(run, "harness-connector", () => checkHarnessConnector(ctx, facts, afterwards, signal))
			: null,
	]);
}

async function skipRole({ ctx, facts, recorder }: Run): Promise<void> {
	const at = ctx.now();
	for (const checkId of roleChecks(facts.connector)) {
		await recorder.record(checkResult(checkId, skipped(HARNESS_PROOF), at, at));
	}
}

async function verifyRole(run: Run): Promise<void> {
	const { ctx, facts, recorder, signal } = run;
	const history = await roleHistory(recorder);
	const { result, session } = await checkRoleAssumable(ctx, facts, history, signal);
	await recorder.record(result);
	if (session === null) return await withoutRole(run, result);
	const since = history.firstPassedAt ?? result.checkedAt;
	await noteRoleFound(facts, recorder, result.checkedAt);
	try {
		const seen: RoleHistory = { ...history, firstPassedAt: since, lastPassedAt: result.checkedAt };
		await allSettled([proveRefusals(run, seen), readAsRole(run, session)]);
	} finally {
		session.close();
	}
}

/** Nothing else can be asked of a role that does not answer. */
async function withoutRole({ ctx, facts, recorder }: Run, role: CheckResult): Promise<void> {
	const at = ctx.now();
	const verdict: Verdict =
		role.outcome === "unknown"
			? {
					outcome: "unknown",
					code: role.code,
					observed: "Not judged: AWS did not say whether the role answers.",
				}
			: skipped("Not asked: the role does not answer.", role.code);
	for (const checkId of roleChecks(facts.connector)) {
		// A payer is asked through a role of its own.
		if (checkId === "role-assumable" || checkId === "cost-report-covers-account") continue;
		await recorder.record(checkResult(checkId, verdict, at, at));
	}
}

/** The negative checks, and the right ID once more after them. */
async function proveRefusals({ ctx, facts, recorder, signal }: Run, history: RoleHistory): Promise<void> {
	const startedAt = ctx.now();
	const [without, nearMiss] = await Promise.all([
		probeWithoutExternalId(ctx, facts, signal),
		probeNearMisses(ctx, facts, signal),
	]);
	const after = await checkRoleStillAssumable(ctx, facts, history, signal);
	if (after.outcome !== "passed") await recorder.record(after);
	const isProvisional = isDenialProvisional({ firstPassedAt: history.firstPassedAt, now: startedAt });
	const at = ctx.now();
	const results = [
		checkResult("external-id-required", settleDenials(without, after, isProvisional), startedAt, at),
		checkResult("external-id-exact", settleDenials(nearMiss, after, isProvisional), startedAt, at),
	];
	for (const result of results) await recorder.record(result);
	if (results.some(({ code }) => code === "EXTERNAL_ID_PROVISIONAL")) {
		const agedMs = at.getTime() - (history.firstPassedAt ?? at).getTime();
		await recorder.askAgain(Math.max(1, Math.ceil(PROVISIONAL_DENIAL_SECONDS - agedMs / 1000) + 1));
	}
}

/** Everything that is read with the role's own session, all at the same time. */
async function readAsRole(run: Run, session: RoleSession): Promise<void> {
	const { ctx, facts, recorder, signal } = run;
	const { costReport, requirements, destination } = facts.connector;
	const isPlatform = destination === "harness-platform";
	const trust = trustPolicy(run, session);
	const tags = trust.then(
		({ tags }) => tags,
		() => null,
	);
	const report = costReport?.kind === "own" && requirements?.features.includes("BILLING") ? costReport : null;
	await allSettled([
		trust,
		...checkedFeatures(facts).map(async (feature) =>
			recorder.record(await checkPermissions(ctx, facts, session, feature, signal)),
		),
		report && reportChecks(run, session, report),
		record(run, "regions", () => checkRegions(ctx, facts, session, recorder.previous("regions"), signal)),
		hasTasks(facts) ? record(run, "permissions:LIBRARY", () => checkTasks(facts, session, signal)) : null,
		// No template of ours need have made a platform connector's role.
		isPlatform
			? null
			: record(run, "template-current", () => checkTemplateCurrent(ctx, facts, session, tags, signal)),
	]);
}

async function reportChecks(
	{ ctx, facts, recorder, signal }: Run,
	session: RoleSession,
	report: Parameters<typeof checkCostReport>[1]["report"],
): Promise<void> {
	const { first } = await recorder.passedTimes("cost-report-found");
	const { destination } = facts.connector;
	const call = { report, destination, session, firstFoundAt: first, record: recorder.record };
	await checkCostReport(ctx, call, signal);
}

async function trustPolicy(
	{ ctx, facts, recorder, signal }: Run,
	session: RoleSession,
): Promise<TrustPolicyFinding> {
	const startedAt = ctx.now();
	const finding = await checkTrustPolicy(ctx, facts, session, signal);
	await recorder.record(checkResult("trust-policy", finding.verdict, startedAt, ctx.now()));
	if (finding.hash !== null && finding.hash !== facts.connector.trustPolicyHash) {
		await recorder.observe({ trustPolicyHash: finding.hash });
	}
	// A platform connector's role may come from anywhere: no later template is offered for it.
	if (facts.connector.destination === "harness-platform") return finding;
	const version = finding.tags && parseTemplateVersion(finding.tags[TEMPLATE_VERSION_TAG] ?? "");
	if (finding.tags !== null && version !== facts.connector.templateVersion) {
		await recorder.observe({ templateVersion: version });
	}
	return finding;
}

function covers({ ctx, facts, signal }: Run): Promise<Verdict> {
	const { costReport } = facts.connector;
	const payer = costReport?.kind === "covered" ? costReport.payerConnectorId : "";
	return checkCoversAccount(ctx, facts, payer, signal);
}

async function record(
	{ ctx, recorder }: Run,
	checkId: CheckId,
	check: () => Promise<Verdict>,
): Promise<void> {
	await recorder.record(await timed(ctx, checkId, check));
}

/** Waits for all, then reports the first surprise: no check is left running behind a finished run. */
async function allSettled(work: readonly (Promise<unknown> | null)[]): Promise<void> {
	const outcomes = await Promise.allSettled(work);
	for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
}
