import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createDraftKeeper } from "./draft-keeper.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function open(answer: () => boolean = () => true) {
	const page = { typed: "a" };
	const saved: string[] = [];
	const leaving: string[] = [];
	const keeper = createDraftKeeper({
		read: () => page.typed,
		atFirst: "a",
		save: async (json) => {
			saved.push(json);
			return answer();
		},
		saveLeaving: async (json) => {
			leaving.push(json);
			return answer();
		},
	});
	return { page, saved, leaving, keeper };
}

test("what was there from the start is not sent", async () => {
	const { keeper, saved } = open();
	keeper.keepSoon();
	expect(await keeper.keepNow()).toBe(true);
	expect(saved).toEqual([]);
});

test("the first change goes at once, the next ones together after two seconds", async () => {
	const { keeper, page, saved } = open();
	page.typed = "ab";
	keeper.keepSoon();
	page.typed = "abc";
	keeper.keepSoon();
	page.typed = "abcd";
	keeper.keepSoon();
	expect(saved).toEqual(["ab"]);
	await vi.advanceTimersByTimeAsync(2_000);
	expect(saved).toEqual(["ab", "abcd"]);
	await vi.advanceTimersByTimeAsync(10_000);
	expect(saved).toEqual(["ab", "abcd"]);
});

test("what could not be kept is sent again", async () => {
	let isUp = false;
	const { keeper, page, saved } = open(() => isUp);
	page.typed = "ab";
	expect(await keeper.keepNow()).toBe(false);
	isUp = true;
	expect(await keeper.keepNow()).toBe(true);
	expect(saved).toEqual(["ab", "ab"]);
});

test("after the step was saved nothing that waited is sent, and a later change is kept again", async () => {
	const { keeper, page, saved } = open();
	page.typed = "ab";
	keeper.keepSoon();
	page.typed = "abc";
	keeper.keepSoon();
	keeper.stop();
	await vi.advanceTimersByTimeAsync(10_000);
	expect(saved).toEqual(["ab"]);
	page.typed = "abcd";
	keeper.keepSoon();
	expect(saved).toEqual(["ab", "abcd"]);
});

test("a page that goes away sends what is not confirmed, that which is on its way included", async () => {
	let isUp = false;
	const { keeper, page, leaving } = open(() => isUp);
	keeper.leave();
	expect(leaving).toEqual([]);
	page.typed = "ab";
	const onItsWay = keeper.keepNow();
	keeper.leave();
	expect(leaving).toEqual(["ab"]);
	await onItsWay;
	isUp = true;
	await keeper.keepNow();
	keeper.leave();
	expect(leaving).toEqual(["ab"]);
});

test("a page that goes away after its step was saved sends nothing", () => {
	const { keeper, page, leaving } = open();
	page.typed = "ab";
	keeper.stop();
	keeper.leave();
	expect(leaving).toEqual([]);
});
