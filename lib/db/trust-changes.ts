import type { SecretBox } from "#lib/crypto.ts";
import { FAILURE_CODES, type FailureCode } from "#lib/domain/failures.ts";
import type { PrismaLike } from "./client.ts";
import type { TrustChange as Row } from "./generated/client.ts";
import type { TrustChange, TrustChangeRepository, TrustChangeState } from "./trust-changes-port.ts";

const KEPT_DAYS = 90;

export function trustChangeRepository(prisma: PrismaLike, secrets: SecretBox): TrustChangeRepository {
	return {
		async insert({ requestedBy, input, what, ...change }) {
			const { id } = change;
			await prisma.trustChange.create({
				data: {
					...change,
					what: [...what],
					requestedById: requestedBy.id,
					requestedByName: requestedBy.name,
					inputCiphertext: secrets.seal(JSON.stringify(input), boundTo(id, "input")),
				},
			});
		},
		async list(limit) {
			const rows = await prisma.trustChange.findMany({
				orderBy: [{ requestedAt: "desc" }, { id: "asc" }],
				take: limit,
			});
			return rows.map(toTrustChange);
		},
		countWaiting: (now) => prisma.trustChange.count({ where: { state: "waiting", expiresAt: { gt: now } } }),
		async find(id) {
			const row = await prisma.trustChange.findUnique({ where: { id } });
			return row && toTrustChange(row);
		},
		async input(id) {
			const row = await prisma.trustChange.findUnique({ where: { id }, select: { inputCiphertext: true } });
			const sealed = row?.inputCiphertext;
			return sealed ? JSON.parse(secrets.open(sealed, boundTo(id, "input"))) : null;
		},
		async decide(id, { to, by, at }) {
			const { count } = await prisma.trustChange.updateMany({
				where: { id, state: "waiting", expiresAt: { gt: at } },
				data: {
					state: to,
					decidedByName: by,
					decidedAt: at,
					...(to !== "running" && { inputCiphertext: null }),
				},
			});
			return count > 0;
		},
		async finish(id, { failureCode, secret }) {
			await prisma.trustChange.update({
				where: { id },
				data: {
					state: failureCode === null ? "done" : "failed",
					failureCode,
					inputCiphertext: null,
					secretCiphertext: secret && secrets.seal(JSON.stringify(secret), boundTo(id, "secret")),
				},
			});
		},
		async takeSecret(id) {
			// Read and erased in one statement: two who ask at once do not both get it.
			const [row] = await prisma.$queryRaw<{ sealed: string | null }[]>`
				UPDATE trust_change SET secret_ciphertext = NULL FROM
					(SELECT id, secret_ciphertext AS sealed FROM trust_change WHERE id = ${id} FOR UPDATE) AS before
				WHERE trust_change.id = before.id RETURNING before.sealed`;
			return row?.sealed ? JSON.parse(secrets.open(row.sealed, boundTo(id, "secret"))) : null;
		},
		async forgetExpired(now) {
			await prisma.trustChange.updateMany({
				where: { expiresAt: { lte: now }, state: { not: "running" } },
				data: { inputCiphertext: null, secretCiphertext: null },
			});
			const longAgo = new Date(now.getTime() - KEPT_DAYS * 24 * 60 * 60 * 1_000);
			await prisma.trustChange.deleteMany({ where: { expiresAt: { lt: longAgo } } });
		},
	};
}

function boundTo(id: string, column: "input" | "secret"): string {
	return `trust_change:${id}:${column}`;
}

function toTrustChange(row: Row): TrustChange {
	const { id, action, what, requestedAt, expiresAt, decidedByName, decidedAt } = row;
	return {
		...{ id, action, what, requestedAt, expiresAt, decidedByName, decidedAt },
		requestedBy: { id: row.requestedById, name: row.requestedByName },
		state: STATES.find((state) => state === row.state) ?? "failed",
		failureCode: failureCodeOf(row.failureCode),
		hasSecret: row.secretCiphertext !== null,
	};
}

const STATES = [
	"waiting",
	"running",
	"done",
	"failed",
	"refused",
	"withdrawn",
] as const satisfies readonly TrustChangeState[];

function failureCodeOf(stored: string | null): FailureCode | null {
	if (stored === null) return null;
	return FAILURE_CODES.find((code) => code === stored) ?? "UNEXPECTED";
}
