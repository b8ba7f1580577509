import { describe, expect, it } from "vitest";
import { parseAccountId } from "./account-id.ts";
import { type Connector, DEFAULT_ROLE_OPTIONS, NO_LIFECYCLE } from "./connector.ts";
import { verifierExternalId } from "./external-id.ts";
import type { Requirements } from "./features.ts";
import {
	type ConnectorLinkKind,
	isFulfilled,
	isReadable,
	isRequestGone,
	type LaunchLinkTimes,
	type LaunchRequest,
	linkState,
} from "./launch-link.ts";

const NOW = new Date("2026-11-22T12:00:00Z");
const EARLIER = new Date("2026-11-22T11:00:00Z");
const LATER = new Date("2026-11-29T12:00:00Z");
const idOf = (seed: number) => verifierExternalId(new Uint8Array(20).fill(seed));
const [OLD, NEW, OTHER] = [idOf(1), idOf(2), idOf(3)];

const times: LaunchLinkTimes = {
	expiresAt: LATER,
	revokedAt: null,
	declinedAt: null,
	actedAt: null,
	completedAt: null,
};
const about = { isGone: false, now: NOW };

function wants(...features: Requirements["features"]): Requirements {
	return { features, autoStopping: [], governancePolicyArns: [], commitmentWrite: false };
}

function connector(change: Partial<Connector> = {}): Connector {
	const awsAccountId = parseAccountId("123456789012");
	if (!awsAccountId.ok) throw new Error("unreachable");
	return {
		id: "a".repeat(20),
		version: 3,
		status: "registered",
		proof: "direct",
		partition: "aws",
		harnessAccountRef: "default",
		requiresAutoStopping: false,
		overview: {
			...{ name: "Payer", identifier: "Payer", description: "", tags: {}, isGovCloud: false },
			awsAccountId: awsAccountId.value,
		},
		costReport: { kind: "none", reason: "not-needed" },
		requirements: wants("VISIBILITY"),
		role: DEFAULT_ROLE_OPTIONS,
		pastedRoleArn: null,
		verifierExternalId: OLD,
		...{ launchedAt: null, roleFoundAt: null, registeredAt: null, harnessLastModifiedAt: null },
		trustPolicyHash: null,
		...NO_LIFECYCLE,
		...{ createdAt: EARLIER, updatedAt: EARLIER },
		...change,
	};
}

const asked = (kind: ConnectorLinkKind, change: Partial<LaunchRequest> = {}) => ({
	kind,
	request: { awsAccountId: "123456789012", requirements: wants("VISIBILITY"), rotation: null, ...change },
});
const facts = (
	change: Partial<Connector> = {},
	seen: { isProven?: boolean; isTemplateCurrent?: boolean } = {},
) => ({
	connector: connector(change),
	isProven: false,
	isTemplateCurrent: false,
	...seen,
});

describe("what has become of a link", () => {
	it("follows from what was done with it, and from its time", () => {
		expect(linkState(times, about)).toBe("open");
		expect(linkState({ ...times, actedAt: EARLIER }, about)).toBe("acted");
		expect(linkState({ ...times, revokedAt: EARLIER }, about)).toBe("revoked");
		expect(linkState({ ...times, declinedAt: EARLIER }, about)).toBe("declined");
		expect(linkState(times, { ...about, isGone: true })).toBe("revoked");
	});

	it("ends at its time to the millisecond", () => {
		const expiresAt = NOW;
		expect(linkState({ ...times, expiresAt }, { ...about, now: new Date(NOW.getTime() - 1) })).toBe("open");
		expect(linkState({ ...times, expiresAt }, about)).toBe("expired");
	});

	it("stays done whatever comes after, and its receipt is read until its time is over", () => {
		const done = { ...times, completedAt: EARLIER };
		expect(linkState(done, { isGone: true, now: NOW })).toBe("done");
		expect(isReadable("done", done, NOW)).toBe(true);
		expect(isReadable("done", done, LATER)).toBe(false);
	});

	it("shows nothing of a link that ended otherwise", () => {
		for (const state of ["revoked", "declined", "expired"] as const)
			expect(isReadable(state, times, NOW)).toBe(false);
	});
});

describe("a link's request", () => {
	it("is gone once the connector names another account, or none", () => {
		expect(isRequestGone(asked("connect"), connector())).toBe(false);
		expect(isRequestGone(asked("connect", { awsAccountId: "210987654321" }), connector())).toBe(true);
		expect(isRequestGone(asked("connect"), connector({ overview: null }))).toBe(true);
	});

	it("is gone once the connector is being taken down, unless that is what it asks for", () => {
		const offboarding = {
			...{ startedAt: EARLIER, harnessRemovedAt: null, accessRefusedAt: null },
			...{ askedAt: null, answer: null },
		};
		for (const kind of ["connect", "change-features", "upgrade", "rotate"] as const)
			expect(isRequestGone(asked(kind), connector({ offboarding })), kind).toBe(true);
		expect(isRequestGone(asked("remove"), connector({ offboarding }))).toBe(false);
		expect(isRequestGone(asked("remove"), connector())).toBe(true);
		const gone = { ...offboarding, accessRefusedAt: NOW };
		expect(isFulfilled(asked("remove"), facts({ offboarding: gone, status: "offboarded" }))).toBe(true);
		expect(isFulfilled(asked("remove"), facts({ offboarding }))).toBe(false);
	});

	it("to connect is done by proof alone", () => {
		expect(isFulfilled(asked("connect"), facts({ launchedAt: NOW, roleFoundAt: NOW }))).toBe(false);
		expect(isFulfilled(asked("connect"), facts({}, { isProven: true }))).toBe(true);
	});

	it("to change features is done when the connector has them, and gone when somebody dropped the change", () => {
		const wanted = asked("change-features", { requirements: wants("VISIBILITY", "OPTIMIZATION") });
		const pending = { requirements: wants("VISIBILITY", "OPTIMIZATION"), since: EARLIER };
		expect(isFulfilled(wanted, facts({ pendingRequirements: pending }, { isProven: true }))).toBe(false);
		expect(isRequestGone(wanted, connector({ pendingRequirements: pending }))).toBe(false);
		const has = { requirements: wants("OPTIMIZATION", "VISIBILITY") };
		expect(isFulfilled(wanted, facts(has))).toBe(true);
		expect(isRequestGone(wanted, connector(has))).toBe(false);
		expect(isRequestGone(wanted, connector())).toBe(true);
	});

	it("to rotate is done when both IDs are accepted, or later when the old one is refused", () => {
		const first = asked("rotate", { rotation: { phase: "pending", externalId: NEW } });
		const at = (phase: "pending" | "proved" | "committed", externalId = NEW) => ({
			rotation: { phase, externalId, since: EARLIER },
		});
		expect(isFulfilled(first, facts(at("pending")))).toBe(false);
		expect(isFulfilled(first, facts(at("proved")))).toBe(true);
		expect(isFulfilled(first, facts(at("proved", OTHER)))).toBe(false);
		expect(isRequestGone(first, connector())).toBe(true);
		const second = asked("rotate", { rotation: { phase: "committed", externalId: OLD } });
		expect(isFulfilled(second, facts({ ...at("committed", OLD), verifierExternalId: NEW }))).toBe(false);
		expect(isFulfilled(second, facts({ verifierExternalId: NEW }))).toBe(true);
	});

	it("to upgrade is done when the role bears the newest template", () => {
		expect(isFulfilled(asked("upgrade"), facts({}, { isProven: true }))).toBe(false);
		expect(isFulfilled(asked("upgrade"), facts({}, { isTemplateCurrent: true }))).toBe(true);
	});
});
