import { expect, test } from "vitest";
import type { DashboardRow } from "#lib/db/dashboard-port.ts";
import { dashboardRow } from "./dashboard.test-support.ts";
import { changesAloud, mergeRows } from "./merge-rows.ts";

const row = (id: string, health: DashboardRow["health"] = "healthy") =>
	dashboardRow({ id, name: id, health });
const wordOf = ({ health }: DashboardRow) => health;

test("rows keep their places and say what is new", () => {
	const { rows, hasMoved } = mergeRows([row("a"), row("b")], [row("b", "failing"), row("a")]);
	expect(rows.map(({ row: { id, health } }) => `${id} ${health}`)).toEqual(["a healthy", "b failing"]);
	expect(hasMoved).toBe(true);
});

test("a row that left the list stays in sight and is marked", () => {
	const { rows, hasMoved } = mergeRows([row("a"), row("b")], [row("b")]);
	expect(rows.map(({ isGone }) => isGone)).toEqual([true, false]);
	expect(hasMoved).toBe(true);
});

test("a new row is not pushed between those in sight", () => {
	const { rows, hasMoved } = mergeRows([row("b")], [row("a"), row("b")]);
	expect(rows.map(({ row: { id } }) => id)).toEqual(["b"]);
	expect(hasMoved).toBe(true);
});

test("the same list has not moved", () => {
	expect(mergeRows([row("a")], [row("a", "failing")]).hasMoved).toBe(false);
});

test("two changes are said by name, more by their number, none not at all", () => {
	const before = [row("a"), row("b"), row("c")];
	expect(changesAloud(before, [row("a", "failing"), row("b"), row("c")], wordOf)).toBe("a is now failing.");
	expect(
		changesAloud(
			before,
			before.map(({ id }) => row(id, "unknown")),
			wordOf,
		),
	).toBe("3 connectors in sight changed their state.");
	expect(changesAloud(before, [...before, row("new", "failing")], wordOf)).toBe("");
});
