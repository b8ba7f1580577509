import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SEVERITY } from "./incidents.ts";
import {
	type PlanChannel,
	type PlanConnector,
	type PlanFacts,
	type PlanIncident,
	planNotifications,
	type Telling,
	type Told,
} from "./notification-plan.ts";

const NOW = new Date("2026-11-22T02:00:00Z");
const ago = (seconds: number) => new Date(NOW.getTime() - seconds * 1_000);

const ALL: PlanChannel = { id: "all", selector: { kind: "all" }, includesDegraded: false };

function connector(more: Partial<PlanConnector> = {}): PlanConnector {
	return {
		tags: { team: "payments" },
		features: ["BILLING"],
		owner: "jo",
		partition: "aws",
		harnessAccountRef: "main",
		restsOnHarness: false,
		evaluatedAt: ago(70),
		...more,
	};
}

function incident(id: string, more: Partial<PlanIncident> = {}): PlanIncident {
	return {
		id,
		kind: "connector",
		confirmedState: "failing",
		confirmedAt: ago(70),
		isFlapping: false,
		isRecovering: false,
		resolvedAt: null,
		untoldSince: ago(70),
		cause: "ROLE_ACCESS_DENIED",
		acknowledgedAt: null,
		mutedUntil: null,
		connector: connector(),
		...more,
	};
}

function plan(incidents: readonly PlanIncident[], more: Partial<PlanFacts> = {}) {
	return planNotifications({
		incidents,
		channels: [ALL],
		told: [],
		heard: [],
		troubles: [],
		windows: [],
		now: NOW,
		...more,
	});
}

const many = (n: number, more: Partial<PlanIncident> = {}) =>
	Array.from({ length: n }, (_, index) => incident(`i${index}`, more));
const told = (incidentId: string, telling: Telling, channelId = "all"): Told => ({
	channelId,
	incidentId,
	telling,
});
const said = ({ messages }: ReturnType<typeof plan>) =>
	messages.map(({ channelId, kind, tellings }) => [
		channelId,
		kind,
		...tellings.map(({ incident: { id }, telling }) => `${id} ${telling}`),
	]);

describe("gathering", () => {
	it("waits a minute for company", () => {
		expect(plan([incident("a", { untoldSince: ago(59) })])).toEqual({ messages: [], settled: [] });
		expect(said(plan([incident("a")]))).toEqual([["all", "opened", "a failing"]]);
	});

	it("takes what joined along with what is ripe", () => {
		expect(said(plan([incident("a"), incident("b", { untoldSince: ago(1) })]))).toHaveLength(2);
	});

	it("sends messages of their own below five, and one digest from five on", () => {
		expect(plan(many(4)).messages).toHaveLength(4);
		const { messages, settled } = plan(many(400));
		expect(messages).toHaveLength(1);
		expect(messages[0]?.tellings).toHaveLength(400);
		expect(settled).toHaveLength(400);
	});

	it("holds the rest of a cause that a channel heard a digest of, for a quarter of an hour", () => {
		const heard = [{ channelId: "all", cause: "ROLE_ACCESS_DENIED", count: 5 }];
		expect(plan(many(50), { heard }).messages).toEqual([]);
		expect(plan(many(50, { untoldSince: ago(900) }), { heard }).messages).toHaveLength(1);
		expect(plan([incident("a", { cause: "ORGANIZATION_DENY" })], { heard }).messages).toHaveLength(1);
	});
});

