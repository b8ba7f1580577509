import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
	AGE_CONFIRMED_AFTER_MS,
	decideIncident,
	type IncidentStep,
	type OpenIncident,
	type Opening,
	SEVERITY,
	type Sighting,
} from "./incidents.ts";

const T0 = new Date("2026-11-22T02:00:00Z");
const atSecond = (seconds: number) => new Date(T0.getTime() + seconds * 1_000);

function sighting(state: Sighting["state"], seconds: number, more: Partial<Sighting> = {}): Sighting {
	return {
		status: "registered",
		isPaused: false,
		isOffboarding: false,
		state,
		checkId: "role-assumable",
		code: state === "healthy" ? null : "ROLE_ACCESS_DENIED",
		provenUntil: state === "quarantined" || state === "unknown" ? null : atSecond(seconds + 10_800),
		evaluatedAt: atSecond(seconds),
		isInTrouble: false,
		...more,
	};
}

function openAs(state: OpenIncident["state"], more: Partial<OpenIncident> = {}): OpenIncident {
	return {
		state,
		code: "ROLE_ACCESS_DENIED",
		stateAt: T0,
		confirmedState: state,
		recoveringAt: null,
		flappingAt: null,
		...more,
	};
}

const decide = (open: OpenIncident | null, seen: Sighting, seconds: number, openings: readonly Date[] = []) =>
	decideIncident(open, seen, openings, atSecond(seconds));
const expired = (seconds: number, more: Partial<Sighting> = {}) =>
	sighting("healthy", seconds, { provenUntil: atSecond(seconds), ...more });

describe("opening", () => {
	it.each(["failing", "quarantined", "unknown", "degraded"] as const)(
		"opens on the first %s, unconfirmed",
		(state) => {
			expect(decide(null, sighting(state, 0), 1)).toMatchObject({
				kind: "open",
				state,
				isConfirmed: false,
				isFlapping: false,
				stateAt: T0,
			});
		},
	);

	it.each(["healthy", "reported", "pending", "paused"] as const)("opens nothing on %s", (state) => {
		expect(decide(null, sighting(state, 0), 1)).toEqual({ kind: "nothing" });
	});

	it("opens when the proof has run out, whatever the last state says", () => {
		expect(decide(null, expired(0), 1)).toMatchObject({
			kind: "open",
			state: "unknown",
			code: "EVIDENCE_EXPIRED",
		});
	});

	it("opens nothing by age while what it rests on is in trouble", () => {
		expect(decide(null, expired(0, { isInTrouble: true }), 1)).toEqual({ kind: "nothing" });
	});

	it.each([
		["a draft", { status: "draft" }],
		["an offboarded one", { status: "offboarded" }],
		["one being offboarded", { isOffboarding: true }],
		["a paused one", { isPaused: true }],
	] as const)("opens nothing for %s", (_, more) => {
		expect(decide(null, sighting("failing", 0, more), 1)).toEqual({ kind: "nothing" });
	});

	it("opens for a quarantine even while paused", () => {
		expect(decide(null, sighting("quarantined", 0, { isPaused: true }), 1)).toMatchObject({ kind: "open" });
	});

	it("takes nothing from a connector that was never looked at", () => {
		expect(decide(null, sighting("failing", 0, { evaluatedAt: null }), 1)).toEqual({ kind: "nothing" });
	});
});

describe("confirming", () => {
	const suspected = openAs("failing", { confirmedState: null });

	it("waits for a result 30 seconds later", () => {
		expect(decide(suspected, sighting("failing", 29), 60)).toEqual({ kind: "nothing" });
		expect(decide(suspected, sighting("failing", 30), 60)).toEqual({
			kind: "change",
			confirmedState: "failing",
			isNews: true,
		});
	});

	it("does not confirm by the passing of time alone", () => {
		expect(decide(suspected, sighting("failing", 0), 86_400 / 12)).toEqual({ kind: "nothing" });
	});

	it("confirms an age after ten minutes without a look", () => {
		const byAge = openAs("unknown", { confirmedState: null });
		const late = AGE_CONFIRMED_AFTER_MS / 1_000;
		expect(decide(byAge, expired(-5), late - 1)).toEqual({ kind: "nothing" });
		expect(decide(byAge, expired(-5), late)).toMatchObject({ confirmedState: "unknown", isNews: true });
	});

	it("ends as a blip when the next result is good", () => {
		expect(decide(suspected, sighting("healthy", 5), 6)).toEqual({
			kind: "resolve",
			resolution: "blip",
			thenOpen: null,
		});
	});
});

