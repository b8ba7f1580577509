import { EVERYWHERE, type Scope } from "#lib/domain/access.ts";
import type { PrismaLike } from "./client.ts";
import { incidentDesk } from "./incident-desk.ts";
import { incidentIntake } from "./incident-intake.ts";
import { incidentTelling } from "./incident-telling.ts";
import { incidentTroubles } from "./incident-troubles.ts";
import type { IncidentRepository } from "./incidents-port.ts";

export function incidentRepository(prisma: PrismaLike, scope: Scope = EVERYWHERE): IncidentRepository {
	return {
		...incidentTroubles(prisma),
		...incidentIntake(prisma),
		...incidentTelling(prisma),
		...incidentDesk(prisma, scope),
	};
}
