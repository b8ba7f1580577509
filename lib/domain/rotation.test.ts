import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ExternalId, parseExternalId } from "./external-id.ts";
import {
	decideRotation,
	type IdAnswer,
	type RotationEvent,
	type RotationState,
	rotate,
	rotationParameters,
} from "./rotation.ts";

const id = (text: string): ExternalId => {
	const parsed = parseExternalId(text);
	if (!parsed.ok) throw new Error(text);
	return parsed.value;
};
const [OLD, NEW, THIRD] = [id("rb-old"), id("rb-new"), id("rb-third")];
const at = new Date("2026-11-22T12:00:00Z");
const before = new Date("2026-11-22T11:00:00Z");

const idle: RotationState = { verifierExternalId: OLD, rotation: null };
const pending: RotationState = {
	verifierExternalId: OLD,
	rotation: { phase: "pending", externalId: NEW, since: before },
};
const proved: RotationState = {
	verifierExternalId: OLD,
	rotation: { phase: "proved", externalId: NEW, since: before },
};
const committed: RotationState = {
	verifierExternalId: NEW,
	rotation: { phase: "committed", externalId: OLD, since: before },
};
const phase = (name: "pending" | "proved" | "committed", inUse: ExternalId, other: ExternalId) => ({
	verifierExternalId: inUse,
	rotation: { phase: name, externalId: other, since: at },
});
const STATES = { idle, pending, proved, committed };
const EVENTS = {
	start: { kind: "start", externalId: THIRD },
	bothAccepted: { kind: "both-accepted" },
	commit: { kind: "commit" },
	oldRefused: { kind: "old-refused" },
	cancel: { kind: "cancel" },
} as const satisfies Record<string, RotationEvent>;

describe("every event in every phase", () => {
	test.each([
		["idle", "start", phase("pending", OLD, THIRD)],
		["idle", "bothAccepted", "not-under-way"],
		["idle", "commit", "not-under-way"],
		["idle", "oldRefused", "not-under-way"],
		["idle", "cancel", "not-under-way"],
		["pending", "start", "under-way"],
		["pending", "bothAccepted", phase("proved", OLD, NEW)],
		["pending", "commit", "not-proved"],
		["pending", "oldRefused", "not-proved"],
		["pending", "cancel", idle],
		["proved", "start", "under-way"],
		["proved", "bothAccepted", proved],
		["proved", "commit", phase("committed", NEW, OLD)],
		["proved", "oldRefused", "not-proved"],
		["proved", "cancel", idle],
		["committed", "start", "under-way"],
		["committed", "bothAccepted", "committed"],
		["committed", "commit", "committed"],
		["committed", "oldRefused", { verifierExternalId: NEW, rotation: null }],
		["committed", "cancel", "committed"],
	] as const)("%s, %s", (state, event, expected) => {
		const answer = rotate(STATES[state], EVENTS[event], at);
		expect(answer.ok ? answer.value : answer.failure).toEqual(expected);
	});

	test("the ID in use is no new ID", () => {
		expect(rotate(idle, { kind: "start", externalId: OLD }, at)).toEqual({ ok: false, failure: "same-id" });
	});
});

test("however events come, the ID in use changes only by a commit that both acceptances went before", () => {
	const events = fc.array(fc.constantFrom(...Object.values(EVENTS)), { maxLength: 30 });
	fc.assert(
		fc.property(events, (all) => {
			let state = idle;
			let wasProved = false;
			for (const event of all) {
				const answer = rotate(state, event, at);
				if (!answer.ok) continue;
				const isChanged = answer.value.verifierExternalId !== state.verifierExternalId;
				expect(isChanged).toBe(event.kind === "commit");
				if (isChanged) expect(wasProved).toBe(true);
				if (event.kind === "both-accepted") wasProved = true;
				if (event.kind === "start") wasProved = false;
				state = answer.value;
				expect(state.rotation?.externalId).not.toBe(state.verifierExternalId);
			}
		}),
	);
});

describe("decideRotation", () => {
	const answers: readonly IdAnswer[] = ["accepted", "refused", "unclear"];
	const cases = (["pending", "proved", "committed"] as const).flatMap((name) =>
		answers.flatMap((current) =>
			answers.flatMap((other) =>
				[false, true].map((isNearMissAdmitted) => ({ name, current, other, isNearMissAdmitted })),
			),
		),
	);

	test("of all answers in all phases, two prove something", () => {
		const proofs = cases
			.map(({ name, ...given }) => ({ name, ...given, event: decideRotation(name, given)?.kind ?? null }))
			.filter(({ event }) => event !== null);
		expect(proofs).toEqual([
			{
				name: "pending",
				current: "accepted",
				other: "accepted",
				isNearMissAdmitted: false,
				event: "both-accepted",
			},
			{
				name: "committed",
				current: "accepted",
				other: "refused",
				isNearMissAdmitted: false,
				event: "old-refused",
			},
			{
				name: "committed",
				current: "accepted",
				other: "refused",
				isNearMissAdmitted: true,
				event: "old-refused",
			},
		]);
	});
});

test.each([
	["idle", OLD, ""],
	["pending", OLD, NEW],
	["proved", OLD, NEW],
	["committed", NEW, ""],
] as const)("the stack's parameters while %s", (state, inUse, other) => {
	expect(rotationParameters(STATES[state])).toEqual({
		VerifierExternalId: inUse,
		PendingVerifierExternalId: other,
	});
});
