import { AwsError } from "./errors.ts";
import type { World } from "./world.ts";

/** One token bucket for each calling account and region, as AWS counts; it holds one second's worth. */
type Bucket = { tokens: number; at: number };
type Second = { second: number; calls: number; throttled: number };

const SECONDS_KEPT = 3_600;
const buckets = new WeakMap<World, Map<string, Bucket>>();
const seconds = new WeakMap<World, Second[]>();

/** Counts a call to STS, and refuses it when the quota is on and used up. */
export function chargeSts(world: World, account: string, region: string): void {
	const now = world.now();
	const counted = secondOf(world, Math.floor(now / 1_000));
	counted.calls += 1;
	const quota = world.state.faults.stsQuota ?? 0;
	if (quota <= 0 || takeOne(world, `${account} ${region}`, quota, now)) return;
	counted.throttled += 1;
	throw new AwsError("Throttling", "Rate exceeded");
}

function takeOne(world: World, key: string, quota: number, now: number): boolean {
	const known = buckets.get(world) ?? new Map<string, Bucket>();
	buckets.set(world, known);
	const before = known.get(key) ?? { tokens: quota, at: now };
	const tokens = Math.min(quota, before.tokens + (quota * Math.max(0, now - before.at)) / 1_000);
	const mayGo = tokens >= 1;
	known.set(key, { tokens: mayGo ? tokens - 1 : tokens, at: now });
	return mayGo;
}

function secondOf(world: World, second: number): Second {
	const list = seconds.get(world) ?? [];
	seconds.set(world, list);
	const last = list.at(-1);
	if (last?.second === second) return last;
	const made = { second, calls: 0, throttled: 0 };
	list.push(made);
	if (list.length > SECONDS_KEPT) list.shift();
	return made;
}

/** Calls to STS by epoch second, oldest first; seconds without a call are left out. */
export function stsRate(world: World): readonly Second[] {
	return seconds.get(world) ?? [];
}

export function forgetStsRate(world: World): void {
	seconds.delete(world);
	buckets.delete(world);
}
