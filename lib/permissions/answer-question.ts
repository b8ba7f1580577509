import type { RoleSession } from "#lib/aws/port.ts";
import type { Context } from "#lib/context.ts";
import type { FailureCode } from "#lib/domain/failures.ts";
import {
	type AnsweredProbe,
	type PermissionQuestion,
	type TaskAnswer,
	taskVerdict,
} from "#lib/domain/permission-question.ts";
import { type SimulationProbe, simulationProbes } from "#lib/domain/policy/entry-probes.ts";
import { LIBRARY } from "#lib/domain/policy/library.ts";
import type { LibraryEntry } from "#lib/domain/policy/library-types.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { readingSession } from "#lib/health/assume.ts";
import { type ConnectorFacts, loadConnectorFacts } from "#lib/health/connector-facts.ts";
import { freshVerifier } from "#lib/health/fresh-verifier.ts";
import {
	type ActionVerdict,
	judgeAction,
	type Simulated,
	simulateProbes,
} from "#lib/health/simulate-probes.ts";
import { whyNotAsked } from "./why-not-asked.ts";

type Job = { readonly questionId: string; readonly signal: AbortSignal };
const DEADLINE_MS = 60_000;

/**
 * The job: as the connector's stored role, asks IAM whether it is allowed what the chosen tasks take. Takes the
 * question's id only; role and external ID come from the database, as for every other call of ours.
 */
export async function answerQuestion(ctx: Context, { questionId, signal }: Job): Promise<void> {
	const question = await ctx.db.permissionQuestions.find(questionId);
	if (question === null || question.state === "done") return;
	await ctx.db.permissionQuestions.start(questionId);
	const within = AbortSignal.any([signal, AbortSignal.timeout(DEADLINE_MS)]);
	const finish = (answers: readonly TaskAnswer[] | null, code: FailureCode | null) =>
		ctx.db.permissionQuestions.finish(questionId, { answers, code, at: ctx.now() });
	try {
		const answers = await askRole(ctx, question, within);
		await (answers.ok ? finish(answers.value, null) : finish(null, answers.failure.code));
	} catch (error) {
		await finish(null, "UNEXPECTED");
		throw error;
	}
}

async function askRole(
	ctx: Context,
	question: PermissionQuestion,
	signal: AbortSignal,
): Promise<Result<readonly TaskAnswer[]>> {
	const facts = await factsOf(ctx, question.connectorId, signal);
	if (!facts.ok) return facts;
	const opened = await ctx.aws.openRole(readingSession(facts.value, signal));
	if (opened.kind !== "answered") {
		const isRoleDenied = opened.kind === "denied" && opened.code !== "ORGANIZATION_DENY";
		return failed({ code: isRoleDenied ? "ROLE_ACCESS_DENIED" : opened.code });
	}
	const session = opened.value;
	try {
		if (session.accountId !== facts.value.overview.awsAccountId)
			return failed({ code: "ROLE_WRONG_ACCOUNT" });
		return await simulateTasks(session, facts.value, question, signal);
	} finally {
		session.close();
	}
}

async function factsOf(
	ctx: Context,
	connectorId: string,
	signal: AbortSignal,
): Promise<Result<ConnectorFacts>> {
	const connector = await ctx.db.connectors.find(connectorId);
	if (connector === null) return failed({ code: "CONNECTOR_NOT_FOUND" });
	const code = await whyNotAsked(ctx, connector);
	if (code !== null) return failed({ code });
	const verifier = await freshVerifier(ctx, connector.partition, signal);
	const own = verifier?.result;
	if (own?.outcome !== "passed" && own?.outcome !== "warning") {
		return failed({ code: own?.code ?? "AWS_UNEXPECTED" });
	}
	return loadConnectorFacts(ctx, connector, verifier);
}

async function simulateTasks(
	session: RoleSession,
	facts: ConnectorFacts,
	{ choice }: PermissionQuestion,
	signal: AbortSignal,
): Promise<Result<readonly TaskAnswer[]>> {
	const { role, harness } = facts;
	const harnessBucket = harness === null ? {} : { harnessBucketName: harness.cluster.bucketName };
	const requestedRegion = facts.connector.platform?.region;
	const resources = { ...choice, ...harnessBucket, partition: role.partition, region: requestedRegion };
	const tasks = LIBRARY.filter(({ id, isAlwaysIn }) => isAlwaysIn || choice.entries.includes(id)).map(
		(entry) => ({ entry, probes: simulationProbes(entry, resources) }),
	);
	const simulated = await simulateProbes(
		session,
		{ roleArn: role.arn, ...(requestedRegion !== undefined && { requestedRegion }) },
		tasks.flatMap(({ probes }) => probes),
		signal,
	);
	if (simulated.kind !== "answered")
		return failed({ code: simulated.kind === "denied" ? "SIMULATION_DENIED" : simulated.code });
	return ok(tasks.map((task) => answered(task, simulated.value)));
}

type Task = { readonly entry: LibraryEntry; readonly probes: readonly SimulationProbe[] };

function answered({ entry, probes }: Task, simulated: Simulated): TaskAnswer {
	const judged = probes.map(({ action, resource, isConditional }) => ({
		action,
		resource,
		...wordsFor(judgeAction(simulated({ action, resource }), isConditional)),
	}));
	return { id: entry.id, title: entry.title, verdict: taskVerdict(judged), probes: judged };
}

function wordsFor(judged: ActionVerdict): Pick<AnsweredProbe, "verdict" | "reason"> {
	switch (judged.kind) {
		case "allowed":
			return { verdict: "allowed", reason: "" };
		case "denied by organization":
			return { verdict: "denied", reason: "A policy of the AWS organization denies it." };
		case "denied":
			return { verdict: "denied", reason: "A statement denies it." };
		case "not allowed":
			return { verdict: "denied", reason: "No policy of the role allows it." };
		case "not said":
			return { verdict: "unknown", reason: "IAM did not say." };
		case "open": {
			const keys = judged.missingContext.slice(0, 3).join(", ") || "a condition";
			return { verdict: "unknown", reason: `It depends on ${keys}, which a simulation is not told.` };
		}
		default:
			return judged satisfies never;
	}
}
