import { roleOf, scopeOf } from "#lib/domain/stored-access.ts";
import type { PrismaLike } from "./client.ts";
import type { Invitation as Row } from "./generated/client.ts";
import type { Invitation, InvitationRepository, StoredInvitation } from "./invitations-port.ts";
import { toJson } from "./json.ts";

const OPEN = { acceptedAt: null, revokedAt: null } as const;

export function invitationRepository(prisma: PrismaLike): InvitationRepository {
	async function find(id: string): Promise<StoredInvitation | null> {
		const row = await prisma.invitation.findUnique({ where: { id } });
		return row && { ...toInvitation(row), secretHash: row.secretHash };
	}
	return {
		find,
		async insert({ scope, ...invitation }) {
			await prisma.invitation.create({ data: { ...invitation, scope: toJson(scope) } });
		},
		async lock(id) {
			await prisma.$queryRaw`SELECT id FROM invitation WHERE id = ${id} FOR UPDATE`;
			return find(id);
		},
		async listOpen(limit) {
			const rows = await prisma.invitation.findMany({
				where: OPEN,
				orderBy: [{ createdAt: "desc" }, { id: "asc" }],
				take: limit,
			});
			return rows.map(toInvitation);
		},
		async accept(id, acceptedAt) {
			const { count } = await prisma.invitation.updateMany({ where: { id, ...OPEN }, data: { acceptedAt } });
			return count > 0;
		},
		async revoke(id, revokedAt) {
			const { count } = await prisma.invitation.updateMany({ where: { id, ...OPEN }, data: { revokedAt } });
			return count > 0;
		},
		async revokeOpen(email, at) {
			const { count } = await prisma.invitation.updateMany({
				where: { ...OPEN, email: email.toLowerCase(), expiresAt: { gt: at } },
				data: { revokedAt: at },
			});
			return count;
		},
	};
}

function toInvitation({ secretHash: _, role, scope, ...row }: Row): Invitation {
	return { ...row, role: roleOf(role), scope: scopeOf(scope) };
}
