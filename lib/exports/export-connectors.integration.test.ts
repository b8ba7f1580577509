import { beforeAll, describe, expect, it } from "vitest";
import { createDb } from "#lib/db/create-db.ts";
import { dashboardRepository } from "#lib/db/dashboard.ts";
import { parseDashboardQuery, type QueryParams } from "#lib/domain/dashboard-query.ts";
import { testSecretBox } from "#lib/testing/database.ts";
import { insertManyConnectors } from "#lib/testing/many-connectors.ts";
import { type OwnDatabase, ownDatabase } from "#lib/testing/own-database.ts";
import { testContext } from "#lib/testing/test-context.ts";
import { type ExportFormat, exportConnectors } from "./export-connectors.ts";
import { EXPORT_COLUMNS } from "./exported-connector.ts";

const now = new Date("2026-11-22T12:00:00Z");
const NASTY = [
	'=HYPERLINK("https://evil.example")',
	"+1",
	"-1",
	"@SUM(A1)",
	'say "hello", friend',
	"l'été; 日本語 🙂",
	"back\\slash",
];

let database: OwnDatabase;
beforeAll(async () => {
	database = await ownDatabase();
	await insertManyConnectors(database.sql, { count: 2_345, now });
	for (const [index, name] of NASTY.entries()) {
		await database.sql("UPDATE connector SET name = $1 WHERE identifier = $2", [
			name,
			`account_${index + 100}`,
		]);
	}
}, 60_000);

async function exported(format: ExportFormat, params: QueryParams = {}) {
	const ctx = testContext({ now });
	const db = {
		...ctx.db,
		dashboard: dashboardRepository(database.prisma),
		audit: createDb(database.prisma, testSecretBox()).audit,
	};
	const pieces: string[] = [];
	const made = await exportConnectors({ ...ctx, db }, { filter: parseDashboardQuery(params), format });
	for await (const piece of made) pieces.push(piece);
	return pieces;
}

describe("the export of connectors", () => {
	it("as CSV is read back by a real reader of CSV just as it is stored, formulas without their power", async () => {
		const columns = EXPORT_COLUMNS.map((column) => `"${column}" text`).join(", ");
		await database.sql(`CREATE TEMP TABLE read_back (${columns})`, []);
		const text = (await exported("csv")).join("");
		expect(text.startsWith("\uFEFFid,name,")).toBe(true);
		await database.copyCsv("read_back", text.slice(1));
		const [difference] = await database.sql(
			`SELECT count(*)::int AS rows, count(*) FILTER (WHERE
				r.name IS DISTINCT FROM CASE WHEN c.name ~ '^[=+@-]' THEN '''' || c.name ELSE c.name END
				OR r.aws_account_id <> c.aws_account_id OR r.tags::jsonb <> c.tags OR r.role_arn <> c.role_arn
				OR r.health <> CASE WHEN c.proven_until < $1 THEN 'unknown' ELSE c.state END
				OR r.last_proof_at::timestamptz IS DISTINCT FROM c.last_proof_at)::int AS others
			FROM connector c LEFT JOIN read_back r ON r.id = c.id`,
			[now],
		);
		expect(difference).toEqual({ rows: 2_345, others: 0 });
		const names = (await database.sql("SELECT name FROM read_back", [])).map(({ name }) => name);
		for (const name of NASTY) expect(names).toContain(/^[=+@-]/.test(name) ? `'${name}` : name);
	});

	it("as JSON holds every connector once, in pieces of a thousand at most", async () => {
		const pieces = await exported("json");
		const rows = JSON.parse(pieces.join("")) as { id: string; name: string; tags: object }[];
		expect(new Set(rows.map(({ id }) => id)).size).toBe(2_345);
		expect(rows).toHaveLength(2_345);
		expect(pieces).toHaveLength(4);
		expect(rows.map(({ name }) => name)).toEqual(expect.arrayContaining(NASTY));
	});

	it("holds only what the filter finds, and of nothing it is still a file", async () => {
		const rows = JSON.parse((await exported("json", { health: "quarantined" })).join("")) as unknown[];
		expect(rows).toHaveLength(3);
		expect(JSON.parse((await exported("json", { q: "nothing like it" })).join(""))).toEqual([]);
		expect((await exported("csv", { q: "nothing like it" })).join("").split("\r\n")).toHaveLength(2);
	});

	it("is audited with what was asked for", async () => {
		await exported("csv", { health: "failing", q: "prod" });
		const [event] = await database.sql(
			"SELECT actor, action, details FROM audit_event ORDER BY id DESC LIMIT 1",
			[],
		);
		expect(event).toEqual({
			actor: "Test person",
			action: "connectors.exported",
			details: { format: "csv", filter: { q: "prod", health: "failing" } },
		});
	});
});
