import { isUnlimited } from "#lib/domain/access.ts";
import { roleOf, scopeOf } from "#lib/domain/stored-access.ts";
import type { PrismaLike } from "./client.ts";
import { toJson } from "./json.ts";
import type { PeopleRepository, Person } from "./people-port.ts";

const SELECT = {
	id: true,
	name: true,
	email: true,
	role: true,
	scope: true,
	twoFactorEnabled: true,
	createdAt: true,
	accounts: { select: { providerId: true } },
	passkeys: { select: { id: true }, take: 1 },
} as const;

export function peopleRepository(prisma: PrismaLike): PeopleRepository {
	return {
		async find(id) {
			const row = await prisma.user.findUnique({ where: { id }, select: SELECT });
			return row && toPerson(row);
		},
		async findByEmail(email) {
			const row = await prisma.user.findUnique({ where: { email: email.toLowerCase() }, select: SELECT });
			return row && toPerson(row);
		},
		async list(now) {
			const rows = await prisma.user.findMany({
				orderBy: [{ name: "asc" }, { id: "asc" }],
				select: {
					...SELECT,
					sessions: {
						where: { expiresAt: { gt: now } },
						orderBy: { updatedAt: "desc" },
						take: 1,
						select: { updatedAt: true },
					},
				},
			});
			return rows.map(({ sessions, ...row }) => ({
				...toPerson(row),
				lastSeenAt: sessions[0]?.updatedAt ?? null,
			}));
		},
		async administrators() {
			const rows = await prisma.user.findMany({
				where: { role: "administrator" },
				orderBy: { id: "asc" },
				select: { id: true, name: true, email: true, scope: true },
			});
			return rows.flatMap(({ scope, ...person }) => (isUnlimited(scopeOf(scope)) ? [person] : []));
		},
		async lockAdministrators() {
			// In one order, so that two changes at once wait for each other instead of dead-locking.
			const rows = await prisma.$queryRaw<{ id: string; scope: unknown }[]>`
				SELECT id, scope FROM "user" WHERE role = 'administrator' ORDER BY id FOR UPDATE`;
			return rows.flatMap(({ id, scope }) => (isUnlimited(scopeOf(scope)) ? [id] : []));
		},
		async insert({ scope, passwordHash, ...person }) {
			const taken = await prisma.user.findUnique({ where: { email: person.email }, select: { id: true } });
			if (taken !== null) return false;
			const { id, createdAt } = person;
			await prisma.user.create({
				data: { ...person, scope: toJson(scope), emailVerified: true, updatedAt: createdAt },
			});
			await prisma.account.create({
				data: {
					id: `credential-${id}`,
					accountId: id,
					providerId: "credential",
					userId: id,
					password: passwordHash,
				},
			});
			return true;
		},
		async saveAccess(id, { role, scope }) {
			const { count } = await prisma.user.updateMany({ where: { id }, data: { role, scope: toJson(scope) } });
			return count > 0;
		},
		async remove(id) {
			const { count } = await prisma.user.deleteMany({ where: { id } });
			return count > 0;
		},
	};
}

type Row = {
	readonly id: string;
	readonly name: string;
	readonly email: string;
	readonly role: string;
	readonly scope: unknown;
	readonly twoFactorEnabled: boolean;
	readonly createdAt: Date;
	readonly accounts: readonly { readonly providerId: string }[];
	readonly passkeys: readonly unknown[];
};

function toPerson({ role, scope, twoFactorEnabled, accounts, passkeys, ...row }: Row): Person {
	return {
		id: row.id,
		name: row.name,
		email: row.email,
		role: roleOf(role),
		scope: scopeOf(scope),
		hasSecondFactor: twoFactorEnabled || passkeys.length > 0,
		signsInBy: [
			...new Set(accounts.map(({ providerId }) => (providerId === "credential" ? "password" : "sso"))),
		],
		createdAt: row.createdAt,
	};
}
