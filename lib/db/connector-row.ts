// Between the connector's row (flat) and the connector (by wizard step). Nothing else knows the columns.

import type { JsonValue } from "#lib/domain/check.ts";
import type {
	Connector,
	CostReport,
	ExternalIdRotation,
	Offboarding,
	Overview,
	ReportStack,
	RoleOptions,
} from "#lib/domain/connector.ts";
import type { Destination } from "#lib/domain/destination.ts";
import type { Requirements } from "#lib/domain/features.ts";
import type { HealthState } from "#lib/domain/health.ts";
import type { PlatformSettings } from "#lib/domain/platform/platform-settings.ts";
import { afterRoleChange } from "#lib/domain/role-change.ts";
import { isSameEvidence } from "#lib/domain/same-evidence.ts";
import { derivedRoleArn } from "#lib/domain/setup.ts";
import { Prisma, type Connector as Row } from "./generated/client.ts";
import { toJson } from "./json.ts";
import type { ConnectorChange, ConnectorSummary } from "./port.ts";
import { trustedAccountId, trustedExternalId, trustedRoleArn } from "./trusted.ts";

export function toConnector(row: Row): Connector {
	return {
		id: row.id,
		version: row.version,
		status: statusOf(row),
		proof: row.proof === "harness" ? "harness" : "direct",
		partition: row.isGovCloud ? "aws-us-gov" : "aws",
		harnessAccountRef: row.harnessAccountRef,
		rolloutId: row.rolloutId,
		requiresAutoStopping: row.requiresAutoStopping,
		destination: stored<Destination>(row.destination),
		destinationExternalId:
			row.destinationExternalId === null ? null : trustedExternalId(row.destinationExternalId),
		platform: stored<PlatformSettings | null>(row.platform),
		overview: overviewOf(row),
		costReport: costReportOf(row),
		reportStack: reportStackOf(row),
		requirements: stored<Requirements | null>(row.features),
		role: stored<RoleOptions>(row.role),
		pastedRoleArn: row.pastedRoleArn === null ? null : trustedRoleArn(row.pastedRoleArn),
		verifierExternalId: trustedExternalId(row.verifierExternalId),
		launchedAt: row.launchedAt,
		roleFoundAt: row.roleFoundAt,
		earlierRoleArn: row.earlierRoleArn === null ? null : trustedRoleArn(row.earlierRoleArn),
		registeredAt: row.registeredAt,
		harnessLastModifiedAt: row.harnessLastModifiedAt,
		trustPolicyHash: row.trustPolicyHash,
		...lifecycleOf(row),
		createdAt: row.createdAt,
		updatedAt: row.updatedAt,
	};
}

function lifecycleOf(row: Row) {
	const { rotationPhase, rotationExternalId, rotationAt, offboardingAt, pendingFeaturesAt } = row;
	return {
		pausedAt: row.pausedAt,
		pendingRequirements:
			pendingFeaturesAt === null
				? null
				: { requirements: stored<Requirements>(row.pendingFeatures), since: pendingFeaturesAt },
		rotation:
			rotationPhase === null || rotationExternalId === null || rotationAt === null
				? null
				: {
						phase: stored<ExternalIdRotation["phase"]>(rotationPhase),
						externalId: trustedExternalId(rotationExternalId),
						since: rotationAt,
					},
		templateVersion: row.templateVersion,
		declinedTemplateVersion: row.declinedTemplateVersion,
		offboarding:
			offboardingAt === null
				? null
				: {
						startedAt: offboardingAt,
						harnessRemovedAt: row.harnessRemovedAt,
						accessRefusedAt: row.accessRefusedAt,
						askedAt: row.refusalAskedAt,
						answer: stored<Offboarding["answer"]>(row.refusalAnswer),
					},
	};
}

function lifecycleColumns({ pendingRequirements, rotation, offboarding }: ConnectorChange) {
	return {
		...(pendingRequirements !== undefined && {
			pendingFeatures:
				pendingRequirements === null ? Prisma.DbNull : toJson(pendingRequirements.requirements),
			pendingFeaturesAt: pendingRequirements?.since ?? null,
		}),
		...(rotation !== undefined && {
			rotationPhase: rotation?.phase ?? null,
			rotationExternalId: rotation?.externalId ?? null,
			rotationAt: rotation?.since ?? null,
		}),
		...(offboarding !== undefined && {
			offboardingAt: offboarding?.startedAt ?? null,
			harnessRemovedAt: offboarding?.harnessRemovedAt ?? null,
			accessRefusedAt: offboarding?.accessRefusedAt ?? null,
			refusalAskedAt: offboarding?.askedAt ?? null,
			refusalAnswer: offboarding?.answer ?? null,
		}),
	};
}

/** A JSON column that only changeColumns() writes, so that its shape is the type's. */
function stored<T>(json: unknown): T {
	return json as T;
}

export function statusOf({ status }: Pick<Row, "status">): Connector["status"] {
	return status === "registered" || status === "offboarded" ? status : "draft";
}

