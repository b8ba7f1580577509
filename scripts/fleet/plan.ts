// A made-up company's accounts, the same for the same number: who is where, and what is wrong with some of them.
import { createHash } from "node:crypto";
import { type AccountId, parseAccountId } from "#lib/domain/account-id.ts";
import type { CostReport } from "#lib/domain/connector.ts";
import { type ExternalId, verifierExternalId } from "#lib/domain/external-id.ts";
import type { Requirements } from "#lib/domain/features.ts";

/** What is really so in the sandbox; the product has to find it out. */
export type Condition =
	| "fine"
	| "role-deleted"
	| "organization-deny"
	| "permission-missing"
	| "template-outdated"
	| "id-not-required"
	| "missing-in-harness"
	| "differs-in-harness"
	| "harness-proof"
	| "paused";

export type PlannedConnector = {
	readonly index: number;
	readonly id: string;
	readonly name: string;
	readonly identifier: string;
	readonly accountId: AccountId;
	readonly tags: Readonly<Record<string, string>>;
	readonly requirements: Requirements;
	readonly costReport: CostReport;
	readonly externalId: ExternalId;
	readonly condition: Condition;
	/** Accounts of a payer's organization. */
	readonly members: readonly AccountId[];
};

/** A payer, and as many members after it. */
const FAMILY = 100;

export function planFleet(count: number, seed = "fleet"): readonly PlannedConnector[] {
	return Array.from({ length: count }, (_, index) => plan(index, count, seed));
}

function plan(index: number, count: number, seed: string): PlannedConnector {
	const family = index - (index % FAMILY);
	const isPayer = index === family;
	const { name, identifier, tags } = names(index);
	const bytes = createHash("sha256").update(`${seed} ${index}`).digest();
	return {
		index,
		id: idOf(index, seed),
		name,
		identifier,
		accountId: accountOf(index),
		tags,
		requirements: requirementsOf(index, isPayer),
		costReport: isPayer
			? {
					kind: "own",
					reportName: `cur2-${identifier.replaceAll("_", "-")}`,
					bucketName: `cost-reports-${accountOf(index)}`,
					reportType: "CUR2.0",
				}
			: { kind: "covered", payerConnectorId: idOf(family, seed) },
		externalId: verifierExternalId(bytes.subarray(0, 20)),
		condition: conditionOf(index, isPayer),
		members: isPayer
			? Array.from({ length: Math.min(FAMILY - 1, count - family - 1) }, (_, at) =>
					accountOf(family + at + 1),
				)
			: [],
	};
}

/** Twenty letters and digits, as the product's own ids are. */
function idOf(index: number, seed: string): string {
	const digest = createHash("sha256").update(`${seed} id ${index}`).digest();
	return Array.from(digest.subarray(0, 20), (byte) => "abcdefghijklmnopqrstuvwxyz234567"[byte % 32]).join("");
}

const FIRST_ACCOUNT = 300_000_000_000;
/** A prime: consecutive connectors have accounts that look unlike each other. */
const STRIDE = 104_729;

function accountOf(index: number): AccountId {
	const parsed = parseAccountId(String(FIRST_ACCOUNT + ((index * STRIDE) % 99_999_999_977)));
	if (!parsed.ok) throw new Error("Twelve digits are an account.");
	return parsed.value;
}

const TEAMS = [
	"payments",
	"checkout",
	"search",
	"media",
	"identity",
	"logistics",
	"pricing",
	"mobile",
	"data",
	"risk",
];
const APPS = [
	"api",
	"ledger",
	"batch",
	"gateway",
	"events",
	"reports",
	"models",
	"edge",
	"archive",
	"portal",
];
const ENVS = ["prod", "prod", "staging", "dev", "test"];
const OWNERS = [
	"amara",
	"bente",
	"chen",
	"diego",
	"elif",
	"farah",
	"goran",
	"hana",
	"ines",
	"jonas",
	"kofi",
	"lena",
];

function names(index: number) {
	const team = pick(TEAMS, index);
	const app = pick(APPS, Math.floor(index / 10));
	const env = pick(ENVS, index * 7 + Math.floor(index / 50));
	const number = String(index + 1).padStart(5, "0");
	return {
		name: `${team}-${app}-${env}-${number}`,
		identifier: `${team}_${app}_${env}_${number}`,
		tags: { team, env, owner: pick(OWNERS, Math.floor(index / 7)) },
	};
}

function pick(list: readonly string[], index: number): string {
	return list[index % list.length] ?? "";
}

function requirementsOf(index: number, isPayer: boolean): Requirements {
	const none = { autoStopping: [], governancePolicyArns: [], commitmentWrite: false } as const;
	if (isPayer) return { ...none, features: ["BILLING", "VISIBILITY"] };
	if (index % 7 === 3)
		return { ...none, features: ["VISIBILITY", "OPTIMIZATION"], autoStopping: ["EC2", "RDS"] };
	return { ...none, features: ["VISIBILITY"] };
}

/** Of a thousand: 6 fail, 9 are not quite right, 1 lets anybody in, 4 differ in Harness, 60 are proven otherwise or paused. */
function conditionOf(index: number, isPayer: boolean): Condition {
	const at = index % 1_000;
	if (isPayer) return "fine";
	if (at <= 3) return "role-deleted";
	if (at <= 6) return "organization-deny";
	if (at <= 10) return "permission-missing";
	if (at <= 15) return "template-outdated";
	if (at === 16) return "id-not-required";
	if (at <= 18) return "missing-in-harness";
	if (at <= 20) return "differs-in-harness";
	if (at >= 40 && at < 90) return "harness-proof";
	return at >= 90 && at <= 99 ? "paused" : "fine";
}
