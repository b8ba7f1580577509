import type { Prisma } from "./client.ts";

/** What a database was first used for. */
export type Mode = "sandbox" | "live";

/**
 * Stamps a new database with its mode, or refuses one that bears the other stamp:
 * sandbox evidence must never be taken for real, nor a real role be asked from the sandbox.
 * @throws with a sentence for the operator.
 */
export async function stampInstallation(prisma: Prisma, mode: Mode): Promise<void> {
	await prisma.$executeRaw`INSERT INTO installation (id, mode) VALUES (1, ${mode}) ON CONFLICT (id) DO NOTHING`;
	const { mode: stamped } = await prisma.installation.findUniqueOrThrow({ where: { id: 1 } });
	if (stamped !== mode) {
		throw new Error(
			`This database belongs to a ${stamped} installation and ROLEBRIDGE_MODE is ${mode}. ` +
				"Name another database or data directory, or change ROLEBRIDGE_MODE.",
		);
	}
}

/** The migrations that this build brings and the database lacks; it may be older than the build for a moment. */
export async function missingMigrations(
	prisma: Prisma,
	names: readonly string[],
): Promise<readonly string[]> {
	const rows = await prisma.$queryRaw<{ name: string }[]>`
		SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`;
	const applied = new Set(rows.map(({ name }) => name));
	return names.filter((name) => !applied.has(name));
}
