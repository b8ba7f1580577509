import type { PrismaLike } from "./client.ts";
import { resultFromJson, toJson } from "./json.ts";
import type { TemplateCheckRepository } from "./port.ts";

export function templateCheckRepository(prisma: PrismaLike): TemplateCheckRepository {
	return {
		async find(url, partition) {
			const row = await prisma.templateCheck.findUnique({ where: { url_partition: { url, partition } } });
			if (row === null) return null;
			const { parameters, sha256, result } = row;
			return { url, partition, parameters, sha256, result: resultFromJson(result) };
		},
		async save({ url, partition, parameters, sha256, result }) {
			const data = {
				parameters: [...parameters],
				sha256,
				result: toJson(result),
				checkedAt: result.checkedAt,
			};
			await prisma.templateCheck.upsert({
				where: { url_partition: { url, partition } },
				create: { url, partition, ...data },
				update: data,
			});
		},
	};
}
