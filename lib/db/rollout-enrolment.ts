import { type Connector, DEFAULT_ROLE_OPTIONS, NO_LIFECYCLE } from "#lib/domain/connector.ts";
import { HARNESS_DESTINATIONS } from "#lib/domain/destination.ts";
import type { FailureCode } from "#lib/domain/failures.ts";
import { derivedRoleArn } from "#lib/domain/setup.ts";
import type { PrismaLike } from "./client.ts";
import { changeColumns } from "./connector-row.ts";
import { toJson } from "./json.ts";
import type { EnrolledConnector, RolloutRepository } from "./rollouts-port.ts";

/** Bound by how many values one statement may carry. */
const AT_ONCE = 500;

/** In one transaction: what is there already is tied first, so that it is not made again. */
export async function enrolConnectors(
	tx: PrismaLike,
	id: string,
	connectors: readonly EnrolledConnector[],
): ReturnType<RolloutRepository["enrol"]> {
	const accountIds = connectors.map(({ accountId }) => accountId);
	// One enrolment after the other; the accounts that another one has tied are not in the answer.
	await tx.$queryRaw`SELECT 1 AS locked FROM rollout WHERE id = ${id} FOR UPDATE`;
	await freeIds(
		tx,
		connectors.map(({ connector }) => connector.verifierExternalId),
	);
	const adopted = await tie(tx, id, accountIds);
	const untied = new Set(
		(
			await tx.rolloutAccount.findMany({
				where: { rolloutId: id, connectorId: null, leftAt: null },
				select: { accountId: true },
			})
		).map(({ accountId }) => accountId),
	);
	const wanted = connectors.filter(({ accountId }) => untied.has(accountId));
	const made = await insertAll(tx, id, wanted);
	if (made < wanted.length) await nameRefused(tx, id, wanted);
	return { made, adopted };
}

/**
 * An account that was offboarded, and is reached again by the same stack set, has the same external ID again. The old
 * connector needs it no more: AWS has refused it.
 */
function freeIds(tx: PrismaLike, externalIds: readonly string[]): Promise<number> {
	return tx.$executeRaw`
		UPDATE connector SET verifier_external_id = verifier_external_id || ':' || id
		WHERE status = 'offboarded' AND access_refused_at IS NOT NULL
			AND verifier_external_id = ANY(${[...externalIds]}::text[])`;
}

/**
 * Connectors of these accounts in the rollout's Harness account that are registered, or that a rollout of ours brought:
 * this one, or one that has ended. What somebody else still sets up is theirs, and is not registered by a plan.
 */
function tie(tx: PrismaLike, id: string, accountIds: readonly string[]): Promise<number> {
	return tx.$executeRaw`
		UPDATE rollout_account a SET connector_id = c.id, enrol_code = NULL
		FROM rollout r, connector c
		WHERE a.rollout_id = ${id} AND a.connector_id IS NULL AND a.account_id = ANY(${[...accountIds]}::text[])
			AND r.id = a.rollout_id AND c.harness_account_ref = r.harness_account_ref
			AND c.aws_account_id = a.account_id AND c.destination = 'harness-ccm'
			AND (c.status = 'registered' OR (c.status = 'draft' AND EXISTS (
				SELECT 1 FROM rollout o WHERE o.id = c.rollout_id AND (o.id = r.id OR o.status = 'ended'))))`;
}

async function insertAll(tx: PrismaLike, id: string, wanted: readonly EnrolledConnector[]): Promise<number> {
	let made = 0;
	for (let at = 0; at < wanted.length; at += AT_ONCE) {
		const some = wanted.slice(at, at + AT_ONCE);
		const { count } = await tx.connector.createMany({
			data: some.map((enrolled) => columnsOf(id, enrolled)),
			skipDuplicates: true,
		});
		made += count;
		const ids = some.map(({ connector }) => connector.id);
		await tx.$executeRaw`
			UPDATE rollout_account a SET connector_id = c.id, enrol_code = NULL
			FROM connector c
			WHERE a.rollout_id = ${id} AND c.id = ANY(${ids}::text[]) AND a.account_id = c.aws_account_id`;
		await tx.$executeRaw`
			INSERT INTO connector_schedule (connector_id, partition, due_at)
			SELECT id, CASE WHEN is_gov_cloud THEN 'aws-us-gov' ELSE 'aws' END, launched_at FROM connector
			WHERE id = ANY(${ids}::text[])
			ON CONFLICT (connector_id) DO NOTHING`;
	}
	return made;
}