describe("changes while open", () => {
	it("tells again when it gets graver, after a second result", () => {
		const change = decide(openAs("failing"), sighting("quarantined", 60), 61);
		expect(change).toMatchObject({ kind: "change", state: "quarantined", stateAt: atSecond(60) });
		expect(change).not.toHaveProperty("isNews");
		const graver = openAs("quarantined", { confirmedState: "failing", stateAt: atSecond(60) });
		expect(decide(graver, sighting("quarantined", 95), 96)).toMatchObject({
			confirmedState: "quarantined",
			isNews: true,
		});
	});

	it("is silent when it gets milder", () => {
		const milder = openAs("failing", { confirmedState: "quarantined" });
		expect(decide(milder, sighting("failing", 600), 601)).toEqual({ kind: "nothing" });
	});

	it("takes the newer code on without telling", () => {
		expect(decide(openAs("failing"), sighting("failing", 60, { code: "ORGANIZATION_DENY" }), 61)).toEqual({
			kind: "change",
			checkId: "role-assumable",
			code: "ORGANIZATION_DENY",
		});
	});

	it("is not undone by proof that ran out", () => {
		expect(decide(openAs("failing"), sighting("failing", 0, { provenUntil: atSecond(10) }), 60)).toEqual({
			kind: "nothing",
		});
	});

	it("gives its place to a loud incident when a degraded connector fails", () => {
		expect(decide(openAs("degraded"), sighting("failing", 60), 61)).toMatchObject({
			kind: "resolve",
			resolution: "superseded",
			thenOpen: { state: "failing" },
		});
	});
});

describe("recovering", () => {
	it("needs two good results 30 seconds apart", () => {
		expect(decide(openAs("failing"), sighting("healthy", 60), 61)).toEqual({
			kind: "change",
			recoveringAt: atSecond(60),
		});
		const recovering = openAs("failing", { recoveringAt: atSecond(60) });
		expect(decide(recovering, sighting("healthy", 89), 90)).toEqual({ kind: "nothing" });
		expect(decide(recovering, sighting("healthy", 90), 91)).toEqual({
			kind: "resolve",
			resolution: "recovered",
			thenOpen: null,
		});
	});

	it("begins anew after a relapse", () => {
		const recovering = openAs("failing", { recoveringAt: atSecond(60) });
		expect(decide(recovering, sighting("failing", 95), 96)).toEqual({
			kind: "change",
			recoveringAt: null,
			stateAt: atSecond(95),
		});
	});

	it("counts working with a fault as recovered, and opens the quiet incident", () => {
		const recovering = openAs("failing", { recoveringAt: atSecond(60) });
		expect(decide(recovering, sighting("degraded", 95), 96)).toMatchObject({
			resolution: "recovered",
			thenOpen: { state: "degraded" },
		});
	});

	it("ignores an edit, which resets the state without a look", () => {
		expect(decide(openAs("failing"), sighting("pending", 0), 60)).toEqual({ kind: "nothing" });
	});

	it.each([
		["paused", { isPaused: true }],
		["offboarded", { isOffboarding: true }],
	] as const)("closes when the connector is %s", (resolution, more) => {
		expect(decide(openAs("failing"), sighting("failing", 60, more), 61)).toEqual({
			kind: "resolve",
			resolution,
			thenOpen: null,
		});
	});
});

