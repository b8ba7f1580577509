import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import type { LaunchLive, ReceiverView } from "#lib/launch-links/view.ts";
import { AtLink, routerStub } from "./launch-link.test-support.tsx";
import { LaunchRequest } from "./launch-request.tsx";
import { LIVE, receiverView } from "./launch-view.test-support.ts";

afterEach(() => {
	cleanup();
	vi.unstubAllGlobals();
});

type Answers = {
	/** Null: it has ended. */
	readonly state?: Partial<LaunchLive> | null;
	/** Of every POST. */
	readonly status?: number;
};

function show(changes: Partial<ReceiverView> = {}, { state = {}, status = 204 }: Answers = {}) {
	const view = receiverView(changes);
	const posted: { path: string; body: unknown }[] = [];
	vi.stubGlobal("fetch", async (path: string, init?: RequestInit) => {
		if (init?.method === "POST") {
			posted.push({ path, body: JSON.parse(String(init.body)) });
			return new Response(null, { status });
		}
		if (state === null) return new Response(null, { status: 404 });
		return Response.json({ ...view.live, ...state });
	});
	const { router, refreshed } = routerStub();
	render(
		<AtLink router={router}>
			<LaunchRequest view={view} />
		</AtLink>,
	);
	return { posted, refreshed };
}

const posts = (posted: readonly { path: string; body: unknown }[], what: string) =>
	posted.filter(({ path }) => path.endsWith(`/${what}`));

test("it says who asks for what in plain words, with each permission's reason and risk behind its line", () => {
	show();
	expect(screen.getByRole("heading", { level: 1 }).textContent).toContain("Let Harness");
	expect(screen.getByText(/mara\.lindqvist@example\.com/)).toBeDefined();
	expect(screen.getByText(/as we said on Thursday/)).toBeDefined();
	expect(screen.getByText("harbour · violin · acorn · ledger")).toBeDefined();
	const line = screen.getByText("Stop and start what a rule names: EC2 instances").closest("details");
	expect(line?.open).toBe(false);
	expect(line?.textContent).toContain("ec2:StopInstances");
	expect(line?.textContent).toContain("In the wrong hands:");
	expect(line?.textContent).toContain("Without it:");
});

test("a note is text: markup in it is shown, not followed", () => {
	show({ note: '<img src=x onerror="alert(1)"> https://evil.example' });
	expect(screen.getByText(/<img src=x/)).toBeDefined();
	expect(document.querySelector('img, a[href*="evil"]')).toBeNull();
});

test("pressing the button tells the sender that it has begun, and the console learns no referrer", async () => {
	const { posted } = show();
	const link = screen.getByRole("link", { name: "Open in the AWS console" });
	expect(link.getAttribute("rel")).toBe("noreferrer");
	link.addEventListener("click", (event) => event.preventDefault());
	fireEvent.click(link);
	await waitFor(() =>
		expect(posts(posted, "acted")).toEqual([expect.objectContaining({ body: { way: "console" } })]),
	);
});

test("the command counts as begun when it is copied, not when it is read", async () => {
	vi.stubGlobal("navigator", { clipboard: { writeText: async () => {} } });
	const { posted } = show();
	fireEvent.click(screen.getByRole("button", { name: "Terraform" }));
	expect(posts(posted, "acted")).toEqual([]);
	const block = screen.getByText("main.tf").closest("figure");
	if (block === null) throw new Error("There is no block.");
	fireEvent.click(within(block).getByRole("button", { name: "Copy" }));
	await waitFor(() => expect(posts(posted, "acted").map(({ body }) => body)).toEqual([{ way: "terraform" }]));
});

test("less is offered by what is unticked; what cannot be left out stays", async () => {
	const { posted } = show();
	fireEvent.click(screen.getByRole("button", { name: "Agree to less…" }));
	fireEvent.click(await screen.findByRole("checkbox", { name: /Stop and start/ }));
	fireEvent.click(screen.getByRole("button", { name: "Send the offer" }));
	await waitFor(() =>
		expect(posts(posted, "offer").map(({ body }) => body)).toEqual([
			{ features: ["BILLING", "VISIBILITY"], message: "" },
		]),
	);
});

