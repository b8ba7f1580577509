import type { FailureCode } from "#lib/domain/failures.ts";
import type { PermissionQuestion } from "#lib/domain/permission-question.ts";
import type { PrismaLike } from "./client.ts";
import type { PermissionQuestion as Row } from "./generated/client.ts";
import { toJson } from "./json.ts";
import type { PermissionQuestionRepository } from "./permission-questions-port.ts";

export function permissionQuestionRepository(prisma: PrismaLike): PermissionQuestionRepository {
	return {
		async insert({ choice, ...question }) {
			// One open question a connector: permission_question_open_key.
			const [row] = await prisma.permissionQuestion.createManyAndReturn({
				data: [{ ...question, choice: toJson(choice) }],
				skipDuplicates: true,
			});
			return row === undefined ? null : toQuestion(row);
		},
		async giveUp(connectorId, { before, at }) {
			await prisma.permissionQuestion.updateMany({
				where: { connectorId, state: { not: "done" }, requestedAt: { lt: before } },
				data: { state: "done", code: "UNEXPECTED", finishedAt: at },
			});
		},
		async find(id) {
			const row = await prisma.permissionQuestion.findUnique({ where: { id } });
			return row && toQuestion(row);
		},
		async latest(connectorId) {
			const row = await prisma.permissionQuestion.findFirst({
				where: { connectorId },
				orderBy: { requestedAt: "desc" },
			});
			return row && toQuestion(row);
		},
		async start(id) {
			await prisma.permissionQuestion.updateMany({
				where: { id, state: { not: "done" } },
				data: { state: "running" },
			});
		},
		async finish(id, { answers, code, at }) {
			await prisma.permissionQuestion.updateMany({
				where: { id, state: { not: "done" } },
				data: { state: "done", code, finishedAt: at, ...(answers !== null && { answers: toJson(answers) }) },
			});
		},
		prune(before, limit) {
			return prisma.$executeRaw`
				DELETE FROM permission_question WHERE id IN (
					SELECT id FROM permission_question WHERE requested_at < ${before} LIMIT ${limit}
				)`;
		},
	};
}

function toQuestion(row: Row): PermissionQuestion {
	const { id, connectorId, requestedBy, requestedAt, finishedAt } = row;
	return {
		...{ id, connectorId, requestedBy, requestedAt, finishedAt },
		choice: stored<PermissionQuestion["choice"]>(row.choice),
		state: stored<PermissionQuestion["state"]>(row.state),
		answers: stored<PermissionQuestion["answers"]>(row.answers),
		code: stored<FailureCode | null>(row.code),
	};
}

/** Sound: only this adapter writes the columns. */
function stored<T>(value: unknown): T {
	return value as T;
}
