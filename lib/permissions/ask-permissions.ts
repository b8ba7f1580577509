import { newId } from "#lib/connectors/new-id.ts";
import type { Context } from "#lib/context.ts";
import type { Connector } from "#lib/domain/connector.ts";
import type { Failure } from "#lib/domain/failures.ts";
import type { PermissionChoice, PermissionQuestion } from "#lib/domain/permission-question.ts";
import { composePolicy } from "#lib/domain/policy/compose.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { derivedRoleArn } from "#lib/domain/setup.ts";
import { whyNotAsked } from "./why-not-asked.ts";

export type AskPermissions = { readonly connectorId: string; readonly choice: PermissionChoice };

const SECONDS_BETWEEN = 10;
/** One that a killed worker left behind does not stand in the way for ever. */
const GIVEN_UP_SECONDS = 90;

/**
 * Stores the question whether a connector's role has what the chosen tasks take, for the worker to answer. The same
 * question asked again within seconds is answered with the one that is under way.
 */
export async function askPermissions(
	ctx: Context,
	{ connectorId, choice }: AskPermissions,
): Promise<Result<PermissionQuestion>> {
	const connector = await ctx.db.connectors.find(connectorId);
	if (connector === null) return failed({ code: "CONNECTOR_NOT_FOUND" });
	const code = await whyNotAsked(ctx, connector);
	if (code !== null) return failed({ code });
	const obstacle = obstacleOf(connector, choice);
	if (obstacle !== null) return failed(obstacle);
	const now = ctx.now();
	const latest = await ctx.db.permissionQuestions.latest(connectorId);
	if (latest !== null && isRecent(latest, now)) return underWay(latest, choice);
	const asked = await ctx.db.transaction(async (tx) => {
		const givenUp = new Date(now.getTime() - GIVEN_UP_SECONDS * 1_000);
		await tx.permissionQuestions.giveUp(connectorId, { before: givenUp, at: now });
		const question = await tx.permissionQuestions.insert({
			id: newId(ctx.randomBytes),
			...{ connectorId, choice, requestedBy: ctx.actor.id, requestedAt: now },
		});
		if (question !== null) await ctx.jobs.answerPermissionQuestion(question.id, { sql: tx.sql });
		return question;
	});
	return asked === null ? underWay(await ctx.db.permissionQuestions.latest(connectorId), choice) : ok(asked);
}

/** Somebody asked a moment ago: the same question is theirs, another has to wait. */
function underWay(latest: PermissionQuestion | null, choice: PermissionChoice): Result<PermissionQuestion> {
	return latest !== null && isSame(latest.choice, choice)
		? ok(latest)
		: failed({ code: "TOO_MANY_REQUESTS" });
}

function obstacleOf(connector: Connector, choice: PermissionChoice): Failure | null {
	if (derivedRoleArn(connector) === null) return { code: "CONNECTOR_INCOMPLETE" };
	const { entries, bucketNames, accountIds, otherAccountId } = choice;
	const composed = composePolicy({
		entries: entries.map((id) => ({ id })),
		...{ bucketNames, accountIds, otherAccountId },
		regions: [],
		partition: connector.partition,
		roleArn: derivedRoleArn(connector),
	});
	if (composed.ok) return null;
	return { code: "INPUT_INVALID", field: composed.failure.field, detail: composed.failure.message };
}

function isRecent({ state, requestedAt }: PermissionQuestion, now: Date): boolean {
	const ageSeconds = (now.getTime() - requestedAt.getTime()) / 1_000;
	return ageSeconds < (state === "done" ? SECONDS_BETWEEN : GIVEN_UP_SECONDS);
}

function isSame(one: PermissionChoice, other: PermissionChoice): boolean {
	const listed = ({ entries, bucketNames, accountIds, otherAccountId }: PermissionChoice) =>
		JSON.stringify([[...entries].sort(), [...bucketNames].sort(), [...accountIds].sort(), otherAccountId]);
	return listed(one) === listed(other);
}
