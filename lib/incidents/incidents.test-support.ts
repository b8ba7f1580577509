import type { Prisma } from "#lib/db/client.ts";
import type { Db } from "#lib/db/port.ts";
import type { HealthState } from "#lib/domain/health.ts";
import { ok } from "#lib/domain/result.ts";
import type { NotifyMessage } from "#lib/notify/port.ts";
import { registeredConnectors } from "#lib/testing/registered-connectors.ts";
import { testContext } from "#lib/testing/test-context.ts";

/** A context on a real database with a clock that the test moves, and channels that only remember. */
export function incidentContext(db: Db, start: Date) {
	const sent: NotifyMessage[] = [];
	const base = testContext({
		now: start,
		notify: {
			send: async (_, message) => {
				sent.push(message);
				return ok({ status: "200" });
			},
		},
	});
	let counter = 0;
	const randomBytes = (length: number) => {
		counter += 1;
		return Uint8Array.from({ length }, (_, index) => (counter >> (5 * (index % 4))) & 31);
	};
	return { ctx: { ...base, db, randomBytes }, sent, advance: base.advance };
}

export async function emptyTables(prisma: Prisma): Promise<void> {
	await prisma.$executeRaw`
		TRUNCATE connector, harness_account, incident, health_change, maintenance_window, notification_channel, audit_event CASCADE`;
}

export async function channel(db: Db, id: string, more: { includesDegraded?: boolean } = {}): Promise<void> {
	await db.notificationChannels.insert({
		id,
		name: id,
		isEnabled: true,
		selector: { kind: "all" },
		includesDegraded: false,
		targetLabel: "hooks.example",
		target: { kind: "webhook", url: "https://hooks.example/x", secret: "signing-key" },
		...more,
	});
}

/** So many connectors, found healthy at that time. */
export async function fleet(db: Db, prisma: Prisma, count: number, at: Date): Promise<readonly string[]> {
	const ids = (await registeredConnectors(db, count)).map(({ id }) => id);
	await prisma.connector.updateMany({
		where: { id: { in: ids } },
		data: { state: "healthy", evaluatedAt: at, provenUntil: new Date(at.getTime() + 3 * 3_600_000) },
	});
	return ids;
}

/** A finished verification of each, as the recorder leaves it: the projection, and a change where the state is new. */
export async function found(
	prisma: Prisma,
	ids: readonly string[],
	state: HealthState,
	at: Date,
	code: string | null = state === "healthy" ? null : "ROLE_ACCESS_DENIED",
): Promise<void> {
	const all = [...ids];
	const provenUntil =
		state === "quarantined" || state === "unknown" ? null : new Date(at.getTime() + 3 * 3_600_000);
	await prisma.$executeRaw`
		INSERT INTO health_change (connector_id, from_state, to_state, check_id, code, at)
		SELECT id, state, ${state}, 'role-assumable', ${code}, ${at} FROM connector
		WHERE id = ANY (${all}::text[]) AND state <> ${state}`;
	await prisma.connector.updateMany({
		where: { id: { in: all } },
		data: { state, stateCode: code, stateCheckId: "role-assumable", evaluatedAt: at, provenUntil },
	});
}
