import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type AccountId, parseAccountId } from "../account-id.ts";
import { type CheckResult, TRUST_CHECKS } from "../check.ts";
import { type Connector, DEFAULT_ROLE_OPTIONS, NO_LIFECYCLE } from "../connector.ts";
import { type ExternalId, parseExternalId } from "../external-id.ts";
import { FEATURES } from "../features.ts";
import { type CeAwsConnector, changeWhatWeOwn } from "../harness-connector.ts";
import { ACCOUNT_STATES, type PlanRow } from "../rollout.ts";
import {
	countRows,
	indexConnectors,
	NO_PLAN_COUNTS,
	type PlannedAccount,
	planAccount,
	plannedBody,
	planRollout,
} from "./plan-rollout.ts";

const NOW = new Date("2026-11-22T12:00:00Z");
const ACCOUNT = accountId("123456789012");
const HARNESS_ID = externalId("harness:891928451355:EfOfrUbHTtupeZjUqxlHBg");

function accountId(text: string): AccountId {
	const parsed = parseAccountId(text);
	if (!parsed.ok) throw new Error(`${text} is no account id`);
	return parsed.value;
}

function externalId(text: string): ExternalId {
	const parsed = parseExternalId(text);
	if (!parsed.ok) throw new Error(`${text} is no external ID`);
	return parsed.value;
}

function connectorOf(account: AccountId, change: Partial<Connector> = {}): Connector {
	return {
		id: `connector-${account}`,
		version: 1,
		status: "draft",
		proof: "direct",
		partition: "aws",
		harnessAccountRef: "h1",
		requiresAutoStopping: false,
		overview: {
			name: `AWSConnector-${account}`,
			identifier: `AWSConnector_${account}`,
			awsAccountId: account,
			description: "",
			tags: { team: "platform" },
			isGovCloud: false,
		},
		costReport: { kind: "none", reason: "not-needed" },
		requirements: {
			features: ["VISIBILITY"],
			autoStopping: [],
			governancePolicyArns: [],
			commitmentWrite: false,
		},
		role: DEFAULT_ROLE_OPTIONS,
		pastedRoleArn: null,
		verifierExternalId: externalId(`rb-base-${account}`),
		launchedAt: NOW,
		roleFoundAt: NOW,
		registeredAt: null,
		harnessLastModifiedAt: null,
		trustPolicyHash: null,
		...NO_LIFECYCLE,
		createdAt: NOW,
		updatedAt: NOW,
		...change,
	};
}

function results(outcome: CheckResult["outcome"], ids: readonly CheckResult["checkId"][] = TRUST_CHECKS) {
	return ids.map(
		(checkId): CheckResult => ({
			checkId,
			outcome,
			code: null,
			observed: "",
			details: {},
			requestId: null,
			region: null,
			durationMs: 1,
			checkedAt: NOW,
		}),
	);
}

const PROVEN = results("passed");
const CURRENT = { status: "CURRENT", detail: "SUCCEEDED", reason: null, seenAt: NOW };
const PLANNED: PlannedAccount = {
	account: { accountId: ACCOUNT, name: "web", state: "ACTIVE", leftAt: null, instance: CURRENT },
	connector: connectorOf(ACCOUNT),
	results: PROVEN,
};

function factsWith(...there: readonly CeAwsConnector[]) {
	return { harness: indexConnectors(there), harnessExternalId: HARNESS_ID, now: NOW, isVendorMode: false };
}

/** As Harness has it, once it was created from ours. */
function bodyOf(connector: Connector): CeAwsConnector {
	const body = plannedBody(connector, { harnessExternalId: HARNESS_ID });
	if (body === null) throw new Error("the test's connector is not complete");
	return body;
}
const BODY = bodyOf(connectorOf(ACCOUNT));

