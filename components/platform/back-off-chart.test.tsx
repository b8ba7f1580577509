import { cleanup, render, screen, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { BackOffChart } from "./back-off-chart.tsx";

afterEach(cleanup);

test("the picture says in words what it shows, and a table gives every delay", () => {
	render(
		<BackOffChart
			backOff={{ type: "FullJitterBackoffStrategy", baseDelay: 100, maxBackoffTime: 300, retryCount: 3 }}
		/>,
	);
	const picture = screen.getByRole("img", { name: /Delay before each retry/ });
	const words = "3 retries: 300 ms of waiting expected, at least 0 ms, at most 600 ms.";
	expect(picture.querySelector("desc")?.textContent).toBe(words);
	expect(picture.querySelectorAll("rect")).toHaveLength(3);
	const table = screen.getByRole("table", { name: "Delay before each retry", hidden: true });
	const cells = within(table)
		.getAllByRole("row", { hidden: true })
		.map((row) => [...row.querySelectorAll("td")].map(({ lastChild }) => lastChild?.textContent));
	expect(cells.slice(1)).toEqual([
		["1", "0 ms", "50 ms", "100 ms"],
		["2", "0 ms", "100 ms", "200 ms"],
		["3", "0 ms", "150 ms", "300 ms"],
	]);
});

test("a fixed delay is one figure; no retries are no picture", () => {
	const { rerender } = render(
		<BackOffChart backOff={{ type: "FixedDelayBackoffStrategy", fixedBackoff: 500, retryCount: 1 }} />,
	);
	expect(screen.getAllByText("1 retry: 500 ms of waiting in all.")).toHaveLength(2);
	rerender(
		<BackOffChart backOff={{ type: "FixedDelayBackoffStrategy", fixedBackoff: 500, retryCount: 0 }} />,
	);
	expect(screen.queryByRole("img")).toBeNull();
	expect(screen.getByText(/fails at once/)).toBeDefined();
});
