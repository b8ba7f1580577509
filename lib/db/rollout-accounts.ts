// What was seen of a rollout's organization, written in single statements: rows come as one JSON text, so that ten
// thousand accounts are one round trip.
import type { RolloutChange } from "#lib/domain/rollout.ts";
import type { InTransaction, PrismaLike } from "./client.ts";
import { storableJson } from "./plain-json.ts";
import { toAccount } from "./rollout-account-row.ts";
import type { RolloutRepository } from "./rollouts-port.ts";
import { trustedAccountId } from "./trusted.ts";

type Accounts = Pick<
	RolloutRepository,
	| "replaceUnits"
	| "units"
	| "seeAccounts"
	| "seeInstances"
	| "untagged"
	| "setTags"
	| "unenrolled"
	| "account"
	| "draftsToSettle"
	| "setWaves"
	| "changes"
>;
type StoredChange = {
	readonly account_id: string;
	readonly kind: RolloutChange["kind"];
	readonly details: RolloutChange["details"];
	readonly at: Date;
};

export function rolloutAccounts(prisma: PrismaLike, inTransaction: InTransaction): Accounts {
	return {
		async replaceUnits(id, units) {
			await inTransaction(async (tx) => {
				await tx.rolloutUnit.deleteMany({ where: { rolloutId: id } });
				await tx.$executeRawUnsafe(UNITS, storableJson(units), id);
			});
		},

		async units(id) {
			return prisma.rolloutUnit.findMany({
				where: { rolloutId: id },
				orderBy: [{ path: "asc" }, { id: "asc" }],
				omit: { rolloutId: true },
			});
		},

		async seeAccounts(id, seen, { at, isComplete }) {
			return inTransaction(async (tx) => {
				// One reading after the other: two at the same time would each find the same changes.
				const [rollout] = await tx.$queryRaw<{ status: string }[]>`
					SELECT status FROM rollout WHERE id = ${id} FOR UPDATE`;
				const isDraft = rollout?.status === "draft";
				// Before the launch nothing has joined or left: what is named no more is forgotten.
				if (isDraft && isComplete)
					await tx.$executeRaw`
						DELETE FROM rollout_account
						WHERE rollout_id = ${id} AND account_id <> ALL(${seen.map(({ accountId }) => accountId)}::text[])`;
				const rows = await tx.$queryRawUnsafe<StoredChange[]>(
					SEEN,
					storableJson(seen),
					id,
					at,
					isComplete && !isDraft,
					!isDraft,
				);
				return rows.map(toChange);
			});
		},

		async seeInstances(id, instances) {
			const rows = [...instances].map(([accountId, instance]) => ({ accountId, ...instance }));
			await prisma.$executeRawUnsafe(INSTANCES, storableJson(rows), id);
		},

		async untagged(id, limit) {
			const rows = await prisma.$queryRaw<{ account_id: string }[]>`
				SELECT account_id FROM rollout_account
				WHERE rollout_id = ${id} AND left_at IS NULL AND tags = 'null'::jsonb ORDER BY account_id LIMIT ${limit}`;
			return rows.map(({ account_id }) => trustedAccountId(account_id));
		},

		async setTags(id, tagsOf) {
			const rows = [...tagsOf].map(([accountId, tags]) => ({ accountId, tags }));
			await prisma.$executeRawUnsafe(TAGS, storableJson(rows), id);
		},

		async unenrolled(id, { after = "", limit }) {
			const rows = await prisma.rolloutAccount.findMany({
				where: { rolloutId: id, connectorId: null, leftAt: null, accountId: { gt: after } },
				orderBy: { accountId: "asc" },
				take: limit,
			});
			return rows.map(toAccount);
		},

		async account(id, accountId) {
			const row = await prisma.rolloutAccount.findUnique({
				where: { rolloutId_accountId: { rolloutId: id, accountId } },
			});
			return row && toAccount(row);
		},

		draftsToSettle: (id, limit) => prisma.$queryRaw`
			SELECT c.id AS "connectorId", c.version, a.left_at IS NOT NULL OR r.status = 'ended' AS "isOver"
			FROM rollout_account a JOIN rollout r ON r.id = a.rollout_id JOIN connector c ON c.id = a.connector_id
			WHERE a.rollout_id = ${id} AND c.rollout_id = ${id} AND c.status = 'draft' AND c.offboarding_at IS NULL
				AND (a.left_at IS NOT NULL OR r.status = 'ended') <> (c.paused_at IS NOT NULL)
			ORDER BY c.id LIMIT ${limit}`,

		async setWaves(id, waveOf) {
			const rows = [...waveOf].map(([accountId, wave]) => ({ accountId, wave }));
			await prisma.$executeRawUnsafe(WAVES, JSON.stringify(rows), id);
		},

		async changes(id, { before, limit }) {
			const where = before && {
				OR: [{ at: { lt: before.at } }, { at: before.at, id: { lt: BigInt(before.index) } }],
			};
			const rows = await prisma.rolloutChange.findMany({
				where: { rolloutId: id, ...where },
				orderBy: [{ at: "desc" }, { id: "desc" }],
				take: limit,
			});
			return rows.map(({ id: index, accountId, kind, details, at }) => ({
				...toChange({ account_id: accountId, kind: stored(kind), details: stored(details), at }),
				index: String(index),
			}));
		},
	};
}

