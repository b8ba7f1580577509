import type { Db } from "#lib/db/port.ts";
import type { EnrolledConnector } from "#lib/db/rollouts-port.ts";
import { type AccountId, parseAccountId } from "#lib/domain/account-id.ts";
import { type CheckResult, TRUST_CHECKS } from "#lib/domain/check.ts";
import { accountExternalId, verifierExternalId } from "#lib/domain/external-id.ts";
import { DEFAULT_NAMING, DEFAULT_ROLLOUT_LAUNCH, type Rollout } from "#lib/domain/rollout.ts";

type RolledOut = {
	readonly count: number;
	readonly at: Date;
	/** By which the rollout and its connectors are told from another's. */
	readonly prefix?: string;
	readonly firstAccount?: number;
	readonly harnessAccountRef?: string;
};

export type RolledOutAccount = { readonly accountId: AccountId; readonly connectorId: string };

/** So many at once: a page of the database. */
const BATCH = 1_000;

/** A launched rollout whose stacks are there, whose roles answered, and whose trust was proven at that time. */
export async function rolledOut(
	db: Db,
	{ count, at, prefix = "ro", firstAccount = 300_000_000_000, harnessAccountRef = "default" }: RolledOut,
): Promise<{ readonly rollout: Rollout; readonly accounts: readonly RolledOutAccount[] }> {
	const rollout = await launched(db, prefix, harnessAccountRef, at);
	const ids = Array.from({ length: count }, (_, index) => accountIdOf(firstAccount + index));
	const seen = ids.map((accountId) => ({ ...SEEN, accountId, name: `account-${accountId}` }));
	await db.rollouts.seeAccounts(rollout.id, seen, { at, isComplete: true });
	const current = { status: "CURRENT", detail: "SUCCEEDED", reason: null, seenAt: at };
	await db.rollouts.seeInstances(rollout.id, new Map(ids.map((id) => [id, current])));
	for (let from = 0; from < ids.length; from += BATCH) {
		const part = ids.slice(from, from + BATCH);
		await db.rollouts.enrol(
			rollout.id,
			part.map((accountId) => enrolled(rollout, accountId, prefix, at)),
		);
		await prove(
			db,
			part.map((accountId) => connectorIdOf(prefix, accountId)),
			at,
		);
	}
	return {
		rollout,
		accounts: ids.map((accountId) => ({ accountId, connectorId: connectorIdOf(prefix, accountId) })),
	};
}

const SEEN = { unitId: "r-root", tags: {}, state: "ACTIVE", isManagement: false, wave: 0 } as const;

async function launched(db: Db, prefix: string, harnessAccountRef: string, at: Date): Promise<Rollout> {
	const bytes = Uint8Array.from(
		{ length: 20 },
		(_, index) => prefix.charCodeAt(index % prefix.length) + index,
	);
	const rollout = await db.rollouts.insert({
		id: `${prefix}rollout`.padEnd(20, "a"),
		kind: "organization",
		harnessAccountRef,
		partition: "aws",
		name: "Acme",
		naming: DEFAULT_NAMING,
		verifierExternalId: verifierExternalId(bytes),
		createdByName: "Test person",
	});
	const requirements = REQUIREMENTS;
	const saved = await db.rollouts.save(rollout.id, rollout.version, {
		features: { member: requirements, exceptions: [], payer: null },
		launch: { ...DEFAULT_ROLLOUT_LAUNCH, waves: [["r-root"]], wavesBegun: 1 },
		status: "launched",
		launchedAt: at,
	});
	if (saved === null) throw new Error("the rollout could not be saved");
	return saved;
}

const REQUIREMENTS = {
	features: ["VISIBILITY"],
	autoStopping: [],
	governancePolicyArns: [],
	commitmentWrite: false,
} as const;

function enrolled(rollout: Rollout, accountId: AccountId, prefix: string, at: Date): EnrolledConnector {
	return {
		accountId,
		connector: {
			id: connectorIdOf(prefix, accountId),
			harnessAccountRef: rollout.harnessAccountRef,
			requiresAutoStopping: false,
			verifierExternalId: accountExternalId(rollout.verifierExternalId, accountId),
		},
		change: {
			overview: {
				name: `AWSConnector-${accountId}`,
				identifier: `AWSConnector_${accountId}`,
				awsAccountId: accountId,
				description: "",
				tags: {},
				isGovCloud: false,
			},
			costReport: { kind: "none", reason: "not-needed" },
			requirements: REQUIREMENTS,
		},
		launchedAt: at,
	};
}

function connectorIdOf(prefix: string, accountId: AccountId): string {
	return `${prefix}${accountId}`.padEnd(20, "b");
}

/** As a sweep would have left it. */
export async function prove(
	db: Db,
	connectorIds: readonly string[],
	at: Date,
	outcome: CheckResult["outcome"] = "passed",
): Promise<void> {
	const known = await db.evidence.load(connectorIds);
	const writes = connectorIds.map((connectorId) => ({
		connectorId,
		connectorVersion: known.get(connectorId)?.connector.version ?? 1,
		runId: "rolled-out",
		lease: null,
		results: TRUST_CHECKS.map((checkId) => trustResult(checkId, outcome, at)),
		facts: { roleFoundAt: at },
		evaluate: null,
	}));
	await db.evidence.write(writes);
}

export function trustResult(
	checkId: CheckResult["checkId"],
	outcome: CheckResult["outcome"],
	checkedAt: Date,
): CheckResult {
	return {
		checkId,
		outcome,
		code: outcome === "failed" ? "EXTERNAL_ID_NOT_EXACT" : null,
		observed: `It ${outcome}.`,
		details: {},
		requestId: null,
		region: null,
		durationMs: 1,
		checkedAt,
	};
}

function accountIdOf(number: number): AccountId {
	const parsed = parseAccountId(String(number));
	if (!parsed.ok) throw new Error("not an account");
	return parsed.value;
}
