import { setTimeout as sleep } from "node:timers/promises";
import { AwsError, ConnectionReset } from "./errors.ts";
import type { FaultRule } from "./state.ts";
import type { World } from "./world.ts";

type FaultScope = {
	readonly service: string;
	readonly action: string;
	readonly accounts: readonly string[];
};

/** Calls let through in the running second, by rule. */
const counters = new WeakMap<FaultRule, { second: number; count: number }>();

function matches(rule: FaultRule, scope: FaultScope): boolean {
	return (
		(rule.service === undefined || rule.service === scope.service) &&
		(rule.action === undefined || rule.action === scope.action) &&
		(rule.account === undefined || scope.accounts.includes(rule.account))
	);
}

function isOverRate(rule: FaultRule, now: number): boolean {
	const second = Math.floor(now / 1000);
	const counter = counters.get(rule);
	const count = counter?.second === second ? counter.count + 1 : 1;
	counters.set(rule, { second, count });
	return count > (rule.perSecond ?? 0);
}

function spendOne(world: World, rule: FaultRule): void {
	if (rule.times === undefined) return;
	rule.times -= 1;
	if (rule.times <= 0) world.state.faults.rules = world.state.faults.rules.filter((other) => other !== rule);
}

function throttled(service: string): AwsError {
	if (service === "s3") return new AwsError("SlowDown", "Please reduce your request rate.", 503);
	if (service === "ec2") return new AwsError("RequestLimitExceeded", "Request limit exceeded.", 503);
	const isQuery = service === "sts" || service === "iam" || service === "cloudformation";
	return new AwsError(isQuery ? "Throttling" : "ThrottlingException", "Rate exceeded");
}

/** Delays, refuses or drops the call as the set faults say. */
export async function applyFaults(world: World, scope: FaultScope): Promise<void> {
	for (const rule of [...world.state.faults.rules]) {
		if (!matches(rule, scope)) continue;
		if (rule.kind === "throttle" && !isOverRate(rule, world.now())) continue;
		spendOne(world, rule);
		switch (rule.kind) {
			case "latency":
				await sleep(rule.ms ?? 1000);
				break;
			case "throttle":
				throw throttled(scope.service);
			case "error":
				throw new AwsError(
					rule.code ?? "InternalFailure",
					rule.message ?? "The request processing has failed because of an unknown error.",
					rule.status ?? 500,
				);
			case "reset":
				throw new ConnectionReset();
			default:
				rule.kind satisfies never;
		}
	}
}
