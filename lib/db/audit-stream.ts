import type { SecretBox } from "#lib/crypto.ts";
import type { AuditStream, AuditStreamRepository } from "./audit-port.ts";
import type { PrismaLike } from "./client.ts";
import type { AuditStream as Row } from "./generated/client.ts";

const ID = "audit";

export function auditStreamRepository(prisma: PrismaLike, secrets: SecretBox): AuditStreamRepository {
	async function find() {
		const row = await prisma.auditStream.findUnique({ where: { id: ID } });
		return row && toStream(row);
	}
	return {
		find,
		async target() {
			const row = await prisma.auditStream.findUnique({ where: { id: ID } });
			return (
				row && {
					url: secrets.open(row.urlCiphertext, boundTo("url")),
					secret: secrets.open(row.secretCiphertext, boundTo("secret")),
				}
			);
		},
		async save(version, { isEnabled, at, target }) {
			// Whatever was changed may have mended it: it is tried at once.
			const plain = { isEnabled, nextAttemptAt: at, attempts: 0 };
			const place = target && {
				urlCiphertext: secrets.seal(target.url, boundTo("url")),
				secretCiphertext: secrets.seal(target.secret, boundTo("secret")),
				targetLabel: target.label,
			};
			if (version === null) {
				if (place === undefined) return null;
				const data = { id: ID, ...plain, ...place };
				const { count } = await prisma.auditStream.createMany({ data, skipDuplicates: true });
				return count === 0 ? null : find();
			}
			const where = { id: ID, version };
			const data = { ...plain, ...place, version: version + 1 };
			const { count } = await prisma.auditStream.updateMany({ where, data });
			return count === 0 ? null : find();
		},
		async claim({ now, claimedUntil }) {
			const claimed = await prisma.$queryRaw<{ id: string }[]>`
				UPDATE audit_stream SET next_attempt_at = ${claimedUntil}
				WHERE id = (
					SELECT s.id FROM audit_stream s
					WHERE s.is_enabled AND s.next_attempt_at <= ${now}
						AND s.sent_seq < (SELECT h.seq FROM audit_head h WHERE h.id = 1)
					FOR UPDATE OF s SKIP LOCKED
				) RETURNING id`;
			return claimed.length === 0 ? null : find();
		},
		async sent(seq, at, status) {
			const data = { sentSeq: seq, lastSentAt: at, lastStatus: status, nextAttemptAt: at, attempts: 0 };
			await prisma.auditStream.updateMany({ where: { id: ID, sentSeq: { lt: seq } }, data });
		},
		async failed(nextAttemptAt, status) {
			const data = { nextAttemptAt, lastStatus: status, attempts: { increment: 1 } };
			await prisma.auditStream.updateMany({ where: { id: ID }, data });
		},
	};
}

function boundTo(column: "url" | "secret"): string {
	return `audit_stream:${ID}:${column}`;
}

function toStream({ id: _id, urlCiphertext: _url, secretCiphertext: _secret, ...row }: Row): AuditStream {
	return { ...row, sentSeq: Number(row.sentSeq) };
}