describe("what registering would do with an account", () => {
	test("one that is proven and not in Harness is created", () => {
		expect(planAccount(PLANNED, factsWith())).toEqual({
			accountId: ACCOUNT,
			connectorId: `connector-${ACCOUNT}`,
			action: "create",
			reason: "new",
			name: `AWSConnector-${ACCOUNT}`,
			identifier: `AWSConnector_${ACCOUNT}`,
			changes: [],
		});
	});

	test("one that is registered and differs is updated, and each field says from what to what", () => {
		const there = {
			...BODY,
			description: "by hand",
			tags: { team: "web", owner: "eve" },
			spec: { ...BODY.spec, featuresEnabled: ["VISIBILITY", "GOVERNANCE"] },
		};
		const connector = connectorOf(ACCOUNT, { status: "registered" });
		expect(planAccount({ ...PLANNED, connector }, factsWith(there))).toMatchObject({
			action: "update",
			reason: "differs",
			changes: [
				{ path: "description", from: "by hand", to: "" },
				{ path: "tags.team", from: "web", to: "platform" },
				{ path: "spec.featuresEnabled", from: "VISIBILITY GOVERNANCE", to: "VISIBILITY" },
			],
		});
	});

	test("one that is registered and the same is left alone, even while its evidence is old", () => {
		const connector = connectorOf(ACCOUNT, { status: "registered" });
		expect(planAccount({ ...PLANNED, connector, results: [] }, factsWith(BODY))).toMatchObject({
			action: "unchanged",
			reason: "same",
		});
	});

	test("a draft that is in Harness already is adopted", () => {
		expect(planAccount(PLANNED, factsWith(BODY))).toMatchObject({
			action: "adopt",
			reason: "already-there",
			changes: [],
		});
	});

	test("a connector that Harness has for the account under another identifier is adopted under that", () => {
		const there = { ...BODY, identifier: "ByHand", name: "By hand" };
		expect(planAccount(PLANNED, factsWith(there))).toMatchObject({
			action: "adopt",
			identifier: "ByHand",
			changes: [{ path: "name", from: "By hand", to: `AWSConnector-${ACCOUNT}` }],
		});
	});

	test("of several for the account the first by identifier is adopted, in whatever order they are listed", () => {
		const [a, b] = [
			{ ...BODY, identifier: "A" },
			{ ...BODY, identifier: "B" },
		];
		expect(planAccount(PLANNED, factsWith(b, a)).identifier).toBe("A");
		expect(planAccount(PLANNED, factsWith(a, b)).identifier).toBe("A");
	});

	test("an account that a connector names by its role alone is that account", () => {
		const there = { ...BODY, identifier: "ByHand", spec: { ...BODY.spec, awsAccountId: "" } };
		expect(planAccount(PLANNED, factsWith(there))).toMatchObject({ action: "adopt", identifier: "ByHand" });
	});

	test("an identifier that another account's connector has is not taken from it", () => {
		const there = { ...BODY, spec: { ...BODY.spec, awsAccountId: "999999999999" } };
		expect(planAccount(PLANNED, factsWith(there))).toMatchObject({
			action: "blocked",
			reason: "identifier-taken",
		});
	});

	test("what was registered and is gone from Harness is created again", () => {
		const connector = connectorOf(ACCOUNT, { status: "registered" });
		expect(planAccount({ ...PLANNED, connector }, factsWith())).toMatchObject({ action: "create" });
	});
});