const UNITS = `
	INSERT INTO rollout_unit (rollout_id, id, parent_id, name, path)
	SELECT $2, id, "parentId", name, path
	FROM json_to_recordset($1::json) AS r(id text, "parentId" text, name text, path text)`;

const SEEN_ROW = `"accountId" text, name text, "unitId" text, tags jsonb, state text, "isManagement" boolean, wave int`;

// Every part sees the accounts as they were before the statement. Nothing counts as a change the first time of all.
const SEEN = `
	WITH seen AS MATERIALIZED (SELECT * FROM json_to_recordset($1::json) AS r(${SEEN_ROW})),
	known AS MATERIALIZED (SELECT * FROM rollout_account WHERE rollout_id = $2),
	written AS (
		INSERT INTO rollout_account AS a
			(rollout_id, account_id, name, unit_id, tags, state, is_management, wave, first_seen_at, last_seen_at)
		SELECT $2, "accountId", name, "unitId", coalesce(tags, 'null'::jsonb), state, "isManagement", wave, $3::timestamptz, $3::timestamptz FROM seen
		ON CONFLICT (rollout_id, account_id) DO UPDATE SET
			name = excluded.name, unit_id = excluded.unit_id, state = excluded.state,
			tags = CASE WHEN excluded.tags = 'null'::jsonb THEN a.tags ELSE excluded.tags END,
			is_management = excluded.is_management, wave = excluded.wave, last_seen_at = excluded.last_seen_at,
			left_at = NULL
	),
	gone AS (
		UPDATE rollout_account SET left_at = $3::timestamptz
		WHERE $4::boolean AND rollout_id = $2 AND left_at IS NULL
			AND account_id NOT IN (SELECT "accountId" FROM seen)
		RETURNING account_id, name
	),
	changed AS (
		SELECT s."accountId" AS account_id, 'joined' AS kind, jsonb_build_object('name', s.name) AS details
		FROM seen s WHERE EXISTS (SELECT 1 FROM known) AND s."accountId" NOT IN (SELECT account_id FROM known)
		UNION ALL
		SELECT account_id, 'left', jsonb_build_object('name', name) FROM gone
		UNION ALL
		SELECT k.account_id, 'returned', jsonb_build_object('name', s.name)
		FROM known k JOIN seen s ON s."accountId" = k.account_id WHERE k.left_at IS NOT NULL
		UNION ALL
		SELECT k.account_id, 'moved', jsonb_strip_nulls(jsonb_build_object('from', k.unit_id, 'to', s."unitId"))
		FROM known k JOIN seen s ON s."accountId" = k.account_id
		WHERE k.left_at IS NULL AND k.unit_id IS NOT NULL AND k.unit_id IS DISTINCT FROM s."unitId"
		UNION ALL
		SELECT k.account_id, 'state-changed', jsonb_build_object('from', k.state, 'to', s.state)
		FROM known k JOIN seen s ON s."accountId" = k.account_id
		WHERE k.left_at IS NULL AND k.state <> s.state AND 'UNKNOWN' NOT IN (k.state, s.state)
	)
	INSERT INTO rollout_change (rollout_id, account_id, kind, details, at)
	SELECT $2, account_id, kind, details, $3::timestamptz FROM changed WHERE $5::boolean ORDER BY account_id
	RETURNING account_id, kind, details, at`;

const INSTANCES = `
	UPDATE rollout_account a SET
		instance_status = r.status, instance_detail = r.detail, instance_reason = r.reason, instance_at = r."seenAt"
	FROM rollout_account b LEFT JOIN json_to_recordset($1::json)
		AS r("accountId" text, status text, detail text, reason text, "seenAt" timestamptz) ON r."accountId" = b.account_id
	WHERE b.rollout_id = $2 AND a.rollout_id = b.rollout_id AND a.account_id = b.account_id
		AND (a.instance_status, a.instance_detail, a.instance_reason)
			IS DISTINCT FROM (r.status, r.detail, r.reason)`;

const TAGS = `
	UPDATE rollout_account a SET tags = r.tags
	FROM json_to_recordset($1::json) AS r("accountId" text, tags jsonb)
	WHERE a.rollout_id = $2 AND a.account_id = r."accountId"`;

const WAVES = `
	UPDATE rollout_account a SET wave = r.wave
	FROM json_to_recordset($1::json) AS r("accountId" text, wave int)
	WHERE a.rollout_id = $2 AND a.account_id = r."accountId" AND a.wave IS DISTINCT FROM r.wave`;

function toChange({ account_id, kind, details, at }: StoredChange): RolloutChange {
	return { accountId: account_id, kind, details, at };
}

/** Columns that only this file writes. */
function stored<T>(value: unknown): T {
	return value as T;
}
