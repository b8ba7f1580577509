import type { SecretBox } from "#lib/crypto.ts";
import type { PrismaLike } from "./client.ts";
import type { IdempotencyRepository, IdempotentRequest, KeptAnswer } from "./idempotency-port.ts";

export function idempotencyRepository(prisma: PrismaLike, secrets: SecretBox): IdempotencyRepository {
	return {
		async begin(request, { now, forgottenBefore, givenUpBefore }) {
			const { actorId, key, requestHash } = request;
			// One statement: of two that come at once one takes the row, the other sees it taken.
			const taken = await prisma.$executeRaw`
				INSERT INTO idempotent_request AS r (actor_id, key, request_hash, created_at)
				VALUES (${actorId}, ${key}, ${requestHash}, ${now})
				ON CONFLICT (actor_id, key) DO UPDATE
				SET request_hash = EXCLUDED.request_hash, created_at = EXCLUDED.created_at,
					status = NULL, body = NULL, finished_at = NULL
				WHERE r.created_at < ${forgottenBefore} OR (
					r.finished_at IS NULL AND r.created_at < ${givenUpBefore} AND r.request_hash = EXCLUDED.request_hash
				)`;
			if (taken > 0) return { state: "begun" };
			const row = await prisma.idempotentRequest.findUnique({ where: { actorId_key: { actorId, key } } });
			// Forgotten in between by whoever had it: to the caller it is as if it still ran.
			if (row === null) return { state: "running" };
			if (row.requestHash !== requestHash) return { state: "other-request" };
			if (row.finishedAt === null) return { state: "running" };
			return { state: "answered", answer: opened(secrets, request, row.body) };
		},

		async finish(request, answer, at) {
			const { actorId, key } = request;
			const body = secrets.seal(JSON.stringify(answer), boundTo(request));
			await prisma.idempotentRequest.updateMany({
				where: { actorId, key, finishedAt: null },
				data: { status: answer.status, body, finishedAt: at },
			});
		},

		async forget({ actorId, key }) {
			await prisma.idempotentRequest.deleteMany({ where: { actorId, key, finishedAt: null } });
		},

		prune(before, limit) {
			return prisma.$executeRaw`
				DELETE FROM idempotent_request WHERE (actor_id, key) IN (
					SELECT actor_id, key FROM idempotent_request WHERE created_at < ${before} LIMIT ${limit}
				)`;
		},
	};
}

function boundTo({ actorId, key }: IdempotentRequest): string {
	return `idempotent_request:${actorId}:${key}`;
}

/** Sound: only finish() above writes the column, and what is sealed cannot be changed. */
function opened(secrets: SecretBox, request: IdempotentRequest, body: unknown): KeptAnswer {
	return JSON.parse(secrets.open(String(body), boundTo(request))) as KeptAnswer;
}
