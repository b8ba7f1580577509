import type { ConnectorChange, Db } from "#lib/db/port.ts";
import type { AccountId } from "#lib/domain/account-id.ts";
import { parseRoleArn, type RoleArn } from "#lib/domain/arn.ts";
import type { Connector } from "#lib/domain/connector.ts";
import type { Destination } from "#lib/domain/destination.ts";
import { parseExternalId, verifierExternalId } from "#lib/domain/external-id.ts";
import { NEW_PLATFORM, type PlatformSettings } from "#lib/domain/platform/platform-settings.ts";
import { accountId, TEST_HARNESS_ACCOUNT_ID, VISIBILITY } from "./rollout-world.ts";

/** Goes through the delegate's own identity into a role that was named. */
export function platformSettings(change: Partial<PlatformSettings> = {}): PlatformSettings {
	return {
		...NEW_PLATFORM,
		credential: { type: "Irsa" },
		crossAccount: { roleArn: roleArnOf(accountId(0), "Deployer"), externalId: "given-by-its-owner" },
		connectivity: { through: "delegate", selectors: ["eks"] },
		...change,
	};
}

export function roleArnOf(account: AccountId, name: string): RoleArn {
	const parsed = parseRoleArn(`arn:aws:iam::${account}:role/${name}`);
	if (!parsed.ok) throw new Error(`${name} makes no role's ARN.`);
	return parsed.value.arn;
}

type Three = { readonly costs: Connector; readonly platform: Connector; readonly cloudZero: Connector };

/** One AWS account with a registered connector for each destination; two of them are payers. */
export async function sideBySide(
	db: Db,
	change: { readonly platform?: PlatformSettings } = {},
): Promise<Three> {
	await db.harnessAccounts.save({
		ref: "h1",
		accountId: TEST_HARNESS_ACCOUNT_ID,
		baseUrl: "https://harness.invalid",
		apiKey: "pat.a.b.c",
	});
	const report = { kind: "own", reportName: "r", bucketName: "reports", reportType: "CUR2.0" } as const;
	const billing = { ...VISIBILITY, features: ["BILLING", "VISIBILITY"] as const };
	const platform = change.platform ?? platformSettings();
	return {
		costs: await register(db, "harness-ccm", 1, { costReport: report, requirements: billing }),
		platform: await register(db, "harness-platform", 2, { platform }),
		cloudZero: await register(db, "cloudzero", 3, {
			...{ costReport: report, requirements: billing },
			destinationExternalId: cloudZeroExternalId(),
			pastedRoleArn: roleArnOf(accountId(0), "CloudZero"),
		}),
	};
}

function cloudZeroExternalId() {
	const parsed = parseExternalId("3f0f4f6e-0d8f-4a1c-9b5e-7a8d2c1b0e9f");
	if (!parsed.ok) throw new Error("CloudZero's external ID is one.");
	return parsed.value;
}

async function register(
	db: Db,
	destination: Destination,
	number: number,
	change: ConnectorChange,
): Promise<Connector> {
	const id = `beside${String(number).padStart(14, "0")}`;
	const drafted = await db.connectors.insert({
		id,
		destination,
		harnessAccountRef: "h1",
		requiresAutoStopping: false,
		verifierExternalId: verifierExternalId(new Uint8Array(20).fill(number)),
	});
	const saved = await db.connectors.save(id, drafted.version, {
		overview: {
			name: `prod-${destination}`,
			identifier: `prod_${number}`,
			awsAccountId: accountId(0),
			description: "",
			tags: {},
			isGovCloud: false,
		},
		status: "registered",
		registeredAt: new Date("2026-11-22T12:00:00Z"),
		...change,
	});
	if (saved === null || typeof saved === "string") throw new Error(`not saved: ${saved}`);
	return saved;
}
