// Between a rollout's row and the rollout. Nothing else knows the columns.
import type { FailureCode } from "#lib/domain/failures.ts";
import type { Rollout } from "#lib/domain/rollout.ts";
import { Prisma, type Rollout as Row } from "./generated/client.ts";
import { toJson } from "./json.ts";
import type { RolloutEdit, RolloutFacts } from "./rollouts-port.ts";
import { trustedAccountId, trustedExternalId } from "./trusted.ts";

export function toRollout(row: Row): Rollout {
	return {
		id: row.id,
		version: row.version,
		kind: row.kind === "list" ? "list" : "organization",
		status: row.status === "launched" || row.status === "ended" ? row.status : "draft",
		harnessAccountRef: row.harnessAccountRef,
		partition: row.partition === "aws-us-gov" ? "aws-us-gov" : "aws",
		name: row.name,
		managementAccountId: row.managementAccountId === null ? null : trustedAccountId(row.managementAccountId),
		naming: stored<Rollout["naming"]>(row.naming),
		features: stored<Rollout["features"]>(row.features),
		launch: stored<Rollout["launch"]>(row.launch),
		verifierExternalId: trustedExternalId(row.verifierExternalId),
		launchedAt: row.launchedAt,
		endedAt: row.endedAt,
		readerFoundAt: row.readerFoundAt,
		organization: stored<Rollout["organization"]>(row.organization),
		stackSet: stored<Rollout["stackSet"]>(row.stackSet),
		reconciledAt: row.reconciledAt,
		reconcileFailure:
			row.reconcileCode === null
				? null
				: { code: stored<FailureCode>(row.reconcileCode), detail: row.reconcileDetail ?? "" },
		createdByName: row.createdByName,
		createdAt: row.createdAt,
		updatedAt: row.updatedAt,
	};
}

export function editColumns({ naming, features, launch, ...plain }: RolloutEdit) {
	return {
		...plain,
		...(naming && { naming: toJson(naming) }),
		...(features !== undefined && { features: jsonOrNull(features) }),
		...(launch !== undefined && { launch: jsonOrNull(launch) }),
	};
}

export function factColumns({ organization, stackSet, reconcileFailure, ...plain }: RolloutFacts) {
	return {
		...plain,
		...(organization !== undefined && { organization: jsonOrNull(organization) }),
		...(stackSet !== undefined && { stackSet: jsonOrNull(stackSet) }),
		...(reconcileFailure !== undefined && {
			reconcileCode: reconcileFailure?.code ?? null,
			reconcileDetail: reconcileFailure?.detail.slice(0, LONGEST_DETAIL) ?? null,
		}),
	};
}

const LONGEST_DETAIL = 2_000;

function jsonOrNull(value: object | null) {
	return value === null ? Prisma.DbNull : toJson(value);
}

/** A column that only this file's functions fill, so that its shape is the type's. */
function stored<T>(value: unknown): T {
	return value as T;
}
