import { render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { timelineCells } from "#lib/domain/timeline.ts";
import { Timeline } from "./timeline.tsx";

const NOW = new Date("2026-11-22T12:00:00Z");

test("says in words what it shows, and draws all days that look alike as one", () => {
	const cells = timelineCells(
		[
			{ day: "2026-11-21", worst: "healthy", sweeps: 48, misses: 0 },
			{ day: "2026-11-22", worst: "failing", sweeps: 20, misses: 4 },
		],
		NOW,
	);
	const { container } = render(<Timeline cells={cells} />);
	expect(
		screen.getByRole("img", { name: /failing on 1 day.*healthy on 1 day.*not looked at on 28 days/ }),
	).toBeDefined();
	expect(container.querySelectorAll("path")).toHaveLength(3);
});

test("states differ in shape, not in colour alone", () => {
	const shapes = (
		["healthy", "degraded", "failing", "quarantined", "pending", "reported", "paused", "unknown"] as const
	).map((worst) => {
		const { container } = render(<Timeline cells={[{ day: "2026-11-22", worst }]} />);
		return container.querySelector("path")?.getAttribute("d");
	});
	expect(new Set(shapes).size).toBe(shapes.length);
});
