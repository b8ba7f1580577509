import { describe, expect, it } from "vitest";
import { begunUnits, nextWave, unitChain, WAVE_UNIT_LIMIT, waveOf, waveProblems } from "./waves.ts";

const units = new Map([
	["r-ab12", { parentId: null }],
	["ou-a", { parentId: "r-ab12" }],
	["ou-a1", { parentId: "ou-a" }],
	["ou-b", { parentId: "r-ab12" }],
]);
const member = (unitId: string) => ({ chain: unitChain(units, unitId), isManagement: false });

describe("a unit's chain", () => {
	it("goes up to the root", () => {
		expect(unitChain(units, "ou-a1")).toEqual(["ou-a1", "ou-a", "r-ab12"]);
		expect(unitChain(units, "r-ab12")).toEqual(["r-ab12"]);
		expect(unitChain(units, null)).toEqual([]);
	});

	it("ends at what nobody knows, and in a circle", () => {
		expect(unitChain(units, "ou-x")).toEqual(["ou-x"]);
		const circle = new Map([
			["a", { parentId: "b" }],
			["b", { parentId: "a" }],
		]);
		expect(unitChain(circle, "a")).toEqual(["a", "b"]);
	});
});

describe("the wave of an account", () => {
	const waves = [["ou-a1"], ["ou-b", "ou-a"], ["r-ab12"]];

	it("is the first that names its unit or one above it", () => {
		expect(waveOf(waves, member("ou-a1"))).toBe(0);
		expect(waveOf(waves, member("ou-a"))).toBe(1);
		expect(waveOf(waves, member("r-ab12"))).toBe(2);
		expect(waveOf([["r-ab12"], ["ou-a1"]], member("ou-a1"))).toBe(0);
	});

	it("is none for an account outside, and never one for the management account", () => {
		expect(waveOf([["ou-a"]], member("ou-b"))).toBeNull();
		expect(waveOf(waves, { ...member("r-ab12"), isManagement: true })).toBeNull();
	});
});

it("the first wave begins with the launch", () => {
	const waves = [["a"], ["b", "a"], ["c"]];
	expect(begunUnits({ waves, wavesBegun: 0 })).toEqual(["a"]);
	expect(begunUnits({ waves, wavesBegun: 2 })).toEqual(["a", "b"]);
});

describe("the next wave", () => {
	const launch = { waves: [["a"], ["b"], ["c"]], wavesBegun: 1, stopAtFailingPercent: 5 };
	const last = { expected: 100, deployed: 100, verified: 100, failing: 0 };

	it("may begin once every account of the last one is verified or fails, within the limit", () => {
		expect(nextWave(launch, last)).toEqual({ kind: "may-begin", wave: 1, units: ["b"] });
		expect(nextWave(launch, { ...last, verified: 95, failing: 5 })).toMatchObject({ kind: "may-begin" });
		expect(nextWave({ ...launch, wavesBegun: 2 }, last)).toEqual({
			kind: "may-begin",
			wave: 2,
			units: ["c"],
		});
	});

	it("is stopped by one failure more, even before the others have answered", () => {
		expect(nextWave(launch, { ...last, verified: 10, failing: 6 })).toEqual({
			kind: "stopped",
			failingPercent: 6,
			limitPercent: 5,
		});
		expect(
			nextWave({ ...launch, stopAtFailingPercent: 0 }, { ...last, verified: 99, failing: 1 }),
		).toMatchObject({
			kind: "stopped",
		});
	});

	it("waits for accounts that have not answered", () => {
		expect(nextWave(launch, { ...last, verified: 90, failing: 5 })).toEqual({
			kind: "too-early",
			settled: 95,
			expected: 100,
		});
	});

	it("waits while nobody has seen the last wave's accounts", () => {
		expect(nextWave(launch, null)).toEqual({ kind: "too-early", settled: 0, expected: 0 });
		expect(nextWave({ ...launch, wavesBegun: 3 }, null)).toEqual({ kind: "none" });
	});

	it("is not held up by a wave without accounts, and ends with the last one", () => {
		const none = { expected: 0, deployed: 0, verified: 0, failing: 0 };
		expect(nextWave(launch, none)).toMatchObject({ kind: "may-begin" });
		expect(nextWave({ ...launch, wavesBegun: 3 }, last)).toEqual({ kind: "none" });
	});
});

describe("waves before they are saved", () => {
	it("need units, not too many, and none twice", () => {
		expect(waveProblems([])).toMatchObject([{ kind: "no-units", wave: 0 }]);
		expect(waveProblems([["a"], []])).toMatchObject([{ kind: "no-units", wave: 1 }]);
		const many = Array.from({ length: WAVE_UNIT_LIMIT + 1 }, (_, index) => `ou-${index}`);
		expect(waveProblems([many])).toMatchObject([{ kind: "too-many-units", wave: 0 }]);
		expect(waveProblems([many.slice(1)])).toEqual([]);
		expect(waveProblems([["a", "b"], ["b"]])).toMatchObject([{ kind: "never-covers", wave: 1 }]);
		expect(waveProblems([["a"], ["b"], ["r-ab12"]])).toEqual([]);
	});
});