describe("what is blocked", () => {
	const { account } = PLANNED;
	const failedTrust = [...results("failed", ["external-id-exact"]), ...PROVEN.slice(0, 2)];
	const blocked: readonly (readonly [string, Partial<PlannedAccount>, PlanRow["reason"]])[] = [
		["an account that left", { account: { ...account, leftAt: NOW } }, "account-left"],
		["a suspended one", { account: { ...account, state: "SUSPENDED" } }, "account-not-active"],
		["one that is being closed", { account: { ...account, state: "PENDING_CLOSURE" } }, "account-not-active"],
		["one without a stack", { account: { ...account, instance: null }, connector: null }, "not-deployed"],
		["one with a stack and no connector", { connector: null }, "no-connector"],
		[
			"one whose connector leaves",
			{ connector: connectorOf(ACCOUNT, { status: "offboarded" }) },
			"no-connector",
		],
		[
			"one whose connector is another account's by now",
			{ connector: connectorOf(accountId("210987654321")) },
			"no-connector",
		],
		["one whose role let a wrong ID in", { results: failedTrust }, "quarantined"],
		["one without any evidence", { results: [] }, "not-proven"],
		["one that lacks one trust check", { results: PROVEN.slice(1) }, "not-proven"],
		[
			"one whose role never answered",
			{ connector: connectorOf(ACCOUNT, { roleFoundAt: null }), results: [] },
			"role-not-found",
		],
		[
			"one whose stack failed",
			{
				account: { ...account, instance: { ...CURRENT, status: "OUTDATED", detail: "FAILED" } },
				connector: connectorOf(ACCOUNT, { roleFoundAt: null }),
				results: [],
			},
			"not-deployed",
		],
	];
	test.each(blocked)("%s", (_, change, reason) => {
		expect(planAccount({ ...PLANNED, ...change }, factsWith())).toMatchObject({ action: "blocked", reason });
	});

	test("evidence past its limit proves nothing", () => {
		const later = { ...factsWith(), now: new Date(NOW.getTime() + 25 * 3_600_000) };
		expect(planAccount(PLANNED, later)).toMatchObject({ action: "blocked", reason: "not-proven" });
	});

	test("an account of which Organizations said no state is not taken for inactive", () => {
		const unknown = { ...PLANNED, account: { ...PLANNED.account, state: "UNKNOWN" as const } };
		expect(planAccount(unknown, factsWith()).action).toBe("create");
	});

	test("a connector that was drafted by hand on Harness's word is not registered by a plan", () => {
		const connector = connectorOf(ACCOUNT, { proof: "harness" });
		expect(planAccount({ ...PLANNED, connector }, factsWith())).toMatchObject({ action: "blocked" });
	});

	test("missing permissions do not stand in the way", () => {
		const also = [...PROVEN, ...results("failed", ["permissions:VISIBILITY"])];
		expect(planAccount({ ...PLANNED, results: also }, factsWith()).action).toBe("create");
	});
});

const features = fc.subarray([...FEATURES], { minLength: 1 });
/** A rollout's accounts and what Harness has: theirs as it ought to be or not, others', and under other names. */
const world = fc
	.uniqueArray(fc.integer({ min: 100_000_000_000, max: 100_000_000_040 }), { maxLength: 25 })
	.chain((numbers) =>
		fc.tuple(
			...numbers.map((number) =>
				fc.record({
					id: fc.constant(accountId(String(number))),
					state: fc.constantFrom(...ACCOUNT_STATES),
					hasLeft: fc.boolean(),
					hasConnector: fc.boolean(),
					isRegistered: fc.boolean(),
					instance: fc.constantFrom("CURRENT", "OUTDATED", null),
					isFound: fc.boolean(),
					trust: fc.constantFrom("passed" as const, "failed" as const, "unknown" as const),
					features,
					there: fc.constantFrom("no", "same", "differs", "elsewhere", "foreign"),
					theirFeatures: features,
				}),
			),
		),
	);
type World = typeof world extends fc.Arbitrary<infer T> ? T : never;

function planned(one: World[number]): PlannedAccount {
	const { id, state, instance, trust } = one;
	const connector = connectorOf(id, {
		status: one.isRegistered ? "registered" : "draft",
		roleFoundAt: one.isFound ? NOW : null,
		requirements: {
			features: one.features,
			autoStopping: [],
			governancePolicyArns: [],
			commitmentWrite: false,
		},
		costReport: { kind: "own", reportName: "r", bucketName: "b", reportType: "CUR2.0" },
	});
	return {
		account: {
			accountId: id,
			name: `name-${id}`,
			state,
			leftAt: one.hasLeft ? NOW : null,
			instance: instance && { ...CURRENT, status: instance },
		},
		connector: one.hasConnector ? connector : null,
		results: trust === "passed" ? PROVEN : results(trust),
	};
}