function columnsOf(rolloutId: string, enrolled: EnrolledConnector) {
	const { connector, change, launchedAt } = enrolled;
	const { tags = {}, ...draft } = connector;
	return {
		tags: toJson(tags),
		role: toJson(DEFAULT_ROLE_OPTIONS),
		...draft,
		...changeColumns(change),
		roleArn: derivedRoleArn(connectorOf(rolloutId, enrolled)),
		rolloutId,
		launchedAt,
	};
}

/** As it will be stored: what its role's ARN follows from. */
function connectorOf(rolloutId: string, { connector, change, launchedAt }: EnrolledConnector): Connector {
	const { tags: _, ...draft } = connector;
	return {
		...NO_LIFECYCLE,
		version: 1,
		status: "draft",
		proof: "direct",
		partition: change.overview?.isGovCloud === true ? "aws-us-gov" : "aws",
		overview: null,
		requirements: null,
		pastedRoleArn: null,
		roleFoundAt: null,
		registeredAt: null,
		harnessLastModifiedAt: null,
		trustPolicyHash: null,
		createdAt: launchedAt,
		updatedAt: launchedAt,
		role: DEFAULT_ROLE_OPTIONS,
		costReport: null,
		...draft,
		...change,
		rolloutId,
		launchedAt,
	};
}

/** Which rule refused whom. An account taken meanwhile is tied; the next look finds it. */
async function nameRefused(tx: PrismaLike, id: string, wanted: readonly EnrolledConnector[]): Promise<void> {
	const rows = wanted.map((enrolled) => ({
		accountId: enrolled.accountId,
		ref: enrolled.connector.harnessAccountRef,
		identifier: enrolled.change.overview?.identifier ?? "",
		roleArn: derivedRoleArn(connectorOf(id, enrolled)),
	}));
	await tie(
		tx,
		id,
		rows.map(({ accountId }) => accountId),
	);
	const taken = {
		identifier: "CONNECTOR_IDENTIFIER_TAKEN",
		role: "CONNECTOR_ROLE_TAKEN",
		account: "CONNECTOR_ACCOUNT_TAKEN",
	} satisfies Record<string, FailureCode>;
	await tx.$executeRaw`
		UPDATE rollout_account a SET enrol_code = CASE
			WHEN EXISTS (SELECT 1 FROM connector c WHERE c.harness_account_ref = r.ref AND c.status <> 'offboarded'
				AND c.destination = 'harness-ccm' AND c.aws_account_id = r."accountId") THEN ${taken.account}
			WHEN EXISTS (SELECT 1 FROM connector c WHERE c.harness_account_ref = r.ref AND c.status <> 'offboarded'
				AND c.destination = ANY(${[...HARNESS_DESTINATIONS]}::text[]) AND c.org_id IS NULL AND c.identifier = r.identifier) THEN ${taken.identifier}
			WHEN EXISTS (SELECT 1 FROM connector c WHERE c.harness_account_ref = r.ref AND c.status <> 'offboarded'
				AND c.destination <> 'harness-platform' AND c.role_arn = r."roleArn") THEN ${taken.role}
			ELSE ${taken.account} END
		FROM json_to_recordset(${JSON.stringify(rows)}::json)
			AS r("accountId" text, ref text, identifier text, "roleArn" text)
		WHERE a.rollout_id = ${id} AND a.account_id = r."accountId" AND a.connector_id IS NULL`;
}
