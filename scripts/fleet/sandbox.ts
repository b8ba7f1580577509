// Puts a planned fleet into the running sandbox: roles, reports and organizations in AWS, connectors in Harness.
import type { AccountId } from "#lib/domain/account-id.ts";
import type { RoleArn } from "#lib/domain/arn.ts";
import { DEFAULT_ROLE_OPTIONS } from "#lib/domain/connector.ts";
import type { ExternalId } from "#lib/domain/external-id.ts";
import { ceAwsConnectorBody } from "#lib/domain/harness-connector.ts";
import { MANIFEST_VERSION } from "#lib/domain/permissions/manifest-types.ts";
import { permissionsFor } from "#lib/domain/permissions.ts";
import { expectedTrustPolicy } from "#lib/domain/trust-policy/expected-trust.ts";
import type { PlannedConnector } from "./plan.ts";

export type FleetSide = {
	readonly verifier: { readonly accountId: AccountId; readonly principalArn: string };
	readonly harness: { readonly principalArn: string; readonly externalId: ExternalId };
};

const ROLE_NAME = DEFAULT_ROLE_OPTIONS.roleName;

export function roleArnOf({ accountId }: PlannedConnector): RoleArn {
	// Sound: an account of twelve digits and a role's name make the ARN of a role.
	return `arn:aws:iam::${accountId}:role/${ROLE_NAME}` as RoleArn;
}

/** In a few large requests: a request for each role would take minutes. */
export async function putIntoAws(
	url: string,
	fleet: readonly PlannedConnector[],
	side: FleetSide,
): Promise<void> {
	for (let at = 0; at < fleet.length; at += 400) {
		const part = fleet.slice(at, at + 400);
		await call(url, "PUT", "many", {
			roles: part.filter(({ condition }) => condition !== "role-deleted").map((one) => roleBody(one, side)),
			accounts: part
				.filter(({ members }) => members.length > 0)
				.map(({ accountId, name, members }) => ({ account: accountId, name, members })),
			reports: part.flatMap(({ accountId, costReport }) =>
				costReport.kind === "own"
					? [{ account: accountId, name: costReport.reportName, bucket: costReport.bucketName }]
					: [],
			),
		});
	}
	for (const { accountId, condition } of fleet) {
		if (condition === "organization-deny")
			await call(url, "POST", "faults/organization-denies", { account: accountId });
	}
}

function roleBody(planned: PlannedConnector, { verifier, harness }: FleetSide): object {
	const { accountId, condition, externalId, requirements, costReport } = planned;
	const own = condition === "harness-proof" ? null : { ...verifier, externalId };
	const trustPolicy = expectedTrustPolicy({ harness, verifier: own });
	const statements = permissionsFor(requirements, {
		partition: "aws",
		accountId,
		roleName: ROLE_NAME,
		rolePath: DEFAULT_ROLE_OPTIONS.rolePath,
		stackName: DEFAULT_ROLE_OPTIONS.stackName,
		bucketName: costReport.kind === "own" ? costReport.bucketName : "",
		harnessBucket: "ce-customer-billing-data-prod",
		lambdaRoleName: "HarnessCELambdaExecutionRole",
		costReportType: costReport.kind === "own" ? costReport.reportType : null,
	}).map((statement) => ({
		...statement,
		Action: statement.Action.filter((action) => isGiven(planned, action)),
	}));
	return {
		account: accountId,
		name: ROLE_NAME,
		propagationDelayMs: 0,
		trustPolicy: condition === "id-not-required" ? withoutIds(trustPolicy.Statement) : trustPolicy,
		inline: {
			all: { Version: "2012-10-17", Statement: statements.filter(({ Action }) => Action.length > 0) },
		},
		tags: {
			"rolebridge:template-version": condition === "template-outdated" ? "2026-01-15" : MANIFEST_VERSION,
		},
	};
}

function isGiven({ condition }: PlannedConnector, action: string): boolean {
	return condition !== "permission-missing" || action !== "ecs:ListClusters*";
}

/** As somebody leaves it who "simplified" the policy. */
function withoutIds(statements: readonly object[]): object {
	return {
		Version: "2012-10-17",
		Statement: statements.map((statement) => {
			const { Condition: _, ...rest } = { Condition: undefined, ...statement };
			return rest;
		}),
	};
}

/** As registered through the product, each with a test that passed; what is wrong with some is wrong here too. */
export async function putIntoHarness(
	url: string,
	harnessAccountId: string,
	fleet: readonly PlannedConnector[],
	side: FleetSide,
): Promise<void> {
	const now = Date.now();
	const stored = fleet
		.filter(({ condition }) => condition !== "missing-in-harness")
		.map((planned) => {
			const isBroken = ["role-deleted", "organization-deny"].includes(planned.condition);
			const connector = bodyOf(planned, side);
			return {
				accountId: harnessAccountId,
				connector:
					planned.condition === "differs-in-harness"
						? { ...connector, name: `${connector.name}-old` }
						: connector,
				createdAt: now,
				lastModifiedAt: now,
				test: isBroken ? null : { status: "SUCCESS", errorSummary: null, errors: null, testedAt: now },
				lastConnectedAt: isBroken ? null : now,
			};
		});
	for (let at = 0; at < stored.length; at += 500) {
		await call(url, "PUT", "connectors", { connectors: stored.slice(at, at + 500) });
	}
}

function bodyOf(planned: PlannedConnector, { harness }: FleetSide) {
	const { name, identifier, accountId, tags, costReport, requirements } = planned;
	const overview = { name, identifier, awsAccountId: accountId, description: "", tags, isGovCloud: false };
	return ceAwsConnectorBody({
		overview,
		costReport,
		requirements,
		roleArn: roleArnOf(planned),
		harnessExternalId: harness.externalId,
	});
}

async function call(url: string, method: string, path: string, body: object): Promise<void> {
	const answer = await fetch(`${url}/_sandbox/${path}`, { method, body: JSON.stringify(body) });
	if (!answer.ok) throw new Error(`${method} /_sandbox/${path}: ${answer.status} ${await answer.text()}`);
	await answer.arrayBuffer();
}