function overviewOf(row: Row): Overview | null {
	if (row.name === null || row.identifier === null || row.awsAccountId === null) return null;
	return {
		name: row.name,
		identifier: row.identifier,
		awsAccountId: trustedAccountId(row.awsAccountId),
		description: row.description,
		tags: stored<Overview["tags"]>(row.tags),
		isGovCloud: row.isGovCloud,
	};
}

function costReportOf(row: Row): CostReport | null {
	if (row.costReportKind === "none") {
		return { kind: "none", reason: row.isGovCloud ? "govcloud" : "not-needed" };
	}
	if (row.costReportKind === "covered" && row.payerConnectorId !== null) {
		return { kind: "covered", payerConnectorId: row.payerConnectorId };
	}
	if (row.costReportKind !== "own" || row.reportName === null || row.bucketName === null) return null;
	const reportType = row.reportType === "CUR1.0" ? "CUR1.0" : "CUR2.0";
	return { kind: "own", reportName: row.reportName, bucketName: row.bucketName, reportType };
}

function reportStackOf(row: Row): ReportStack | null {
	const json = stored<StoredReportStack | null>(row.reportStack);
	if (json === null) return null;
	return {
		...json,
		launchedAt: new Date(json.launchedAt),
		bucketSeenAt: json.bucketSeenAt === null ? null : new Date(json.bucketSeenAt),
		askedAt: json.askedAt === null ? null : new Date(json.askedAt),
	};
}

type StoredReportStack = Pick<ReportStack, "reportName" | "bucketName" | "reportType"> & {
	readonly launchedAt: string;
	readonly bucketSeenAt: string | null;
	readonly askedAt: string | null;
};

/** Scope and organization stand beside the settings, for what is unique and for what is swept. */
function platformColumns(platform: PlatformSettings | null) {
	if (platform === null) return { platform: Prisma.DbNull, orgId: null, projectId: null };
	const { scope } = platform;
	return {
		platform: toJson(platform),
		orgId: scope.kind === "account" ? null : scope.orgId,
		projectId: scope.kind === "project" ? scope.projectId : null,
	};
}

export function reportStackColumn(reportStack: ReportStack | null) {
	return reportStack === null ? Prisma.DbNull : toJson(reportStack);
}

export function changeColumns(change: ConnectorChange) {
	const {
		overview,
		costReport,
		requirements,
		role,
		pendingRequirements,
		rotation,
		offboarding,
		platform,
		reportStack,
		...plain
	} = change;
	return {
		...plain,
		...(platform !== undefined && platformColumns(platform)),
		...(reportStack !== undefined && { reportStack: reportStackColumn(reportStack) }),
		...lifecycleColumns({
			...(pendingRequirements !== undefined && { pendingRequirements }),
			...(rotation !== undefined && { rotation }),
			...(offboarding !== undefined && { offboarding }),
		}),
		...(overview && { ...overview, tags: toJson(overview.tags) }),
		...(costReport !== undefined && costReportColumns(costReport)),
		...(requirements && { features: toJson(requirements) }),
		...(role && { role: toJson(role) }),
	};
}

/**
 * What a save means for the evidence: results about another account, role, report or choice count no more,
 * and a role that was found under another name was not found.
 */
export function evidenceColumns(before: Connector, after: Connector) {
	const isSameRole = derivedRoleArn(before) === derivedRoleArn(after);
	if (isSameEvidence(before, after)) return {};
	return {
		evidenceVersion: before.version + 1,
		state: "pending",
		provenUntil: null,
		...(!isSameRole && { ...afterRoleChange(before), lastProofAt: null }),
	};
}

/** The drafts column: written by saveDraft() alone, by step. */
export function draftsFromJson(json: unknown): Readonly<Record<string, JsonValue>> {
	return stored<Record<string, JsonValue> | undefined>(json) ?? {};
}

function costReportColumns(report: CostReport | null) {
	const own = report?.kind === "own" ? report : null;
	return {
		costReportKind: report?.kind ?? null,
		reportName: own?.reportName ?? null,
		bucketName: own?.bucketName ?? null,
		reportType: own?.reportType ?? null,
		payerConnectorId: report?.kind === "covered" ? report.payerConnectorId : null,
	};
}

export function toConnectorSummary(row: Row, now: Date): ConnectorSummary {
	return {
		id: row.id,
		name: row.name,
		awsAccountId: row.awsAccountId,
		status: statusOf(row),
		proof: row.proof === "harness" ? "harness" : "direct",
		hasCostReport: row.costReportKind === "own",
		health: currentState(row, now),
		healthSince: row.stateSince,
		lastProofAt: row.lastProofAt,
		updatedAt: row.updatedAt,
	};
}

/** Evidence past its limit is no evidence: the row then reads unknown, whatever it says. */
function currentState({ state, provenUntil }: Row, now: Date): HealthState {
	if (provenUntil !== null && provenUntil < now) return "unknown";
	return stateOf({ state });
}

/** The state column: written by observe() and the evidence rules of this file alone. */
export function stateOf({ state }: Pick<Row, "state">): HealthState {
	return healthStateFrom(state);
}

/** The state column: written by observe() alone, from a decided state. */
export function healthStateFrom(state: string): HealthState {
	return stored<HealthState>(state);
}