function harnessHas(one: World[number]): readonly CeAwsConnector[] {
	const body = bodyOf(
		planned({ ...one, hasConnector: true, isRegistered: false }).connector ?? connectorOf(one.id),
	);
	switch (one.there) {
		case "same":
			return [body];
		case "differs":
			return [
				{ ...body, name: "by hand", later: 1, spec: { ...body.spec, featuresEnabled: one.theirFeatures } },
			];
		case "elsewhere":
			return [{ ...body, identifier: `ByHand_${one.id}`, name: "by hand" }];
		case "foreign":
			return [{ ...body, spec: { ...body.spec, awsAccountId: "999999999999" } }];
		default:
			return [];
	}
}

/** What Harness and we have once a plan was applied. */
function applied(
	accounts: readonly PlannedAccount[],
	there: readonly CeAwsConnector[],
	rows: readonly PlanRow[],
) {
	const harness = new Map(there.map((connector) => [connector.identifier, connector]));
	const after = accounts.map((one, index) => {
		const row = rows[index];
		const { connector } = one;
		if (row === undefined || connector?.overview == null) return one;
		if (row.action === "unchanged" || row.action === "blocked") return one;
		const body = { ...bodyOf(connector), identifier: row.identifier };
		const existing = harness.get(row.identifier);
		if ((existing === undefined) !== (row.action === "create")) throw new Error("planned what is not so");
		harness.set(row.identifier, existing === undefined ? body : changeWhatWeOwn(existing, body));
		const overview = { ...connector.overview, identifier: row.identifier };
		return { ...one, connector: { ...connector, overview, status: "registered" as const } };
	});
	return { accounts: after, there: [...harness.values()] };
}

describe("a plan of any rollout", () => {
	test("names every account exactly once, in its order", () => {
		fc.assert(
			fc.property(world, (all) => {
				const rows = planRollout(all.map(planned), factsWith(...all.flatMap(harnessHas)));
				expect(rows.map((row) => row.accountId)).toEqual(all.map(({ id }) => id));
				const counts = countRows(NO_PLAN_COUNTS, rows);
				expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(all.length);
			}),
		);
	});

	test("writes nothing for an account that is gone, without a connector, or not proven", () => {
		fc.assert(
			fc.property(world, (all) => {
				const rows = planRollout(all.map(planned), factsWith(...all.flatMap(harnessHas)));
				for (const [index, row] of rows.entries()) {
					const one = all[index];
					const isWritten = row.action !== "blocked" && row.action !== "unchanged";
					if (one === undefined || !isWritten) continue;
					expect(one).toMatchObject({ hasConnector: true, hasLeft: false, trust: "passed" });
					expect(["ACTIVE", "UNKNOWN", "PENDING_ACTIVATION"]).toContain(one.state);
				}
			}),
		);
	});

	test("once applied, a new plan finds nothing more to write, and blocks what was blocked", () => {
		fc.assert(
			fc.property(world, (all) => {
				const accounts = all.map(planned);
				const there = all.flatMap(harnessHas);
				const rows = planRollout(accounts, factsWith(...there));
				const after = applied(accounts, there, rows);
				const again = planRollout(after.accounts, factsWith(...after.there));
				for (const [index, row] of rows.entries()) {
					if (row.action === "blocked") expect(again[index]).toEqual(row);
					else expect(again[index]?.action).toBe("unchanged");
				}
				const perAccount = Map.groupBy(after.there, ({ spec }) => spec.awsAccountId);
				for (const { id, there: had } of all)
					if (had !== "foreign") expect(perAccount.get(id)?.length ?? 0).toBeLessThanOrEqual(1);
			}),
		);
	});
});