describe("who is told", () => {
	it.each([
		[{ kind: "tag", key: "team", value: "payments" }, true],
		[{ kind: "tag", key: "team", value: "Payments" }, false],
		[{ kind: "tag", key: "team", value: "" }, true],
		[{ kind: "tag", key: "other", value: "" }, false],
		[{ kind: "tag", key: "constructor", value: "x" }, false],
		[{ kind: "feature", feature: "BILLING" }, true],
		[{ kind: "feature", feature: "GOVERNANCE" }, false],
		[{ kind: "owner", owner: "jo" }, true],
		[{ kind: "owner", owner: "al" }, false],
	] as const)("channel %o: %s", (selector, isTold) => {
		const { messages, settled } = plan([incident("a")], { channels: [{ ...ALL, selector }] });
		expect(messages).toHaveLength(isTold ? 1 : 0);
		expect(settled).toEqual(["a"]);
	});

	it("tells of a fault in something optional only those who want it", () => {
		const quiet = incident("a", { confirmedState: "degraded" });
		const wants = { ...ALL, id: "wants", includesDegraded: true };
		expect(said(plan([quiet], { channels: [ALL, wants] }))).toEqual([["wants", "opened", "a degraded"]]);
	});

	it("tells everybody of trouble, at once", () => {
		const trouble = incident("t", { kind: "sts", confirmedState: null, connector: null, untoldSince: NOW });
		const channels = [{ ...ALL, selector: { kind: "owner", owner: "nobody" } } as const];
		expect(said(plan([trouble], { channels }))).toEqual([["all", "opened", "t trouble"]]);
	});

	it("tells of a recovery only those who heard of the opening", () => {
		const over = incident("a", { resolvedAt: ago(70) });
		const channels = [ALL, { ...ALL, id: "new" }];
		expect(said(plan([over], { channels, told: [told("a", "failing")] }))).toEqual([
			["all", "recovered", "a recovered"],
		]);
		expect(plan([over], { channels })).toEqual({ messages: [], settled: ["a"] });
	});
});

describe("a quarantine of a registered connector", () => {
	it("alarms at once, under its own title, beside a digest of others", () => {
		const alarm = incident("q", { confirmedState: "quarantined", untoldSince: NOW });
		const { messages } = plan([...many(100), alarm]);
		expect(messages.map(({ kind, tellings }) => [kind, tellings.length])).toEqual([
			["alarm", 1],
			["opened", 100],
		]);
	});

	it("is told though the connector was told as failing or flapping", () => {
		const alarm = incident("q", { confirmedState: "quarantined", isFlapping: true });
		expect(said(plan([alarm], { told: [told("q", "failing"), told("q", "flapping")] }))).toEqual([
			["all", "alarm", "q quarantined"],
		]);
	});
});

describe("holding back", () => {
	const STS = { kind: "sts", subject: "us-east-1", code: "AWS_UNAVAILABLE", resolvedAt: null } as const;

	it.each([
		["muted", { incident: { mutedUntil: ago(-60) } }],
		["a first good result", { incident: { isRecovering: true } }],
		["STS trouble", { facts: { troubles: [STS] } }],
		["a red verifier", { facts: { troubles: [{ ...STS, kind: "verifier", subject: "aws" }] } }],
		[
			"a window",
			{ facts: { windows: [{ startsAt: ago(60), endsAt: ago(-60), selector: { kind: "all" } }] } },
		],
	] as const)("holds, and does not lose, what is under: %s", (_, given) => {
		const held = [incident("a", "incident" in given ? given.incident : {})];
		const facts = "facts" in given ? given.facts : {};
		expect(plan(held, facts)).toEqual({ messages: [], settled: [] });
		expect(plan([incident("a")]).messages).toHaveLength(1);
	});

	it("does not hold what lies elsewhere", () => {
		const gov = { ...STS, subject: "us-gov-west-1" };
		const window = { startsAt: ago(60), endsAt: ago(-60), selector: { kind: "owner", owner: "al" } } as const;
		expect(plan([incident("a")], { troubles: [gov], windows: [window] }).messages).toHaveLength(1);
	});

	it("lets Harness's trouble shadow only what rests on Harness's word", () => {
		const troubles = [
			{ kind: "harness", subject: "main", code: "HARNESS_UNAVAILABLE", resolvedAt: null },
		] as const;
		const word = incident("word", { connector: connector({ restsOnHarness: true }) });
		expect(said(plan([word, incident("own")], { troubles }))).toEqual([["all", "opened", "own failing"]]);
		const expiring = [{ ...troubles[0], code: "HARNESS_KEY_EXPIRES" as const }];
		expect(plan([word], { troubles: expiring }).messages).toHaveLength(1);
	});

	it("waits after trouble until the connector was looked at again, at most a quarter of an hour", () => {
		const over = (seconds: number) => ({ troubles: [{ ...STS, resolvedAt: ago(seconds) }] });
		expect(plan([incident("a")], over(60)).messages).toEqual([]);
		expect(plan([incident("a")], over(80)).messages).toHaveLength(1);
		const unseen = incident("a", { connector: connector({ evaluatedAt: null }) });
		expect(plan([unseen], over(899)).messages).toEqual([]);
		expect(plan([unseen], over(900)).messages).toHaveLength(1);
	});

	it("does not tell what somebody has in hand, until it gets worse", () => {
		const inHand = incident("a", { acknowledgedAt: ago(10) });
		expect(plan([inHand])).toEqual({ messages: [], settled: ["a"] });
		const worse = incident("a", { acknowledgedAt: ago(80), confirmedState: "quarantined" });
		expect(said(plan([worse], { told: [told("a", "failing")] }))).toEqual([
			["all", "alarm", "a quarantined"],
		]);
	});

	it("tells flapping once, and the state after it steadied", () => {
		const flapping = incident("a", { isFlapping: true });
		expect(said(plan([flapping]))).toEqual([["all", "opened", "a flapping"]]);
		expect(plan([flapping], { told: [told("a", "flapping")] }).messages).toEqual([]);
		expect(said(plan([incident("a")], { told: [told("a", "flapping")] }))).toEqual([
			["all", "opened", "a failing"],
		]);
	});
});

