import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { LaunchDoor } from "./launch-door.tsx";
import { AtLink, routerStub } from "./launch-link.test-support.tsx";

afterEach(() => {
	cleanup();
	vi.unstubAllGlobals();
	window.history.replaceState(null, "", "/");
});

const SECRET = "p8VqUfXn2Zt0cYw7bKd3sLh6mRj9aEg1iOx4uTvC5Aw";

function arrive(address: string, status: number) {
	window.history.replaceState(null, "", address);
	const asked = vi.fn(async (_url: string, _init: RequestInit) => new Response(null, { status }));
	vi.stubGlobal("fetch", asked);
	const router = routerStub();
	const { container } = render(
		<AtLink router={router.router}>
			<LaunchDoor linkId="q7mz" />
		</AtLink>,
	);
	return { asked, refreshed: router.refreshed, container };
}

const press = () => fireEvent.click(screen.getByRole("button", { name: "Show the request" }));

test("nothing is asked of the server until the button is pressed, and nothing of a request is shown", () => {
	const { asked, container } = arrive(`/launch/q7mz#${SECRET}`, 204);
	expect(asked).not.toHaveBeenCalled();
	expect(container.innerHTML).not.toContain(SECRET);
});

test("the secret goes in a body and never in an address; then it is gone from the address bar", async () => {
	const { asked, refreshed } = arrive(`/launch/q7mz#${SECRET}`, 204);
	press();
	await waitFor(() => expect(refreshed).toHaveBeenCalledOnce());
	const [url, init] = asked.mock.calls[0] ?? [];
	expect(url).toBe("/launch/q7mz/open");
	expect(init?.method).toBe("POST");
	expect(init?.body).toBe(JSON.stringify({ secret: SECRET }));
	expect(window.location.hash).toBe("");
	expect(window.location.pathname).toBe("/launch/q7mz");
});

test("a link that opens nothing keeps its secret in the address, says why that may be, and what to do", async () => {
	const { refreshed } = arrive(`/launch/q7mz#${SECRET}`, 404);
	press();
	expect((await screen.findByRole("alert")).textContent).toContain("This link opens nothing");
	expect(window.location.hash).toBe(`#${SECRET}`);
	expect(refreshed).not.toHaveBeenCalled();
});

test("an address without a secret says the same without asking anybody", () => {
	const { asked } = arrive("/launch/q7mz", 204);
	expect(screen.getByRole("alert").textContent).toContain("This link opens nothing");
	expect(screen.queryByRole("button")).toBeNull();
	expect(asked).not.toHaveBeenCalled();
});

test("too many tries are told apart from a link that opens nothing", async () => {
	arrive(`/launch/q7mz#${SECRET}`, 429);
	press();
	expect((await screen.findByRole("alert")).textContent).toContain("Wait a minute");
});

test("a server that fails is not taken for a link that has ended", async () => {
	arrive(`/launch/q7mz#${SECRET}`, 503);
	press();
	expect((await screen.findByRole("alert")).textContent).toContain("The server did not answer");
});
