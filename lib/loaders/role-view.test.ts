import { describe, expect, test } from "vitest";
import type { CheckRun } from "#lib/db/port.ts";
import type { CheckResult } from "#lib/domain/check.ts";
import { type Connector, DEFAULT_ROLE_OPTIONS, NO_LIFECYCLE } from "#lib/domain/connector.ts";
import { verifierExternalId } from "#lib/domain/external-id.ts";
import { type RoleViewFacts, roleView } from "./role-view.ts";

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
	costReport: null,
	requirements: null,
	role: DEFAULT_ROLE_OPTIONS,
	pastedRoleArn: null,
	verifierExternalId: verifierExternalId(new Uint8Array(20)),
	launchedAt: ago(60),
	roleFoundAt: null,
	registeredAt: null,
	harnessLastModifiedAt: null,
	trustPolicyHash: null,
	...NO_LIFECYCLE,
	createdAt: ago(600),
	updatedAt: ago(600),
};

function result(part: Partial<CheckResult>): CheckResult {
	return {
		checkId: "role-assumable",
		outcome: "waiting",
		code: "ROLE_PROPAGATING",
		observed: "The role does not answer yet.",
		details: {},
		requestId: null,
		region: null,
		durationMs: 40,
		checkedAt: ago(2),
		...part,
	};
}

const run: CheckRun = {
	id: "r",
	connectorId: connector.id,
	kind: "role",
	state: "done",
	requestedAt: ago(2),
	startedAt: ago(2),
	finishedAt: ago(1),
};

function view(facts: Partial<RoleViewFacts>) {
	return roleView({ connector, result: undefined, run: null, launchCode: null, now: NOW, ...facts });
}

describe("a role that does not answer", () => {
	test("is awaited, with no explanation to act on, while its five minutes last", () => {
		const seen = view({ result: result({}), run });
		expect(seen).toMatchObject({ state: "waiting", found: false, explanation: null });
		expect(seen.patienceEndsAt).toBe(NOW.getTime() + 4 * 60_000);
	});

	test("is asked again five seconds after it was asked last", () => {
		expect(view({ result: result({}), run }).nextAt).toBe(NOW.getTime() + 3_000);
	});

	test("has no next time while it is being asked", () => {
		const asking = { ...run, state: "running" } as const;
		expect(view({ result: result({}), run: asking })).toMatchObject({ isAsking: true, nextAt: null });
	});

	test("has failed once patience has ended, with every cause's fix", () => {
		const seen = view({ result: result({ outcome: "failed", code: "ROLE_ACCESS_DENIED" }), run });
		expect(seen.state).toBe("failed");
		expect(seen.explanation?.fixes.length).toBeGreaterThan(3);
	});

	test("is awaited anew as soon as somebody launches again", () => {
		const denied = result({ outcome: "failed", code: "ROLE_ACCESS_DENIED", checkedAt: ago(90) });
		expect(view({ result: denied, run })).toMatchObject({ state: "waiting", explanation: null });
	});

	test("another failure is not forgotten by launching again", () => {
		const wrong = result({ outcome: "failed", code: "ROLE_WRONG_ACCOUNT", checkedAt: ago(90) });
		expect(view({ result: wrong, run }).state).toBe("failed");
	});

	test("is not called missing when AWS or our own side did not let us tell", () => {
		const seen = view({ result: result({ outcome: "unknown", code: "AWS_THROTTLED" }), run });
		expect(seen).toMatchObject({ state: "unknown", found: false });
		expect(seen.explanation).not.toBeNull();
	});
});

describe("a role that answers", () => {
	test("is found by the passed check only", () => {
		expect(view({ result: result({ outcome: "passed", code: null }) }).found).toBe(true);
		expect(view({}).found).toBe(false);
	});

	test("is not asked again", () => {
		expect(view({ result: result({ outcome: "passed", code: null }), run }).nextAt).toBeNull();
	});

	test("that stopped answering is not called found, though it once was", () => {
		const stopped = result({ outcome: "failed", code: "ROLE_STOPPED_WORKING" });
		const seen = view({ connector: { ...connector, roleFoundAt: ago(500) }, result: stopped });
		expect(seen).toMatchObject({ found: false, state: "failed" });
	});
});

test("a link that may not be handed out is told with its reason", () => {
	expect(view({ launchCode: "TEMPLATE_UNREADABLE" })).toMatchObject({
		launchReady: false,
		launchCode: "TEMPLATE_UNREADABLE",
	});
});

test("AWS's own words are handed on, bounded", () => {
	const seen = view({ result: result({ details: { awsMessage: "x".repeat(5_000) } }) });
	expect(seen.awsMessage).toHaveLength(2_000);
});
