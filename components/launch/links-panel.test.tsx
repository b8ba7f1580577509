import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { LiveProvider } from "#components/setup/live-provider.tsx";
import type { LaunchLinkKind } from "#lib/domain/launch-link.ts";
import type { ConnectorLinksView, SenderLinkView } from "#lib/launch-links/view.ts";
import { AtLink, routerStub } from "./launch-link.test-support.tsx";
import { LIVE, senderLink } from "./launch-view.test-support.ts";
import { linkLook } from "./link-words.ts";
import { LinksPanel } from "./links-panel.tsx";

afterEach(() => {
	cleanup();
	vi.unstubAllGlobals();
});

function show(view: Partial<ConnectorLinksView>, kind?: LaunchLinkKind) {
	vi.stubGlobal("fetch", async () =>
		Response.json({ now: LIVE.now, links: [], kinds: ["connect"], ...view }),
	);
	const acts = { revoke: vi.fn(done), accept: vi.fn(done), refuse: vi.fn(done) };
	const { router, refreshed } = routerStub();
	render(
		<AtLink router={router}>
			<LiveProvider>
				<LinksPanel
					about={{ connectorId: "c1" }}
					title="Launch links"
					what="For somebody else."
					acts={acts}
					{...(kind !== undefined && { kind })}
				/>
			</LiveProvider>
		</AtLink>,
	);
	return { acts, refreshed };
}

async function done(_which: object) {
	return { data: { ok: true, value: true } as const };
}

test("an offer of less names what it leaves out and what stays, and can be taken with one press", async () => {
	const offer = {
		features: ["BILLING"],
		without: ["OPTIMIZATION"],
		message: "No <b>stopping</b> here.",
		offeredAt: LIVE.now,
		answer: null,
	} as const satisfies SenderLinkView["offer"];
	const { acts, refreshed } = show({ links: [senderLink({ offer, openings: 2, lastOpenedAt: LIVE.now })] });
	expect(await screen.findByText("They would agree without Optimization by AutoStopping")).toBeDefined();
	expect(screen.getByText(/Left: Cost Visibility\./)).toBeDefined();
	expect(screen.getByText("“No <b>stopping</b> here.”")).toBeDefined();
	fireEvent.click(screen.getByRole("button", { name: "Take the offer" }));
	await waitFor(() => expect(refreshed).toHaveBeenCalled());
	expect(acts.accept).toHaveBeenCalledWith({
		connectorId: "c1",
		linkId: "q7mzk2vx8r4t",
		offeredAt: LIVE.now,
	});
});

test("a decline is shown with its words, and has nothing left to revoke", async () => {
	show({ links: [senderLink({ state: "declined", declinedAt: LIVE.now, declineMessage: "Not mine." })] });
	expect(await screen.findByText("They say: “Not mine.”")).toBeDefined();
	expect(screen.queryByRole("button", { name: "Revoke…" })).toBeNull();
});

test("old links that have ended fold away; those that still open stay in sight", async () => {
	const ended = (id: string) => senderLink({ id, state: "expired" });
	show({ links: [ended("1"), ended("2"), ended("3"), ended("4"), senderLink({ id: "5" })] });
	await waitFor(() => expect(screen.getAllByRole("listitem")).toHaveLength(4));
	fireEvent.click(screen.getByRole("button", { name: "Show 1 older" }));
	expect(screen.getAllByRole("listitem")).toHaveLength(5);
});

test("where nothing can be asked for, the button is off", async () => {
	show({ kinds: [] });
	await screen.findByText("There is nothing to ask for in AWS at present.");
	expect(screen.getByRole("button", { name: "Send to somebody with AWS access" })).toHaveProperty(
		"disabled",
		true,
	);
});

test("each stage of a link has a word of its own", () => {
	const offer = { features: [], without: [], message: "", offeredAt: 0, answer: null };
	const words = [
		senderLink(),
		senderLink({ openings: 1 }),
		senderLink({ state: "acted", openings: 1 }),
		senderLink({ state: "acted", offer }),
		senderLink({ state: "done", offer }),
		senderLink({ state: "declined" }),
		senderLink({ state: "revoked" }),
		senderLink({ state: "expired" }),
	].map((link) => linkLook(link).word);
	expect(new Set(words).size).toBe(words.length);
});

test("on the page of one change a link can be made for that one alone", async () => {
	const ask = () =>
		screen.getByRole<HTMLButtonElement>("button", { name: "Send to somebody with AWS access" }).disabled;
	show({ kinds: ["change-features", "rotate"] }, "rotate");
	await waitFor(() => expect(ask()).toBe(false));
	cleanup();
	show({ kinds: ["change-features"], links: [senderLink({ state: "done" })] }, "rotate");
	expect(await screen.findByText("There is nothing to ask for in AWS at present.")).toBeDefined();
	expect(ask()).toBe(true);
});

test("where the page's change cannot be asked for, and no link is there, nothing is offered", async () => {
	show({ kinds: ["change-features"] }, "rotate");
	await waitFor(() => expect(screen.queryByText("For somebody else.")).toBeNull());
});
