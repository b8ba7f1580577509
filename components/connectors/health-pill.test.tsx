import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import type { HealthState } from "#lib/domain/health.ts";
import { HealthPill, healthLook } from "./health-pill.tsx";

afterEach(cleanup);

const STATES = [
	"healthy",
	"degraded",
	"failing",
	"quarantined",
	"pending",
	"reported",
	"paused",
	"unknown",
] as const satisfies readonly HealthState[];

function drawn(health: HealthState) {
	const { container, unmount } = render(<HealthPill health={health} />);
	const shape = container.querySelector("svg")?.innerHTML ?? "";
	const word = container.textContent ?? "";
	unmount();
	return { shape, word };
}

test("every state is told apart by its word and by its shape, without its colour", () => {
	const all = STATES.map(drawn);
	expect(new Set(all.map(({ word }) => word)).size).toBe(STATES.length);
	expect(new Set(all.map(({ shape }) => shape)).size).toBe(STATES.length);
	for (const { word, shape } of all) {
		expect(word).not.toBe("");
		expect(shape).not.toBe("");
	}
});

test("nothing but a proven connection is green", () => {
	expect(STATES.filter((health) => healthLook(health).state === "ok")).toEqual(["healthy"]);
});

test("the shape is decoration to a screen reader, which hears the word", () => {
	render(<HealthPill health="reported" />);
	expect(screen.getByText("Reported by Harness").querySelector("svg")?.getAttribute("aria-hidden")).toBe(
		"true",
	);
});
