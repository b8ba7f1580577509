import type { RoleSession, SimulatedAction } from "#lib/aws/port.ts";
import type { Context } from "#lib/context.ts";
import type { FailureCode } from "#lib/domain/failures.ts";
import {
	type AnsweredProbe,
	type PermissionQuestion,
	type TaskAnswer,
	taskVerdict,
} from "#lib/domain/permission-question.ts";
import { type EntryProbe, probesOf } from "#lib/domain/policy/entry-probes.ts";
import { LIBRARY } from "#lib/domain/policy/library.ts";
import type { LibraryEntry } from "#lib/domain/policy/library-types.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { readingSession } from "#lib/health/assume.ts";
import { type ConnectorFacts, loadConnectorFacts } from "#lib/health/connector-facts.ts";
import { freshVerifier } from "#lib/health/fresh-verifier.ts";

type Job = { readonly questionId: string; readonly signal: AbortSignal };
const DEADLINE_MS = 60_000;
/** Simulations under way at once: IAM answers few a second in one account. */
const AT_ONCE = 4;

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

/** Only of roles that are proven by our own calls: no other external ID is ever sent. */
async function factsOf(
	ctx: Context,
	connectorId: string,
	signal: AbortSignal,
): Promise<Result<ConnectorFacts>> {
	const connector = await ctx.db.connectors.find(connectorId);
	if (connector === null || connector.status === "offboarded") return failed({ code: "CONNECTOR_NOT_FOUND" });
	if (connector.proof !== "direct") return failed({ code: "ROLE_DOES_NOT_TRUST_US" });
	const verifier = await freshVerifier(ctx, connector.partition, signal);
	const own = verifier?.result;
	if (own?.outcome !== "passed" && own?.outcome !== "warning") {
		return failed({ code: own?.code ?? "AWS_UNEXPECTED" });
	}
	return loadConnectorFacts(ctx, connector, verifier);
}

type Simulated = ReadonlyMap<string, SimulatedAction>;

async function simulateTasks(
	session: RoleSession,
	facts: ConnectorFacts,
	{ choice }: PermissionQuestion,
	signal: AbortSignal,
): Promise<Result<readonly TaskAnswer[]>> {
	const { role, harness } = facts;
	const harnessBucket = harness === null ? {} : { harnessBucketName: harness.cluster.bucketName };
	const resources = { ...choice, ...harnessBucket, partition: role.partition };
	const tasks = LIBRARY.filter(({ id, isAlwaysIn }) => isAlwaysIn || choice.entries.includes(id)).map(
		(entry) => ({ entry, probes: probesOf(entry, resources) }),
	);
	const requestedRegion = facts.connector.platform?.region;
	const simulated = await simulate(
		session,
		{ roleArn: role.arn, ...(requestedRegion !== undefined && { requestedRegion }) },
		tasks.flatMap(({ probes }) => probes),
		signal,
	);
	if (!simulated.ok) return simulated;
	return ok(tasks.map((task) => answered(task, simulated.value)));
}

async function simulate(
	session: RoleSession,
	of: Pick<Parameters<RoleSession["simulate"]>[0], "roleArn" | "requestedRegion">,
	probes: readonly EntryProbe[],
	signal: AbortSignal,
): Promise<Result<Simulated>> {
	const found = new Map<string, SimulatedAction>();
	// One call per resource: IAM evaluates each action of a call with each of its resources.
	const calls = [...Map.groupBy(probes, ({ resource }) => resource)];
	for (let from = 0; from < calls.length; from += AT_ONCE) {
		const answers = await Promise.all(
			calls.slice(from, from + AT_ONCE).map(([resource, group]) => {
				const actions = [...new Set(group.map(({ action }) => action))];
				return session.simulate({ ...of, actions, resources: [resource] }, signal);
			}),
		);
		for (const answer of answers) {
			if (answer.kind !== "answered") {
				return failed({ code: answer.kind === "denied" ? "SIMULATION_DENIED" : answer.code });
			}
			for (const result of answer.value) found.set(keyOf(result), result);
		}
	}
	return ok(found);
}

type Task = { readonly entry: LibraryEntry; readonly probes: readonly EntryProbe[] };

function answered({ entry, probes }: Task, simulated: Simulated): TaskAnswer {
	const judged = probes.map((probe) => ({ ...probe, ...judge(simulated.get(keyOf(probe))) }));
	return { id: entry.id, title: entry.title, verdict: taskVerdict(judged), probes: judged };
}

// IAM gives action names back as it was asked; case carries no meaning in them.
function keyOf({ action, resource }: EntryProbe): string {
	return `${action.toLowerCase()} ${resource}`;
}

function judge(result: SimulatedAction | undefined): Pick<AnsweredProbe, "verdict" | "reason"> {
	if (result === undefined) return { verdict: "unknown", reason: "IAM did not say." };
	if (result.allowedByOrganization === false) {
		return { verdict: "denied", reason: "A policy of the AWS organization denies it." };
	}
	if (result.decision === "allowed") return { verdict: "allowed", reason: "" };
	const { missingContext = [] } = result;
	if (missingContext.length > 0) {
		const keys = missingContext.slice(0, 3).join(", ");
		return { verdict: "unknown", reason: `It depends on ${keys}, which a simulation is not told.` };
	}
	return result.decision === "explicitDeny"
		? { verdict: "denied", reason: "A statement denies it." }
		: { verdict: "denied", reason: "No policy of the role allows it." };
}
