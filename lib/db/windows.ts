import type { ConnectorSelector } from "#lib/domain/connector-selector.ts";
import type { PrismaLike } from "./client.ts";
import type { MaintenanceWindow as Row } from "./generated/client.ts";
import { toJson } from "./json.ts";
import type { MaintenanceWindowRepository, StoredWindow } from "./windows-port.ts";

/** More at once than anybody can survey. */
const MOST = 200;

export function maintenanceWindowRepository(prisma: PrismaLike): MaintenanceWindowRepository {
	return {
		async current(now) {
			const rows = await prisma.maintenanceWindow.findMany({
				where: { endsAt: { gt: now } },
				orderBy: [{ startsAt: "asc" }, { id: "asc" }],
				take: MOST,
			});
			return rows.map(toWindow);
		},
		async insert({ selector, ...plain }) {
			await prisma.maintenanceWindow.create({ data: { ...plain, selector: toJson(selector) } });
		},
		async end(id, at) {
			const where = { id, endsAt: { gt: at } };
			const { count } = await prisma.maintenanceWindow.updateMany({ where, data: { endsAt: at } });
			const row = count === 0 ? null : await prisma.maintenanceWindow.findUnique({ where: { id } });
			return row && toWindow(row);
		},
	};
}

function toWindow({ selector, ...row }: Row): StoredWindow {
	return { ...row, selector: storedSelector(selector) };
}

/** The selector column: only insert() writes it, so its shape is known. */
function storedSelector(json: unknown): ConnectorSelector {
	return json as ConnectorSelector;
}
