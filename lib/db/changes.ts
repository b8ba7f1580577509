import type { ChangeProgress } from "#lib/domain/change-progress.ts";
import type { ChangeRepository } from "./changes-port.ts";
import type { PrismaLike } from "./client.ts";

export function changeRepository(prisma: PrismaLike): ChangeRepository {
	return {
		async progress(id) {
			const row = await prisma.connector.findUnique({ where: { id }, select: { changeProgress: true } });
			return fromJson(row?.changeProgress);
		},

		// Raw, so that updatedAt does not move under an open form.
		async note(id, part, value) {
			if (value === null) {
				await prisma.$executeRaw`UPDATE connector SET change_progress = change_progress - ${part}::text WHERE id = ${id}`;
				return;
			}
			await prisma.$executeRaw`
				UPDATE connector SET change_progress = jsonb_set(change_progress, ARRAY[${part}], ${JSON.stringify(value)}::jsonb) WHERE id = ${id}`;
		},

		async declination(id) {
			const row = await prisma.connector.findUnique({
				where: { id },
				select: { templateDeclinedAt: true, templateDeclinedBy: true },
			});
			if (row?.templateDeclinedAt == null || row.templateDeclinedBy === null) return null;
			return { by: row.templateDeclinedBy, at: row.templateDeclinedAt };
		},

		async noteDeclined(id, declination) {
			await prisma.$executeRaw`
				UPDATE connector SET template_declined_by = ${declination?.by ?? null}, template_declined_at = ${declination?.at ?? null} WHERE id = ${id}`;
		},
	};
}

/** A JSON column that only note() writes, so that its shape is the type's. */
function fromJson(json: unknown): ChangeProgress {
	return (json ?? {}) as ChangeProgress;
}
