import { newId } from "#lib/connectors/new-id.ts";
import type { Context } from "#lib/context.ts";
import type { EnrolledConnector } from "#lib/db/rollouts-port.ts";
import { type CostReport, DEFAULT_ROLE_OPTIONS } from "#lib/domain/connector.ts";
import { accountExternalId } from "#lib/domain/external-id.ts";
import type { Requirements } from "#lib/domain/features.ts";
import { requirementsOf } from "#lib/domain/rollout/features-of.ts";
import { connectorNames } from "#lib/domain/rollout/naming.ts";
import { unitChain } from "#lib/domain/rollout/waves.ts";
import type { OrganizationUnit, Rollout, RolloutAccount } from "#lib/domain/rollout.ts";

export type Enrolling = {
	readonly rollout: Rollout;
	readonly units: ReadonlyMap<string, OrganizationUnit>;
	/** The payer's registered connector with a report of its own; null: there is none. */
	readonly payerConnectorId: string | null;
	readonly now: Date;
};

/** The connector that an account gets, with every step of its set-up filled in. Null: it is to get none. */
export function enrolledConnector(
	ctx: Context,
	{ rollout, units, payerConnectorId, now }: Enrolling,
	account: RolloutAccount,
): EnrolledConnector | null {
	const { features, launch, naming, partition } = rollout;
	if (features === null || launch === null) return null;
	const { accountId, isManagement, tags, unitId, name } = account;
	const chain = unitChain(units, unitId);
	const requirements = requirementsOf(features, { isManagement, tags, chain });
	if (requirements === null || requirements.features.length === 0) return null;
	const unitName = unitId === null ? null : (units.get(unitId)?.name ?? null);
	return {
		accountId,
		connector: {
			id: newId(ctx.randomBytes),
			harnessAccountRef: rollout.harnessAccountRef,
			requiresAutoStopping: false,
			verifierExternalId: accountExternalId(rollout.verifierExternalId, accountId),
		},
		change: {
			overview: {
				...connectorNames(naming, { accountId, name, unitName }),
				awsAccountId: accountId,
				description: "",
				tags: {},
				isGovCloud: partition === "aws-us-gov",
			},
			requirements,
			costReport: costReportOf(rollout, { isManagement, requirements, payerConnectorId }),
			role: { ...DEFAULT_ROLE_OPTIONS, ...launch.role, region: launch.region },
		},
		launchedAt: now,
	};
}

/** The payer's own report; a member's costs are in it. */
function costReportOf(
	{ features, partition }: Rollout,
	account: {
		readonly isManagement: boolean;
		readonly requirements: Requirements;
		readonly payerConnectorId: string | null;
	},
): CostReport {
	if (partition === "aws-us-gov") return { kind: "none", reason: "govcloud" };
	const none = { kind: "none", reason: "not-needed" } as const;
	if (account.isManagement) return features?.payer?.costReport ?? none;
	const { payerConnectorId } = account;
	return payerConnectorId === null ? none : { kind: "covered", payerConnectorId };
}