/** One incident's life and the rounds between, in any order. */
const event = fc.oneof(
	fc.record({
		kind: fc.constant("state" as const),
		state: fc.constantFrom("degraded", "unknown", "failing", "quarantined"),
		isFlapping: fc.boolean(),
	}),
	fc.record({ kind: fc.constant("resolve" as const) }),
	fc.record({ kind: fc.constant("mute" as const), seconds: fc.integer({ min: -10, max: 900 }) }),
	fc.record({ kind: fc.constant("acknowledge" as const) }),
	fc.record({ kind: fc.constant("trouble" as const), isOpen: fc.boolean() }),
	fc.record({
		kind: fc.constant("round" as const),
		seconds: fc.integer({ min: 0, max: 1_200 }),
		crowded: fc.boolean(),
	}),
);
const WEIGHT = { ...SEVERITY, flapping: 0, trouble: 3, recovered: 5 };

describe("whatever the order and repetition of rounds", () => {
	it("tells no channel the same of an incident twice, only graver things, and a recovery last", () => {
		const stories = fc.array(fc.tuple(fc.nat({ max: 7 }), event), { maxLength: 60 });
		fc.assert(
			fc.property(stories, (story) => {
				const channels = [ALL, { ...ALL, id: "quiet too", includesDegraded: true }];
				const incidents = new Map(many(8, { confirmedState: "unknown" }).map((one) => [one.id, one]));
				const heardSoFar: Told[] = [];
				let now = NOW;
				let isTroubled = false;
				for (const [index, step] of story) {
					const one = incidents.get(`i${index}`);
					if (one === undefined) throw new Error("unreachable");
					const set = (more: Partial<PlanIncident>) => incidents.set(one.id, { ...one, ...more });
					if (step.kind === "state" && one.resolvedAt === null)
						set({
							confirmedState: step.state as "failing",
							isFlapping: step.isFlapping,
							confirmedAt: now,
							untoldSince: now,
						});
					if (step.kind === "resolve") set({ resolvedAt: now, untoldSince: now });
					if (step.kind === "mute") set({ mutedUntil: new Date(now.getTime() + step.seconds * 1_000) });
					if (step.kind === "acknowledge") set({ acknowledgedAt: now });
					if (step.kind === "trouble") isTroubled = step.isOpen;
					if (step.kind !== "round") continue;
					now = new Date(now.getTime() + step.seconds * 1_000);
					const facts: PlanFacts = {
						incidents: [...incidents.values()],
						channels,
						told: [...heardSoFar],
						heard: step.crowded ? [{ channelId: "all", cause: "ROLE_ACCESS_DENIED", count: 9 }] : [],
						troubles: isTroubled ? [{ kind: "sts", subject: "us-east-1", code: null, resolvedAt: null }] : [],
						windows: [],
						now,
					};
					for (const { channelId, tellings } of planNotifications(facts).messages) {
						for (const {
							incident: { id },
							telling,
						} of tellings) {
							const before = heardSoFar.filter(
								(item) => item.channelId === channelId && item.incidentId === id,
							);
							expect(before.every((item) => WEIGHT[item.telling] < WEIGHT[telling])).toBe(true);
							if (telling === "recovered") expect(before).not.toEqual([]);
							heardSoFar.push({ channelId, incidentId: id, telling });
						}
					}
				}
			}),
		);
	});
});
