import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { EditableBy } from "#components/settings/editable-by.tsx";
import { AbilitiesProvider, Allowed } from "./abilities.tsx";

afterEach(cleanup);

const BUTTON = <button type="button">Pause</button>;

test("without anybody who vouches for abilities nothing is shown that needs one", () => {
	render(
		<Allowed to="connector.view" otherwise="Not for you">
			{BUTTON}
		</Allowed>,
	);
	expect(screen.queryByRole("button")).toBeNull();
	expect(screen.getByText("Not for you")).toBeDefined();
});

test("shows what the named ability opens, and nothing of another", () => {
	render(
		<AbilitiesProvider abilities={["connector.check"]}>
			<Allowed to="connector.check">{BUTTON}</Allowed>
			<Allowed to="connector.change">
				<a href="/offboard">Offboard</a>
			</Allowed>
		</AbilitiesProvider>,
	);
	expect(screen.getByRole("button", { name: "Pause" })).toBeDefined();
	expect(screen.queryByRole("link")).toBeNull();
});

test.each([
	{ abilities: ["settings.change"], isDisabled: false },
	{ abilities: ["settings.view"], isDisabled: true },
] as const)(
	"fields can be changed by those alone who may save them: $abilities",
	({ abilities, isDisabled }) => {
		render(
			<AbilitiesProvider abilities={abilities}>
				<EditableBy ability="settings.change">
					<input aria-label="Requests per second" />
					{BUTTON}
				</EditableBy>
			</AbilitiesProvider>,
		);
		expect(screen.getByRole("textbox").matches(":disabled")).toBe(isDisabled);
		expect(screen.getByRole("button").matches(":disabled")).toBe(isDisabled);
		expect(screen.queryByText("An administrator of this installation can change this.") !== null).toBe(
			isDisabled,
		);
	},
);
