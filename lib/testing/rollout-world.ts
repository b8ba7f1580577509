import type { Db } from "#lib/db/port.ts";
import type { EnrolledConnector, SeenAccount } from "#lib/db/rollouts-port.ts";
import { type AccountId, parseAccountId } from "#lib/domain/account-id.ts";
import { accountExternalId, type ExternalId, verifierExternalId } from "#lib/domain/external-id.ts";
import type { Requirements } from "#lib/domain/features.ts";
import {
	DEFAULT_NAMING,
	DEFAULT_ROLLOUT_LAUNCH,
	type Rollout,
	type RolloutFeatures,
	type RolloutLaunch,
} from "#lib/domain/rollout.ts";

export const VISIBILITY: Requirements = {
	features: ["VISIBILITY"],
	autoStopping: [],
	governancePolicyArns: [],
	commitmentWrite: false,
};
const ROLLOUT_FEATURES: RolloutFeatures = { member: VISIBILITY, exceptions: [], payer: null };
export const ROOT = "r-ab12";
export const TEST_HARNESS_ACCOUNT_ID = "EfOfrUbHTtupeZjUqxlHBg";

export function accountId(number: number): AccountId {
	return accountIdOf(String(700_000_000_000 + number));
}

export function rolloutExternalId(seed: number): ExternalId {
	return verifierExternalId(Uint8Array.from({ length: 20 }, (_, at) => (at * 37 + seed * 11) % 256));
}

export type NewTestRollout = {
	readonly id?: string;
	readonly seed?: number;
	readonly kind?: Rollout["kind"];
	readonly features?: RolloutFeatures;
	readonly launch?: Partial<RolloutLaunch>;
	readonly harnessAccountRef?: string;
	readonly at?: Date;
};

/** Launched, with one wave over the whole organization; in the database as the wizard leaves it. */
export async function launchedRollout(db: Db, options: NewTestRollout = {}): Promise<Rollout> {
	const { id = "rollout-1", seed = 1, kind = "organization", harnessAccountRef = "h1" } = options;
	const { features = ROLLOUT_FEATURES, launch = {}, at = new Date("2026-11-22T12:00:00Z") } = options;
	await db.harnessAccounts.save({
		ref: harnessAccountRef,
		accountId: harnessAccountRef === "h1" ? TEST_HARNESS_ACCOUNT_ID : `account-${harnessAccountRef}`,
		baseUrl: "https://harness.invalid",
	});
	await db.rollouts.insert({
		id,
		kind,
		harnessAccountRef,
		partition: "aws",
		name: "Acme",
		naming: DEFAULT_NAMING,
		verifierExternalId: rolloutExternalId(seed),
		createdByName: "Ada",
	});
	const saved = await db.rollouts.save(id, 1, {
		managementAccountId: kind === "list" ? null : accountId(0),
		features,
		launch: { ...DEFAULT_ROLLOUT_LAUNCH, waves: [[ROOT]], wavesBegun: 1, ...launch },
		status: "launched",
		launchedAt: at,
	});
	if (saved === null) throw new Error("not saved");
	return saved;
}

export function seenAccount(number: number, change: Partial<SeenAccount> = {}): SeenAccount {
	return {
		accountId: accountId(number),
		name: `account-${number}`,
		unitId: ROOT,
		tags: {},
		state: "ACTIVE",
		isManagement: false,
		wave: 0,
		...change,
	};
}

export function enrolledConnector(
	rollout: Rollout,
	number: number,
	launchedAt: Date,
	change: Partial<EnrolledConnector["change"]> = {},
): EnrolledConnector {
	const id = accountId(number);
	return {
		accountId: id,
		connector: {
			id: `of-${rollout.id}-${number}`,
			harnessAccountRef: rollout.harnessAccountRef,
			requiresAutoStopping: false,
			verifierExternalId: accountExternalId(rollout.verifierExternalId, id),
		},
		change: {
			overview: {
				name: `AWSConnector-${id}`,
				identifier: `AWSConnector_${id}`,
				awsAccountId: id,
				description: "",
				tags: {},
				isGovCloud: false,
			},
			requirements: VISIBILITY,
			costReport: { kind: "none", reason: "not-needed" },
			...change,
		},
		launchedAt,
	};
}

export function accountIdOf(text: string): AccountId {
	const parsed = parseAccountId(text);
	if (!parsed.ok) throw new Error("not an account");
	return parsed.value;
}
