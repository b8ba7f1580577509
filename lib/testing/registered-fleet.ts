// Many registered connectors made by the thousand, each of an account of its own, and their roles for the sandbox.
import type { Prisma } from "#lib/db/client.ts";
import type { Db } from "#lib/db/port.ts";
import { parseAccountId } from "#lib/domain/account-id.ts";
import { TRUST_CHECKS } from "#lib/domain/check.ts";
import { DEFAULT_ROLE_OPTIONS } from "#lib/domain/connector.ts";
import { type ExternalId, harnessExternalId, verifierExternalId } from "#lib/domain/external-id.ts";
import { HARNESS_ACCOUNT_ID, OPERATOR_ACCOUNT_ID } from "#lib/sandbox/credentials.ts";
import { resultOf } from "./registered-connectors.ts";

export type FleetMember = {
	readonly id: string;
	readonly accountId: string;
	readonly externalId: ExternalId;
};

const HARNESS_ACCOUNT = "EfOfrUbHTtupeZjUqxlHBg";
const FIRST_ACCOUNT = 700_000_000_000;

/** Registered and due now. With `provenAt` each has passed its trust checks then, so that a light sweep suffices. */
export async function registeredFleet(
	db: Db,
	prisma: Prisma,
	options: { readonly count: number; readonly provenAt?: Date },
): Promise<readonly FleetMember[]> {
	await db.harnessAccounts.save({
		ref: "fleet",
		accountId: HARNESS_ACCOUNT,
		baseUrl: "https://harness.invalid",
	});
	const members = Array.from({ length: options.count }, (_, index) => memberOf(index));
	const now = new Date();
	await prisma.connector.createMany({
		data: members.map(({ id, accountId, externalId }) => ({
			id,
			status: "registered",
			harnessAccountRef: "fleet",
			name: id,
			identifier: id,
			awsAccountId: accountId,
			features: {
				features: ["VISIBILITY"],
				autoStopping: [],
				governancePolicyArns: [],
				commitmentWrite: false,
			},
			role: { ...DEFAULT_ROLE_OPTIONS },
			roleArn: `arn:aws:iam::${accountId}:role/HarnessCERole`,
			verifierExternalId: externalId,
			roleFoundAt: now,
			registeredAt: now,
		})),
	});
	await prisma.connectorSchedule.createMany({
		data: members.map(({ id }) => ({ connectorId: id, partition: "aws", dueAt: now })),
	});
	if (options.provenAt !== undefined) await prove(db, prisma, members, options.provenAt);
	return members;
}

async function prove(db: Db, prisma: Prisma, members: readonly FleetMember[], at: Date): Promise<void> {
	for (let from = 0; from < members.length; from += 500) {
		const part = members.slice(from, from + 500);
		await db.evidence.write(
			part.map(({ id }) => ({
				connectorId: id,
				connectorVersion: 1,
				runId: "proven",
				lease: null,
				results: TRUST_CHECKS.map((checkId) => resultOf(checkId, "passed", at)),
				evaluate: { now: at, isVendorMode: false, durationMs: null, random: 0, fullAt: at },
			})),
		);
	}
	await prisma.connectorSchedule.updateMany({ data: { dueAt: new Date() } });
	await prisma.$executeRawUnsafe("DELETE FROM check_result");
	await prisma.$executeRawUnsafe("DELETE FROM health_change");
}

function memberOf(index: number): FleetMember {
	const bytes = new Uint8Array(20);
	new DataView(bytes.buffer).setUint32(0, index + 1);
	bytes.fill(index % 251, 4);
	const accountId = String(FIRST_ACCOUNT + index);
	return { id: `fleet${String(index).padStart(15, "0")}`, accountId, externalId: verifierExternalId(bytes) };
}

/** The bodies for the sandbox's `PUT many`. */
export function fleetRoles(members: readonly FleetMember[]): readonly object[] {
	const harness = parseAccountId(HARNESS_ACCOUNT_ID);
	if (!harness.ok) throw new Error("not an account");
	const harnessId = harnessExternalId(harness.value, HARNESS_ACCOUNT);
	return members.map(({ accountId, externalId }) => ({
		account: accountId,
		name: "HarnessCERole",
		propagationDelayMs: 0,
		trustPolicy: {
			Version: "2012-10-17",
			Statement: [allow(HARNESS_ACCOUNT_ID, harnessId), allow(OPERATOR_ACCOUNT_ID, externalId)],
		},
	}));
}

function allow(account: string, externalId: string) {
	return {
		Effect: "Allow",
		Principal: { AWS: `arn:aws:iam::${account}:root` },
		Action: "sts:AssumeRole",
		Condition: { StringEquals: { "sts:ExternalId": externalId } },
	};
}
