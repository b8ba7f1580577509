import { cleanup, render } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { AccountNumber } from "./account-number.tsx";

afterEach(cleanup);

test("it is shown in fours, and as text it is the one number", () => {
	const { container } = render(<AccountNumber value="012345678901" />);
	expect([...container.querySelectorAll("span > span")].map((group) => group.textContent)).toEqual([
		"0123",
		"4567",
		"8901",
	]);
	expect(container.textContent).toBe("012345678901");
});
