import { afterAll, beforeAll, expect, test } from "vitest";
import { createAws } from "#lib/aws/aws.ts";
import type { Aws, AwsAnswer } from "#lib/aws/port.ts";
import { parseRoleArn } from "#lib/domain/arn.ts";
import { sessionPolicy } from "#lib/domain/permissions/session-policy.ts";
import { type AwsSandbox, startAwsSandbox } from "#lib/sandbox/aws/start-aws-sandbox.ts";
import { OPERATOR_CREDENTIALS } from "#lib/sandbox/credentials.ts";
import { memoryBudgets } from "#lib/testing/memory-budgets.ts";
import { TEST_SETTINGS } from "#lib/testing/memory-db.ts";
import { sandboxCall } from "#lib/testing/sandbox-clients.ts";
import { createGates, type Gates } from "./create-gates.ts";

const SETTINGS = { ...TEST_SETTINGS, stsRequestsPerSecond: 200 };
const BEGAN = Date.now();
/** A time of its own: whoever waits for room lets it pass. */
let at = 0;
const now = () => BEGAN + at;
const budgets = memoryBudgets(() => new Date(now()));
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
let sandbox: AwsSandbox;
let aws: Aws;
let gates: Gates;

beforeAll(async () => {
	sandbox = await startAwsSandbox({ port: 0, now, propagationDelayMs: 0, stackStepMs: 0 });
	gates = createGates({
		db: { budgets, settings: { get: async () => SETTINGS, save: async () => null } },
		log: silent,
		clock: () => at,
		wait: async (ms) => {
			at += ms;
		},
	});
	aws = createAws({
		env: { AWS_ENDPOINT_URL: sandbox.url },
		credentialsFor: () => OPERATOR_CREDENTIALS,
		retries: { wait: async () => undefined },
		stsGate: gates.sts,
	});
});
afterAll(async () => {
	aws.close();
	await sandbox.close();
});

const role = parseRoleArn("arn:aws:iam::999900001111:role/HarnessCERole");

/** So many calls, twenty at a time; what each ended with. */
async function call(count: number): Promise<readonly string[]> {
	const codes: string[] = [];
	if (!role.ok) throw new Error("The ARN is well formed.");
	const ask = {
		partition: "aws",
		roleArn: role.value.arn,
		externalId: null,
		sessionName: "rolebridge-test",
	} as const;
	const work = async () => {
		while (count > 0) {
			count -= 1;
			const answer: AwsAnswer<unknown> = await aws.probeRole({ ...ask, policy: sessionPolicy("denied") });
			codes.push(answer.kind === "answered" ? "answered" : answer.code);
		}
	};
	await Promise.all(Array.from({ length: 20 }, work));
	return codes;
}

type Second = { readonly second: number; readonly calls: number; readonly throttled: number };

async function seconds(): Promise<readonly Second[]> {
	const answer = await sandboxCall(sandbox.url, "GET", "sts-rate");
	// The sandbox's own answer; lib/sandbox/aws/sts-quota.ts has its shape.
	return (answer as { seconds: readonly Second[] }).seconds;
}

const share = (list: readonly Second[]) => {
	const sum = (field: "calls" | "throttled") => list.reduce((total, second) => total + second[field], 0);
	return sum("throttled") / sum("calls");
};

test("hard throttling is obeyed without failing anybody, and the full rate comes back after it", async () => {
	await sandboxCall(sandbox.url, "PATCH", "faults", { stsQuota: 20 });
	const hard = await call(500);
	const during = await seconds();
	// Nobody is blamed: a call that found no room in four tries is told as throttled, and nothing else.
	expect(new Set(hard)).toEqual(new Set(["ROLE_ACCESS_DENIED", "AWS_THROTTLED"]));
	expect(during.length).toBeGreaterThan(12);
	expect(share(during.slice(-8))).toBeLessThan(0.35);
	expect((await budgets.list())[0]?.rate).toBeLessThan(60);
	expect(gates.breakers.stateOf("sts:us-east-1")).toBe("closed");

	await sandboxCall(sandbox.url, "PATCH", "faults", { stsQuota: 0 });
	await sandboxCall(sandbox.url, "DELETE", "sts-rate");
	expect(new Set(await call(200))).toEqual(new Set(["ROLE_ACCESS_DENIED"]));
	at += 40_000;
	expect(new Set(await call(600))).toEqual(new Set(["ROLE_ACCESS_DENIED"]));
	expect((await budgets.list())[0]?.rate).toBe(200);
	const after = await seconds();
	expect(Math.max(...after.map(({ calls }) => calls))).toBeLessThanOrEqual(250);
	expect(share(after)).toBe(0);
}, 30_000);

test("while nobody is answered calls are held back, and three good ones open the way again", async () => {
	at += 60_000;
	const rule = { kind: "error", service: "sts", status: 503, code: "ServiceUnavailable" };
	await sandboxCall(sandbox.url, "POST", "faults/rules", rule);
	for (let account = 0; account < 30; account += 1) {
		gates.sts.observe("us-east-1", { account: String(100_000_000_000 + account), isOutage: true });
	}
	expect(gates.breakers.stateOf("sts:us-east-1")).toBe("open");
	await sandboxCall(sandbox.url, "DELETE", "sts-rate");
	expect(new Set(await call(50))).toEqual(new Set(["AWS_UNAVAILABLE"]));
	expect(await seconds()).toEqual([]);

	await sandboxCall(sandbox.url, "DELETE", "faults");
	at += 15_000;
	expect(gates.breakers.stateOf("sts:us-east-1")).toBe("half-open");
	for (let probe = 0; probe < 3; probe += 1) {
		expect(await aws.callerIdentity({ partition: "aws" })).toMatchObject({ kind: "answered" });
	}
	expect(gates.breakers.stateOf("sts:us-east-1")).toBe("closed");
	expect(new Set(await call(20))).toEqual(new Set(["ROLE_ACCESS_DENIED"]));
});