describe("flapping", () => {
	const three = [atSecond(-3_000), atSecond(-2_000), atSecond(-1_000)];

	it("is said at once at the third re-opening within an hour", () => {
		expect(decide(null, sighting("failing", 0), 1, three)).toMatchObject({
			isConfirmed: true,
			isFlapping: true,
		});
		expect(decide(null, sighting("failing", 0), 1, three.slice(1))).toMatchObject({ isFlapping: false });
		expect(decide(null, sighting("failing", 0), 700, three)).toMatchObject({ isFlapping: false });
	});

	const flapping = openAs("failing", { flappingAt: T0 });

	it("holds until it stayed bad for 15 minutes", () => {
		expect(decide(flapping, sighting("failing", 899), 900)).toEqual({ kind: "nothing" });
		expect(decide(flapping, sighting("failing", 900), 901)).toEqual({
			kind: "change",
			flappingAt: null,
			isNews: true,
		});
	});

	it("holds until it stayed good for 15 minutes", () => {
		const recovering = { ...flapping, recoveringAt: atSecond(60) };
		expect(decide(recovering, sighting("healthy", 959), 960)).toEqual({ kind: "nothing" });
		expect(decide(recovering, sighting("healthy", 960), 961)).toMatchObject({ resolution: "recovered" });
	});

	it("counts the 15 minutes from the last relapse", () => {
		const recovering = { ...flapping, recoveringAt: atSecond(60) };
		expect(decide(recovering, sighting("failing", 900), 901)).toMatchObject({ stateAt: atSecond(900) });
	});
});

/** The rows as the repository would keep them. */
function opened({ state, code, stateAt, isConfirmed, isFlapping }: Opening, now: Date): OpenIncident {
	return {
		state,
		code,
		stateAt,
		confirmedState: isConfirmed ? state : null,
		recoveringAt: null,
		flappingAt: isFlapping ? now : null,
	};
}
function applied(open: OpenIncident | null, step: IncidentStep, now: Date): OpenIncident | null {
	if (step.kind === "open") return opened(step, now);
	if (step.kind === "resolve") return step.thenOpen === null ? null : opened(step.thenOpen, now);
	if (step.kind === "nothing" || open === null) return open;
	const { kind: _, isNews: __, checkId: ___, ...change } = step;
	return { ...open, ...change };
}

const states = fc.constantFrom(
	"healthy",
	"degraded",
	"unknown",
	"failing",
	"quarantined",
	"pending",
	"reported",
);
const story = fc.array(fc.record({ state: states, gap: fc.integer({ min: 1, max: 400 }) }), {
	maxLength: 40,
});

describe("any sequence of results", () => {
	it("changes nothing when the same facts are looked at twice", () => {
		fc.assert(
			fc.property(story, (steps) => {
				let open: OpenIncident | null = null;
				let seconds = 0;
				for (const { state, gap } of steps) {
					seconds += gap;
					const seen = sighting(state as Sighting["state"], seconds);
					open = applied(open, decide(open, seen, seconds), atSecond(seconds));
					expect(decide(open, seen, seconds)).toEqual({ kind: "nothing" });
				}
			}),
		);
	});

	it("gives news only of a state that two results 30 seconds apart agree on, and only of graver ones", () => {
		fc.assert(
			fc.property(story, (steps) => {
				let open: OpenIncident | null = null;
				let seconds = 0;
				let sameSince = 0;
				let last = "";
				for (const { state, gap } of steps) {
					seconds += gap;
					if (state !== last) sameSince = seconds;
					last = state;
					const before: OpenIncident | null = open;
					const step = decide(open, sighting(state as Sighting["state"], seconds), seconds);
					open = applied(open, step, atSecond(seconds));
					if (step.kind !== "change" || step.isNews !== true) continue;
					expect(seconds - sameSince).toBeGreaterThanOrEqual(30);
					const confirmed = before?.confirmedState ?? null;
					if (step.confirmedState !== undefined && confirmed !== null) {
						expect(SEVERITY[step.confirmedState]).toBeGreaterThan(SEVERITY[confirmed]);
					}
				}
			}),
		);
	});
});
