import { createHash, randomBytes } from "node:crypto";
import type { ResourceType } from "./cloudformation/resource-type.ts";
import type { SandboxPartition } from "./regions.ts";
import type { Account, AwsState, Bucket, Role } from "./state.ts";

/** The sandbox's state with the clock and the means to keep it: what every service works on. */
export type World = {
	readonly state: AwsState;
	/** Epoch milliseconds. */
	readonly now: () => number;
	/** Says that the state changed and is to be written. */
	readonly changed: () => void;
	readonly requests: RequestRecord[];
	/** What stacks can make, by type. Handed in: some types run stacks themselves. */
	readonly resourceTypes: Readonly<Record<string, ResourceType>>;
};

type RequestRecord = {
	readonly at: string;
	readonly requestId: string;
	readonly service: string;
	readonly action: string;
	readonly region: string;
	readonly account: string | null;
	/** The account that the call is about, where that is another one. */
	readonly targetAccount: string | null;
	readonly principal: string | null;
	readonly status: number;
	readonly errorCode: string | null;
};

export function accountKey(partition: SandboxPartition, id: string): string {
	return `${partition}/${id}`;
}

/** Any account of 12 digits exists at first use. */
export function accountOf(world: World, partition: SandboxPartition, id: string): Account {
	const key = accountKey(partition, id);
	const known = world.state.accounts[key];
	if (known !== undefined) return known;
	const account: Account = {
		id,
		partition,
		name: `Account ${id}`,
		roles: {},
		policies: {},
		users: {},
		enabledRegions: [],
		reports: [],
		exports: [],
		organization: null,
		memberOf: null,
	};
	world.state.accounts[key] = account;
	return account;
}

export function accountByKey(world: World, key: string): Account {
	const [partition = "aws", id = ""] = key.split("/");
	return accountOf(world, partition === "aws-us-gov" ? "aws-us-gov" : toPartition(partition), id);
}

function toPartition(text: string): SandboxPartition {
	return text === "aws-cn" || text === "aws-eusc" || text === "aws-us-gov" ? text : "aws";
}

/** Role names are unique in an account whatever their path, and compared without case. */
export function findRole(account: Account, name: string): Role | undefined {
	const exact = account.roles[name];
	if (exact !== undefined) return exact;
	return Object.values(account.roles).find((role) => role.name.toLowerCase() === name.toLowerCase());
}

export function findBucket(world: World, name: string): Bucket | undefined {
	return Object.hasOwn(world.state.buckets, name) ? world.state.buckets[name] : undefined;
}

/** An id such as AROA…, AIDA… or ANPA…: prefix and 17 capital letters or digits. */
export function uniqueId(prefix: string): string {
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
	return prefix + Array.from(randomBytes(17), (byte) => alphabet[byte % 32]).join("");
}

/** The same id at every start, for what is there from the beginning. */
export function stableId(prefix: string, seed: string): string {
	const digest = createHash("sha256").update(seed).digest();
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
	return prefix + Array.from(digest.subarray(0, 17), (byte) => alphabet[byte % 32]).join("");
}
