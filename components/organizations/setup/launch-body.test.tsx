import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { AppRouterContext } from "next/dist/shared/lib/app-router-context.shared-runtime";
import { afterEach, expect, test, vi } from "vitest";
import { LiveProvider } from "#components/setup/live-provider.tsx";
import { SavedProvider } from "#components/setup/saved-line.tsx";
import { ok } from "#lib/domain/result.ts";
import type { PreflightItem } from "#lib/domain/rollout/preflight.ts";
import type { LaunchView } from "#lib/organizations/launch-view.ts";
import { ConsoleGuide } from "./console-guide.tsx";
import { LaunchWays } from "./launch-ways.tsx";
import { PreflightCard } from "./preflight-card.tsx";

afterEach(cleanup);

const VIEW: LaunchView = {
	administratorAccountId: "111122223333",
	isDelegated: false,
	templateSource: "ours",
	region: "us-east-1",
	whole: { kind: "ready", url: "https://console.aws.amazon.com/whole", command: "aws whole" },
	besides: { kind: "ready", url: "https://console.aws.amazon.com/besides", command: "aws besides" },
	payerCommand: null,
	guide: [
		{ number: 1, text: "Sign in.", values: [], note: null, url: "https://console.aws.amazon.com/" },
		{
			number: 2,
			text: "Set it.",
			values: [{ label: "RoleName", value: "HarnessCERole" }],
			note: "Why.",
			url: null,
		},
	],
	commands: ["aws create-stack-set", "aws create-stack-instances"],
	updateCommand: "aws update-stack-set",
	exceptions: [],
	listStacks: [],
};

function openWays(view: Partial<LaunchView> = {}, kind: "organization" | "list" = "organization") {
	const onWay = vi.fn();
	const onLaunch = vi.fn();
	const saveDraft = vi.fn(async (_: unknown) => ({ data: ok(true) }));
	const router = {
		bfcacheId: "",
		push() {},
		back() {},
		forward() {},
		refresh: vi.fn(),
		replace() {},
		prefetch() {},
	};
	render(
		<AppRouterContext value={router}>
			<SavedProvider saveDraft={saveDraft}>
				<LiveProvider>
					<LaunchWays
						rolloutId="r1"
						kind={kind}
						initial="stack"
						view={{ ...VIEW, ...view }}
						ticks={[]}
						isLaunched={false}
						onWay={onWay}
						onLaunch={onLaunch}
					/>
				</LiveProvider>
			</SavedProvider>
		</AppRouterContext>,
	);
	return { onWay, onLaunch, saveDraft, router };
}

const open = (name: string) => fireEvent.click(screen.getByRole("tab", { name }));
const panel = () => within(screen.getByRole("tabpanel"));

test("one stack has its link, says why there are two boxes, and pressing it is told", () => {
	const { onLaunch } = openWays();
	const link = panel().getByRole("link", { name: "Launch template in AWS console" });
	expect(link.getAttribute("href")).toBe("https://console.aws.amazon.com/whole");
	expect(panel().getByText("CAPABILITY_AUTO_EXPAND")).toBeDefined();
	fireEvent.click(link);
	expect(onLaunch).toHaveBeenCalledOnce();
});

test("every other way has the stack beside it, and tells which it is", () => {
	const { onWay } = openWays();
	open("AWS CLI");
	expect(panel().getByText("aws create-stack-set")).toBeDefined();
	expect(panel().getByText("aws create-stack-instances")).toBeDefined();
	expect(panel().getByText("aws besides")).toBeDefined();
	open("A stack set you have");
	expect(panel().getByText("aws update-stack-set")).toBeDefined();
	expect(panel().getByText("aws besides")).toBeDefined();
	open("Terraform");
	expect(panel().getByRole("link", { name: "Open the files" }).getAttribute("href")).toBe(
		"/organizations/r1/files",
	);
	expect(onWay.mock.calls.map(([way]) => way)).toEqual(["cli", "existing", "terraform"]);
});

