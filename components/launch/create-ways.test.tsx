import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { CreateWays } from "./create-ways.tsx";

afterEach(cleanup);

const WAY = {
	url: "https://console.aws.amazon.com/",
	region: "us-east-1",
	cliCommand: "aws …",
	terraform: "resource …",
};

function show(changes: Partial<typeof WAY>, boxes: 1 | 2) {
	render(<CreateWays linkId="l1" accountId="123456789012" way={{ ...WAY, ...changes }} boxes={boxes} />);
}

test("offers the command line and Terraform beside the button, and says how many boxes there are", () => {
	show({}, 1);
	expect(screen.getAllByRole("button").map(({ textContent }) => textContent)).toEqual([
		"AWS CLI",
		"Terraform",
	]);
	expect(screen.getByText(/tick the acknowledgement and press/)).toBeDefined();
});

test("a way that there is none of is not offered", () => {
	show({ terraform: "" }, 2);
	expect(screen.getAllByRole("button").map(({ textContent }) => textContent)).toEqual(["AWS CLI"]);
	expect(screen.getByText(/tick both acknowledgements and press/)).toBeDefined();
});
