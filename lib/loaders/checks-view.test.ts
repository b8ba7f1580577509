import { describe, expect, test } from "vitest";
import type { CheckRun } from "#lib/db/port.ts";
import { type CheckId, type CheckResult, TRUST_CHECKS } from "#lib/domain/check.ts";
import { type Connector, DEFAULT_ROLE_OPTIONS, NO_LIFECYCLE } from "#lib/domain/connector.ts";
import { verifierExternalId } from "#lib/domain/external-id.ts";
import { boundDetails } from "./bound-details.ts";
import { type ChecksViewFacts, checksView } from "./checks-view.ts";

const NOW = new Date("2026-11-22T12:00:00Z");
const ago = (seconds: number) => new Date(NOW.getTime() - seconds * 1_000);

const connector: Connector = {
	id: "c0000000000000000001",
	version: 4,
	status: "draft",
	proof: "direct",
	partition: "aws",
	harnessAccountRef: "default",
	requiresAutoStopping: false,
	overview: null,
	costReport: { kind: "covered", payerConnectorId: "p" },
	requirements: {
		features: ["VISIBILITY"],
		autoStopping: [],
		governancePolicyArns: [],
		commitmentWrite: false,
	},
	role: DEFAULT_ROLE_OPTIONS,
	pastedRoleArn: null,
	verifierExternalId: verifierExternalId(new Uint8Array(20)),
	launchedAt: ago(300),
	roleFoundAt: ago(30),
	registeredAt: null,
	harnessLastModifiedAt: null,
	trustPolicyHash: null,
	...NO_LIFECYCLE,
	createdAt: ago(600),
	updatedAt: ago(300),
};

const doneRun: CheckRun = {
	id: "r",
	connectorId: connector.id,
	kind: "full",
	state: "done",
	requestedAt: ago(30),
	startedAt: ago(29),
	finishedAt: ago(27),
};

function result(checkId: CheckId, part: Partial<CheckResult> = {}): CheckResult {
	return {
		checkId,
		outcome: "passed",
		code: null,
		observed: `${checkId} was seen.`,
		details: {},
		requestId: null,
		region: null,
		durationMs: 40,
		checkedAt: ago(28),
		...part,
	};
}

const ALL: readonly CheckId[] = [
	...TRUST_CHECKS,
	"permissions:VISIBILITY",
	"cost-report-covers-account",
	"regions",
	"template-current",
];

function results(changed: Partial<Record<CheckId, Partial<CheckResult>>> = {}): readonly CheckResult[] {
	return ALL.map((checkId) => result(checkId, changed[checkId]));
}

function view(facts: Partial<ChecksViewFacts> = {}) {
	return checksView({
		connector,
		results: results(),
		run: doneRun,
		isVendorMode: false,
		usesHarnessTemplate: false,
		now: NOW,
		...facts,
	});
}

describe("rows", () => {
	test("there is one for every applicable check, and Harness's own test comes after Finish", () => {
		expect(view().rows.map(({ checkId }) => checkId)).toEqual([...ALL, "harness-connector"]);
		expect(view().rows.at(-1)?.state).toBe("later");
	});

	test("while a verification runs, only what it has found itself is shown as found", () => {
		const running = { ...doneRun, state: "running", startedAt: ago(5), finishedAt: null } as const;
		const fresh = results({ "role-assumable": { checkedAt: ago(4) } });
		const states = view({ run: running, results: fresh }).rows.map(({ state }) => state);
		expect(states.slice(0, 2)).toEqual(["passed", "running"]);
	});

	test("a passed or skipped check tells no fix; a failed one does", () => {
		const seen = view({
			results: results({
				regions: { outcome: "skipped", code: "REGION_DISABLED" },
				"template-current": { outcome: "failed", code: "TEMPLATE_OUTDATED" },
			}),
		}).rows;
		expect(seen.find(({ checkId }) => checkId === "regions")?.explanation).toBeNull();
		expect(seen.find(({ checkId }) => checkId === "template-current")?.explanation?.fixes).not.toEqual([]);
	});

	test("a provisional denial says when it is asked again", () => {
		const seen = view({
			results: results({ "external-id-exact": { outcome: "waiting", code: "EXTERNAL_ID_PROVISIONAL" } }),
		});
		const row = seen.rows.find(({ checkId }) => checkId === "external-id-exact");
		expect(row?.againAt).toBe(NOW.getTime() + 31_000);
	});
});

