// Why there are two layers: docs/decisions/009-stored-secrets.md.
import type { SecretBox } from "#lib/crypto.ts";
import type { Prisma } from "./client.ts";
import { SEALED, type SealedFields, secondFactorSeal } from "./second-factor-seal.ts";

/** The sign-in library's own client: what it stores of second factors is sealed once more, bound to its row. */
export function sealedSecondFactors(prisma: Prisma, box: SecretBox) {
	const rows = secondFactorSeal(box);

	/** A condition on what is sealed, as it is stored: the row still decides alone whether it holds. */
	async function asStored<W extends object>(where: W): Promise<W> {
		const asked: SealedFields = where;
		const names = SEALED.filter((name) => typeof asked[name] === "string");
		if (names.length === 0 || typeof asked.id !== "string") return where;
		const row = await prisma.twoFactor.findUnique({ where: { id: asked.id } });
		if (row === null) return where;
		const { id } = row;
		const same = names.filter((name) => rows.open(id, name, row[name]) === asked[name]);
		return { ...where, ...Object.fromEntries(same.map((name) => [name, row[name]])) };
	}

	return prisma.$extends({
		name: "sealed-second-factors",
		query: {
			twoFactor: {
				create: async ({ args, query }) =>
					rows.opened(await query({ ...args, data: rows.sealed(args.data.id, args.data) })),
				findFirst: async ({ args, query }) => rows.opened(await query(args)),
				findMany: async ({ args, query }) => (await query(args)).map(rows.opened),
				async update({ args, query }) {
					const where = await asStored(args.where);
					return rows.opened(await query({ ...args, where, data: rows.sealed(where.id, args.data) }));
				},
				async updateMany({ args, query }) {
					const where = await asStored(args.where ?? {});
					if (!SEALED.some((name) => name in args.data)) return query({ ...args, where });
					// What is sealed is bound to its row: each gets a text of its own.
					let count = 0;
					for (const { id } of await prisma.twoFactor.findMany({ where, select: { id: true } })) {
						const data = rows.sealed(id, args.data);
						count += (await query({ where: { AND: [where, { id }] }, data })).count;
					}
					return { count };
				},
				createMany: refuse,
				createManyAndReturn: refuse,
				updateManyAndReturn: refuse,
				upsert: refuse,
			},
		},
	});
}

/** No part of the sign-in library asks for it; should one begin to, nothing is to be stored unsealed. */
async function refuse(): Promise<never> {
	throw new Error("This way of writing second factors does not seal them.");
}
