import type { PrismaLike } from "./client.ts";
import { resultFromJson, toJson } from "./json.ts";
import type { VerifierRepository } from "./port.ts";

export function verifierRepository(prisma: PrismaLike): VerifierRepository {
	return {
		async find(partition) {
			const row = await prisma.verifier.findUnique({ where: { partition } });
			if (row === null) return null;
			const { accountId, principalArn, result } = row;
			return { partition, accountId, principalArn, result: resultFromJson(result) };
		},
		async save({ partition, accountId, principalArn, result }) {
			const data = { accountId, principalArn, result: toJson(result), checkedAt: result.checkedAt };
			await prisma.verifier.upsert({ where: { partition }, create: { partition, ...data }, update: data });
		},
	};
}
