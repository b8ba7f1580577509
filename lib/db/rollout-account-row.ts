// Between a row of standing() and an account as pages, plans and exports read it.
import type { FailureCode } from "#lib/domain/failures.ts";
import { accountProblem, type ProblemFacts } from "#lib/domain/rollout/account-problem.ts";
import { COVERAGE_STAGES, type RolloutAccount } from "#lib/domain/rollout.ts";
import type { RolloutAccount as Row } from "./generated/client.ts";
import type { RolloutAccountRow, RolloutConnector } from "./rollouts-port.ts";
import { trustedAccountId } from "./trusted.ts";

/** What standing() of rollout-standing-sql.ts selects. */
export type SelectedAccount = {
	readonly account_id: string;
	readonly name: string;
	readonly unit_id: string | null;
	/** Null: they were never read. */
	readonly tags: RolloutAccount["tags"] | null;
	readonly state: RolloutAccount["state"];
	readonly is_management: boolean;
	readonly wave: number | null;
	readonly first_seen_at: Date;
	readonly last_seen_at: Date;
	readonly left_at: Date | null;
	readonly instance_status: string | null;
	readonly instance_detail: string | null;
	readonly instance_reason: string | null;
	readonly instance_at: Date | null;
	readonly connector_id: string | null;
	readonly enrol_code: FailureCode | null;
	readonly c_id: string | null;
	readonly c_version: number;
	readonly c_name: string | null;
	readonly c_identifier: string | null;
	readonly c_since: Date | null;
	readonly c_observed: string | null;
	readonly c_role_found_at: Date | null;
	readonly c_rollout_id: string | null;
	readonly is_verified: boolean;
	/** Of COVERAGE_STAGES. */
	readonly stage: number | null;
} & SelectedFacts;

/** FACTS of rollout-standing-sql.ts. */
export type SelectedFacts = {
	readonly f_state: RolloutAccount["state"];
	readonly f_covered: boolean;
	readonly f_instance: string | null;
	readonly f_detail: string | null;
	readonly f_reason: string | null;
	readonly f_enrol: FailureCode | null;
	readonly f_status: RolloutConnector["status"] | null;
	readonly f_health: string | null;
	readonly f_check: string | null;
	readonly f_code: FailureCode | null;
	readonly f_permission: string | null;
};

export function toAccountRow(row: SelectedAccount): RolloutAccountRow {
	const { instance_status: status, instance_at: seenAt } = row;
	const problem = accountProblem({
		...factsFrom({ ...row, f_reason: row.instance_reason }),
		hasLeft: row.left_at !== null,
	});
	return {
		accountId: trustedAccountId(row.account_id),
		name: row.name,
		unitId: row.unit_id,
		tags: row.tags ?? {},
		state: row.state,
		isManagement: row.is_management,
		wave: row.wave,
		firstSeenAt: row.first_seen_at,
		lastSeenAt: row.last_seen_at,
		leftAt: row.left_at,
		instance:
			status === null || seenAt === null
				? null
				: { status, detail: row.instance_detail, reason: row.instance_reason, seenAt },
		connectorId: row.connector_id,
		enrolCode: row.enrol_code,
		stage: row.stage === null ? null : (COVERAGE_STAGES[row.stage] ?? null),
		problem,
		connector: connectorOf(row),
	};
}

/** As Prisma selects it. */
export function toAccount(row: Row): RolloutAccount {
	const { instanceStatus: status, instanceAt: seenAt, instanceDetail: detail, instanceReason: reason } = row;
	return {
		accountId: trustedAccountId(row.accountId),
		name: row.name,
		unitId: row.unitId,
		tags: stored<RolloutAccount["tags"] | null>(row.tags) ?? {},
		state: stored<RolloutAccount["state"]>(row.state),
		isManagement: row.isManagement,
		wave: row.wave,
		firstSeenAt: row.firstSeenAt,
		lastSeenAt: row.lastSeenAt,
		leftAt: row.leftAt,
		instance: status === null || seenAt === null ? null : { status, detail, reason, seenAt },
		connectorId: row.connectorId,
		enrolCode: stored<RolloutAccount["enrolCode"]>(row.enrolCode),
	};
}

/** Columns that only this adapter writes, from the same types. */
function stored<T>(value: unknown): T {
	return value as T;
}

function connectorOf(row: SelectedAccount): RolloutConnector | null {
	if (row.c_id === null || row.f_status === null) return null;
	return {
		id: row.c_id,
		version: row.c_version,
		name: row.c_name,
		identifier: row.c_identifier,
		status: row.f_status,
		state: row.f_health ?? "pending",
		stateSince: row.c_since,
		stateCode: row.f_code,
		stateObserved: row.c_observed,
		roleFoundAt: row.c_role_found_at,
		isVerified: row.is_verified,
		rolloutId: row.c_rollout_id,
	};
}

/** Of accounts that are still there. */
export function factsFrom(row: SelectedFacts): ProblemFacts {
	const { f_instance: status, f_detail: detail, f_reason: reason, f_status, f_health } = row;
	return {
		state: row.f_state,
		hasLeft: false,
		isCovered: row.f_covered,
		instance: status === null ? null : { status, detail, reason },
		enrolCode: row.f_enrol,
		connector:
			f_status === null
				? null
				: {
						status: f_status,
						state: f_health ?? "pending",
						checkId: row.f_check,
						code: row.f_code,
						permissionCode: row.f_permission,
					},
	};
}