describe("whether a verification is due", () => {
	test("it is when none was ever made, or what was known is about other facts", () => {
		expect(view({ run: null, results: [] }).isDue).toBe(true);
		expect(view({ results: [] }).isDue).toBe(true);
	});

	test("it is not while one runs, or just after one", () => {
		expect(view({ run: { ...doneRun, state: "running" }, results: [] }).isDue).toBe(false);
		expect(view().isDue).toBe(false);
	});

	test("it is while the role is awaited, and when the evidence is no longer of just now", () => {
		const waiting = results({ "role-assumable": { outcome: "waiting", code: "ROLE_PROPAGATING" } });
		expect(view({ results: waiting }).isDue).toBe(true);
		expect(view({ run: { ...doneRun, requestedAt: ago(601) } }).isDue).toBe(true);
	});

	test("it is after Finish, until Harness's own test has a result", () => {
		const registered = { ...connector, status: "registered" } as const;
		expect(view({ connector: registered }).isDue).toBe(true);
		const tested = [...results(), result("harness-connector")];
		expect(view({ connector: registered, results: tested }).isDue).toBe(false);
	});

	test("a run that a killed worker left behind does not hold everything up", () => {
		const left = { ...doneRun, state: "running", requestedAt: ago(700) } as const;
		expect(view({ run: left })).toMatchObject({ isRunning: false, isDue: true });
	});
});

describe("Finish", () => {
	test("is ready when the four trust checks passed and nothing failed; waiting for a report does not matter", () => {
		expect(view().finish).toMatchObject({ kind: "ready", isProven: true, open: [] });
		const late = results({ regions: { outcome: "waiting", code: "COST_REPORT_TOO_NEW" } });
		expect(view({ results: late }).finish.kind).toBe("ready");
	});

	test("names what failed", () => {
		const failing = results({ "permissions:VISIBILITY": { outcome: "failed", code: "PERMISSION_DENIED" } });
		const { finish } = view({ results: failing });
		expect(finish).toMatchObject({ kind: "failing", isProven: true, mayRestOnHarness: false });
		expect(finish.open.map(({ checkId }) => checkId)).toEqual(["permissions:VISIBILITY"]);
	});

	test("waits while a trust check waits and nothing failed", () => {
		const young = results({
			"external-id-required": { outcome: "waiting", code: "EXTERNAL_ID_PROVISIONAL" },
		});
		expect(view({ results: young }).finish).toMatchObject({ kind: "waiting", isProven: false });
	});

	test("offers Harness's word only where the role may be one that does not trust us", () => {
		const denied = results({ "role-assumable": { outcome: "failed", code: "ROLE_ACCESS_DENIED" } });
		expect(view({ results: denied }).finish.mayRestOnHarness).toBe(true);
		const elsewhere = results({ "role-assumable": { outcome: "failed", code: "ROLE_WRONG_ACCOUNT" } });
		expect(view({ results: elsewhere }).finish.mayRestOnHarness).toBe(false);
		expect(view({ usesHarnessTemplate: true }).finish.mayRestOnHarness).toBe(false);
	});

	test.each(["external-id-required", "external-id-exact", "trust-policy"] as const)(
		"is barred by a failed %s, and Harness's word does not help",
		(checkId) => {
			const { finish } = view({
				results: results({ [checkId]: { outcome: "failed" } }),
				usesHarnessTemplate: true,
			});
			expect(finish).toMatchObject({ kind: "quarantined", isProven: false, mayRestOnHarness: false });
		},
	);
});

test("details are bounded in length, width and depth, and small ones stay as they are", () => {
	const small = { actions: [{ action: "s3:GetObject", verdict: "allowed" }], policy: { Statement: [] } };
	expect(boundDetails(small)).toEqual(small);
	let deep: { [key: string]: unknown } = {};
	for (let level = 0; level < 50; level++) deep = { deep };
	const bounded = JSON.stringify(
		boundDetails(
			JSON.parse(
				JSON.stringify({ text: "x".repeat(9_000), list: Array.from({ length: 900 }, () => 1), deep }),
			),
		),
	);
	expect(bounded.length).toBeLessThan(4_000);
});