test("a link that cannot be long enough leaves the command", () => {
	openWays({ whole: { kind: "ready", url: null, command: "aws whole" } });
	expect(panel().getByText("Too many units for a link")).toBeDefined();
	expect(panel().queryByRole("link", { name: "Launch template in AWS console" })).toBeNull();
	expect(panel().getByText("aws whole")).toBeDefined();
});

test("while the template is checked the page is asked for again", async () => {
	vi.useFakeTimers();
	const { router } = openWays({ whole: { kind: "refused", code: "TEMPLATE_NOT_CHECKED" } });
	expect(panel().getByText("Checking the template…")).toBeDefined();
	await vi.advanceTimersByTimeAsync(3_100);
	expect(router.refresh).toHaveBeenCalledOnce();
	vi.useRealTimers();
});

test("a list has one link for each set of features, with the accounts that it is for", () => {
	openWays(
		{
			listStacks: [
				{
					match: { kind: "tag", key: "stage", value: "dev" },
					accountCount: 1,
					accountIds: ["123456789012"],
					link: { kind: "ready", url: "https://console.aws.amazon.com/dev", command: "aws dev" },
				},
				{
					match: null,
					accountCount: 40,
					accountIds: ["210987654321"],
					link: { kind: "ready", url: "https://console.aws.amazon.com/rest", command: "aws rest" },
				},
			],
		},
		"list",
	);
	const dev = within(screen.getByRole("region", { name: "1 account with the tag stage = dev" }));
	expect(dev.getByRole("link").getAttribute("href")).toBe("https://console.aws.amazon.com/dev");
	expect(within(screen.getByRole("region", { name: "40 accounts" })).getByText("and 39 more")).toBeDefined();
	expect(screen.queryByRole("tab", { name: "Console guide" })).toBeNull();
});

test("a tick of the guide is counted and kept, and comes back", async () => {
	const saveDraft = vi.fn(async (_: unknown) => ({ data: ok(true) }));
	render(
		<SavedProvider saveDraft={saveDraft}>
			<ConsoleGuide rolloutId="r1" view={VIEW} ticks={["2"]} />
		</SavedProvider>,
	);
	expect(screen.getByText("1 of 2")).toBeDefined();
	expect(screen.getByLabelText<HTMLInputElement>("2. Set it.").checked).toBe(true);
	fireEvent.click(screen.getByLabelText("1. Sign in."));
	expect(screen.getByText("2 of 2")).toBeDefined();
	await waitFor(() =>
		expect(saveDraft).toHaveBeenCalledWith({ rolloutId: "r1", step: "guide", values: { ticks: ["2", "1"] } }),
	);
});

test("before a launch what is to be done first is open, with its command, and nothing unknown is green", () => {
	const item = (parts: Partial<PreflightItem>): PreflightItem => ({
		...{ id: "trusted-access", title: "Trusted access", outcome: "unknown", observed: "Nobody has looked." },
		...{ todo: null, command: null },
		...parts,
	});
	render(
		<PreflightCard
			isLaunched={false}
			items={[
				item({ outcome: "failed", observed: "Not active.", todo: "Activate it.", command: "aws activate" }),
				item({ id: "role-names", title: "Role names", outcome: "unknown" }),
				item({ id: "units-chosen", title: "Units", outcome: "passed", observed: "One wave." }),
			]}
		/>,
	);
	expect(screen.getByText("1 to do first, 1 that nobody can tell from here.")).toBeDefined();
	const rows = screen.getAllByRole<HTMLDetailsElement>("group");
	expect(rows.map((row) => row.open)).toEqual([true, false, false]);
	expect(screen.getByText("aws activate")).toBeDefined();
	expect(screen.getByText("Not known")).toBeDefined();
	expect(screen.getAllByText("In order")).toHaveLength(1);
});
