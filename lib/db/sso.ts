import type { SecretBox } from "#lib/crypto.ts";
import type { PrismaLike } from "./client.ts";
import { toJson } from "./json.ts";
import type { SsoRepository, SsoSubject } from "./sso-port.ts";

export function ssoRepository(prisma: PrismaLike, secrets: SecretBox): SsoRepository {
	return {
		...identityMethods(prisma, secrets),
		async isInvited(email, now) {
			const found = await prisma.invitation.findFirst({
				where: { email, revokedAt: null, OR: [{ acceptedAt: { not: null } }, { expiresAt: { gt: now } }] },
				select: { id: true },
			});
			return found !== null;
		},
		async acceptInvitations(email, at) {
			const where = { email, revokedAt: null, acceptedAt: null, expiresAt: { gt: at } };
			await prisma.invitation.updateMany({ where, data: { acceptedAt: at } });
		},
		...endings(prisma),
	};
}

function identityMethods(prisma: PrismaLike, secrets: SecretBox) {
	return {
		async lock({ issuer, subject }) {
			await prisma.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`sso:${issuer}\n${subject}`}, 0))`;
		},
		async findPersonId(subject) {
			const found = await prisma.account.findUnique({ where: keyOf(subject), select: { userId: true } });
			return found?.userId ?? null;
		},
		async insertPerson({ id, name, email, isEmailVerified, role, scope }, subject, at) {
			const { count } = await prisma.user.createMany({
				data: [
					{
						...{ id, name, email, role },
						emailVerified: isEmailVerified,
						scope: toJson(scope),
						createdAt: at,
						updatedAt: at,
					},
				],
				skipDuplicates: true,
			});
			if (count === 0) return false;
			await prisma.account.create({ data: accountOf(id, subject, at) });
			return true;
		},
		async link(personId, subject, at) {
			const known = await prisma.account.findUnique({ where: keyOf(subject), select: { userId: true } });
			if (known !== null) return known.userId === personId;
			const providerId = providerOf(subject.issuer);
			if ((await prisma.account.count({ where: { userId: personId, providerId } })) > 0) return false;
			await prisma.account.create({ data: accountOf(personId, subject, at) });
			return true;
		},
		async isConnected(personId, issuer) {
			const where = { userId: personId, providerId: providerOf(issuer) };
			return (await prisma.account.count({ where })) > 0;
		},
		async saveName(personId, name) {
			await prisma.user.updateMany({ where: { id: personId }, data: { name } });
		},
		async saveIdToken(subject, idToken) {
			const sealed = secrets.seal(idToken, boundTo(providerOf(subject.issuer), subject.subject));
			await prisma.account.update({ where: keyOf(subject), data: { idToken: sealed } });
		},
		async idToken(issuer, personId) {
			const where = { providerId: providerOf(issuer), userId: personId };
			const found = await prisma.account.findFirst({ where, select: { accountId: true, idToken: true } });
			if (!found?.idToken) return null;
			return secrets.open(found.idToken, boundTo(where.providerId, found.accountId));
		},
	} satisfies Partial<SsoRepository>;
}

function endings(prisma: PrismaLike) {
	return {
		async endSessions(issuer, { subject, sessionId }) {
			const account = { providerId: providerOf(issuer), ...(subject !== null && { accountId: subject }) };
			const where = {
				providerSessionId: sessionId ?? { not: null },
				user: { accounts: { some: account } },
			};
			const sessions = await prisma.session.findMany({ where, select: { id: true, userId: true } });
			await prisma.session.deleteMany({ where: { id: { in: sessions.map(({ id }) => id) } } });
			return [...new Set(sessions.map(({ userId }) => userId))];
		},
		async bar(personId, at) {
			await prisma.session.deleteMany({ where: { userId: personId } });
			const where = { createdBy: personId, revokedAt: null };
			await prisma.apiKey.updateMany({ where, data: { revokedAt: at } });
		},
		async endOwnSessions(exceptPersonId) {
			const where = { providerSessionId: null, userId: { not: exceptPersonId } };
			return (await prisma.session.deleteMany({ where })).count;
		},
		async endAllProviderSessions() {
			return (await prisma.session.deleteMany({ where: { providerSessionId: { not: null } } })).count;
		},
		async takeLogoutToken(hash, expiresAt, now) {
			await prisma.ssoLogoutToken.deleteMany({ where: { expiresAt: { lt: now } } });
			const data = [{ hash, expiresAt }];
			return (await prisma.ssoLogoutToken.createMany({ data, skipDuplicates: true })).count > 0;
		},
	} satisfies Partial<SsoRepository>;
}

/** A subject means something at its own issuer only. */
function providerOf(issuer: string): string {
	return `oidc:${issuer}`;
}

function keyOf({ issuer, subject }: SsoSubject) {
	return { providerId_accountId: { providerId: providerOf(issuer), accountId: subject } };
}

function accountOf(personId: string, { issuer, subject }: SsoSubject, at: Date) {
	const providerId = providerOf(issuer);
	return {
		id: crypto.randomUUID(),
		providerId,
		accountId: subject,
		userId: personId,
		createdAt: at,
		updatedAt: at,
	};
}

function boundTo(providerId: string, accountId: string): string {
	return `account:${providerId}:${accountId}:id_token`;
}
