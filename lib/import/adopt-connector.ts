import { harnessSide } from "#lib/connectors/harness-side.ts";
import { newId } from "#lib/connectors/new-id.ts";
import type { Context } from "#lib/context.ts";
import type { DbTransaction, UniqueViolation } from "#lib/db/port.ts";
import { parseRoleArn } from "#lib/domain/arn.ts";
import { type Connector, DEFAULT_ROLE_OPTIONS } from "#lib/domain/connector.ts";
import { verifierExternalId } from "#lib/domain/external-id.ts";
import type { FailureCode } from "#lib/domain/failures.ts";
import { type ImportFacts, readForImport } from "#lib/domain/import-connector.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { whyOutside } from "#lib/domain/scope-rules.ts";
import type { HarnessConnectorRecord } from "#lib/harness/port.ts";
import { judgeRecord } from "#lib/health/check-harness-connector.ts";
import { randomShare } from "#lib/health/store-health.ts";
import { checkResult } from "#lib/health/verdict.ts";

type AdoptConnector = { readonly harnessAccountRef: string; readonly record: HarnessConnectorRecord };

/**
 * Takes a connector over from Harness as it was listed. Harness is not touched: what it has stays as it is, features
 * that have no name here included. Its own test is the first evidence; proof of our own can be added later.
 */
export async function adoptConnector(ctx: Context, input: AdoptConnector): Promise<Result<Connector>> {
	const reading = readForImport(input.record.connector);
	if (reading.kind === "unreadable") return failed({ code: "IMPORT_NOT_POSSIBLE" });
	const { tags } = reading.facts.overview;
	const outside = whyOutside(ctx.actor.scope, { harnessAccountRef: input.harnessAccountRef, tags });
	if (outside !== null) return failed({ code: "NOT_ALLOWED", detail: outside });
	try {
		return ok(await ctx.db.transaction((tx) => insert(ctx, tx, input, reading.facts)));
	} catch (error) {
		if (error instanceof Taken) return failed({ code: VIOLATIONS[error.rule] });
		throw error;
	}
}

/** Thrown, so that the transaction takes the inserted row back. */
class Taken extends Error {
	readonly rule: UniqueViolation;
	constructor(rule: UniqueViolation) {
		super(rule);
		this.rule = rule;
	}
}

const VIOLATIONS = {
	account: "CONNECTOR_ACCOUNT_TAKEN",
	role: "CONNECTOR_ROLE_TAKEN",
	identifier: "CONNECTOR_IDENTIFIER_TAKEN",
} as const satisfies Record<UniqueViolation, FailureCode>;

async function insert(
	ctx: Context,
	tx: DbTransaction,
	{ harnessAccountRef, record }: AdoptConnector,
	facts: ImportFacts,
): Promise<Connector> {
	const at = ctx.now();
	const draft = await tx.connectors.insert({
		id: newId(ctx.randomBytes),
		harnessAccountRef,
		requiresAutoStopping: false,
		verifierExternalId: verifierExternalId(ctx.randomBytes(20)),
		tags: facts.overview.tags,
	});
	const { overview, costReport, requirements, roleArn } = facts;
	const role = parseRoleArn(roleArn);
	const names = role.ok ? { roleName: role.value.roleName, rolePath: role.value.path } : {};
	const saved = await tx.connectors.save(draft.id, draft.version, {
		overview,
		costReport,
		requirements,
		role: { ...DEFAULT_ROLE_OPTIONS, ...names },
		pastedRoleArn: roleArn,
		proof: "harness",
		status: "registered",
		registeredAt: record.createdAt ?? at,
		harnessLastModifiedAt: record.lastModifiedAt,
	});
	if (saved === null) throw new Error("A connector that was just inserted is gone.");
	if (typeof saved === "string") throw new Taken(saved);
	const details = { identifier: overview.identifier, awsAccountId: overview.awsAccountId };
	await tx.audit.append({
		actor: ctx.actor,
		action: "connector.imported",
		subject: saved.id,
		at,
		details,
	});
	await writeFirstEvidence(ctx, tx, saved, record);
	return saved;
}

/** What Harness says of it, from the list that it was found in: the connector reads `reported` at once. */
async function writeFirstEvidence(
	ctx: Context,
	tx: DbTransaction,
	connector: Connector,
	record: HarnessConnectorRecord,
): Promise<void> {
	const role = parseRoleArn(connector.pastedRoleArn ?? "");
	if (!role.ok) return;
	const side = harnessSide(await tx.harnessAccounts.find(connector.harnessAccountRef), connector.partition);
	const facts = { connector, role: role.value, harness: side.ok ? side.value : null };
	const now = ctx.now();
	await tx.evidence.write([
		{
			connectorId: connector.id,
			connectorVersion: connector.version,
			runId: newId(ctx.randomBytes),
			lease: null,
			results: [checkResult("harness-connector", judgeRecord(facts, record, { results: [], now }), now, now)],
			evaluate: { now, isVendorMode: false, durationMs: null, random: randomShare(ctx), fullAt: now },
		},
	]);
}