test("an offer of everything is no offer", async () => {
	const { posted } = show();
	fireEvent.click(screen.getByRole("button", { name: "Agree to less…" }));
	fireEvent.click(await screen.findByRole("button", { name: "Send the offer" }));
	expect((await screen.findByRole("alert")).textContent).toContain("Untick at least one");
	expect(posts(posted, "offer")).toEqual([]);
});

test("declining takes a word or none, and the page then says that it is over", async () => {
	const { posted } = show();
	fireEvent.click(screen.getByRole("button", { name: "Decline…" }));
	fireEvent.change(await screen.findByLabelText(/Why/), { target: { value: "Not my account" } });
	fireEvent.click(screen.getByRole("button", { name: "Decline" }));
	await screen.findByRole("heading", { level: 1, name: "You declined this request" });
	expect(posts(posted, "decline").map(({ body }) => body)).toEqual([{ message: "Not my account" }]);
	expect(screen.queryByRole("link", { name: "Open in the AWS console" })).toBeNull();
});

test("a decline that did not arrive is not claimed", async () => {
	show({}, { status: 500 });
	fireEvent.click(screen.getByRole("button", { name: "Decline…" }));
	fireEvent.click(await screen.findByRole("button", { name: "Decline" }));
	expect((await screen.findByRole("alert")).textContent).toContain("Nothing was declined");
});

test("a request that ends while it is read says so, and how to undo what was made", async () => {
	show({}, { state: null });
	await screen.findByRole("heading", { level: 1, name: "This request has ended" });
	expect(document.body.textContent).toContain("delete-stack");
	expect(screen.queryByRole("link", { name: "Open in the AWS console" })).toBeNull();
});

test("when it is proven the page turns into its receipt, with the way to undo it open", () => {
	show({ live: { ...LIVE, state: "done", stage: "proven", completedAt: LIVE.now } });
	expect(screen.getByText("Done, and proven")).toBeDefined();
	expect(screen.getByText("How to undo it").closest("details")?.open).toBe(true);
	expect(screen.queryByRole("button", { name: "Decline…" })).toBeNull();
});

test("a role for another vendor is spoken of by that vendor's name, to the last line", () => {
	show({
		destination: "cloudzero",
		live: {
			...LIVE,
			state: "done",
			stage: "proven",
			completedAt: LIVE.now,
			proofs: [{ id: "trust-policy", outcome: "passed" }],
		},
	});
	expect(screen.getByText(/CloudZero and Rolebridge are refused at once/)).toBeDefined();
	expect(
		screen.getByText("Its trust policy lets in CloudZero by its external ID, and no stranger"),
	).toBeDefined();
	expect(document.body.textContent).not.toMatch(/Harness (and Rolebridge|by its external ID)/);
});

test("when the request is changed, the page is asked for anew", async () => {
	const { refreshed } = show({}, { state: { requestVersion: 2 } });
	await waitFor(() => expect(refreshed).toHaveBeenCalledOnce());
});

test("while the sender has something to finish there is nothing to press, and it says who is waited for", () => {
	show({ way: { kind: "not-ready", code: "VERIFIER_CREDENTIALS_MISSING" } });
	expect(screen.getByText("There is nothing for you to do yet")).toBeDefined();
	expect(screen.queryByRole("link", { name: "Open in the AWS console" })).toBeNull();
});

test("a role that only Harness can see is not promised to be noticed here", () => {
	const { template, trust } = receiverView();
	if (template === null) throw new Error("There is no template.");
	show({ template: { ...template, source: "harness" }, trust: { ...trust, verifier: null } });
	expect(document.body.textContent).toContain("this page may not see it");
	expect(document.body.textContent).not.toContain("This page notices by itself");
});

test("an account of another partition is named, with the place to sign in", () => {
	show({ account: { id: "123456789012", name: "", partition: "aws-us-gov" } });
	expect(document.body.textContent).toContain("console.amazonaws-us-gov.com");
});

test("in the sandbox it says that no real account is touched", () => {
	show({ mode: "sandbox" });
	expect(screen.getByText(/no real account is touched/)).toBeDefined();
});

test("a page that is shown counts as opened, once", async () => {
	const { posted } = show({ id: "counted-once" });
	cleanup();
	show({ id: "counted-once" });
	await waitFor(() => expect(posts(posted, "opened")).toHaveLength(1));
});
