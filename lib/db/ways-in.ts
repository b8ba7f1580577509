import type { SecretBox } from "#lib/crypto.ts";
import type { PrismaLike } from "./client.ts";
import { secondFactorSeal } from "./second-factor-seal.ts";
import type { WayInRepository } from "./ways-in-port.ts";

export function wayInRepository(prisma: PrismaLike, secrets: SecretBox): WayInRepository {
	const factors = secondFactorSeal(secrets);
	return {
		async endSession(userId, id) {
			const { count } = await prisma.session.deleteMany({ where: { id, userId } });
			return count > 0;
		},
		async endOtherSessions(userId, keptId) {
			const { count } = await prisma.session.deleteMany({ where: { userId, id: { not: keptId } } });
			return count;
		},
		async removePasskey(userId, id) {
			const { count } = await prisma.passkey.deleteMany({ where: { id, userId } });
			return count > 0;
		},
		async removeApp(userId) {
			await prisma.user.updateMany({ where: { id: userId }, data: { twoFactorEnabled: false } });
			const { count } = await prisma.twoFactor.deleteMany({ where: { userId } });
			return count > 0;
		},
		async replaceBackupCodes(userId, codes) {
			const found = await prisma.twoFactor.findFirst({
				where: { userId, verified: true },
				select: { id: true },
			});
			if (found === null) return false;
			const data = factors.sealed(found.id, { backupCodes: codes });
			const { count } = await prisma.twoFactor.updateMany({ where: found, data });
			return count > 0;
		},
		async liftPasswordDuty(id) {
			await prisma.user.updateMany({ where: { id }, data: { mustChangePassword: false } });
		},
	};
}
