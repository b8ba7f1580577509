import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { AppRouterContext } from "next/dist/shared/lib/app-router-context.shared-runtime";
import { afterEach, expect, test, vi } from "vitest";
import { AbilitiesProvider } from "#components/shell/abilities.tsx";
import { ok } from "#lib/domain/result.ts";
import type { NextWave } from "#lib/domain/rollout/waves.ts";
import type { RolloutHead } from "#lib/loaders/rollout-watch.ts";
import type { RolloutWatchView } from "#lib/loaders/rollout-watch-view.ts";
import type { WaveSteps } from "#lib/organizations/wave-steps.ts";
import { NextWavePanel } from "./next-wave-panel.tsx";

afterEach(cleanup);

const HEAD: RolloutHead = {
	...{ id: "r1", version: 4, name: "Acme", kind: "organization", status: "launched" },
	...{ managementAccountId: null, isDelegated: false, launchedAt: 0, endedAt: null, exceptionCount: 0 },
};
const NONE = { expected: 0, deployed: 0, answering: 0, verified: 0, registered: 0, healthy: 0 };
const VIEW: RolloutWatchView = {
	...{
		now: 0,
		version: 5,
		status: "launched",
		coverage: NONE,
		units: [],
		moreUnits: 0,
		problems: [],
		changes: [],
	},
	...{
		reading: { isRead: true, readerFoundAt: 0, reconciledAt: 0, failure: null },
		stackSet: null,
		waves: null,
	},
};
const STACK: WaveSteps = {
	administrator: { accountId: "111122223333", isDelegated: true },
	how: {
		...{ kind: "stack", stackName: "harness-ccm-organization", region: "us-east-1" },
		...{ url: "https://console.aws.amazon.com/stacks", units: ["ou-1", "ou-2"], command: "aws update-stack" },
	},
};
const MAY_BEGIN: NextWave = { kind: "may-begin", wave: 1, units: ["ou-2"] };
const STOPPED: NextWave = { kind: "stopped", failingPercent: 12.5, limitPercent: 5 };
const ROUTER = {
	bfcacheId: "",
	push() {},
	replace() {},
	refresh() {},
	back() {},
	forward() {},
	prefetch() {},
};

function open(next: NextWave, { steps = STACK, status = VIEW.status, mayConnect = true } = {}) {
	const begin = vi.fn(async (_: { rolloutId: string; version: number; force: boolean }) => ({
		data: ok(true),
	}));
	render(
		<AppRouterContext value={ROUTER}>
			<AbilitiesProvider abilities={mayConnect ? ["connector.connect"] : []}>
				<NextWavePanel
					begin={begin}
					head={HEAD}
					view={{ ...VIEW, status }}
					waves={{ begun: 1, total: 2, next, steps }}
				/>
			</AbilitiesProvider>
		</AppRouterContext>,
	);
	return begin;
}
const hasBegun = () => screen.queryByRole("button", { name: "Wave 2 has begun" });

test("a wave that may begin shows what to do in which account, and begins without force", async () => {
	const begin = open(MAY_BEGIN);
	expect(screen.getByText(/the delegated administrator's account/)).toBeDefined();
	expect(screen.getByLabelText<HTMLInputElement>("OrganizationalUnitIds").value).toBe("ou-1,ou-2");
	expect(screen.getByRole("link", { name: /Find the stack/ }).getAttribute("href")).toBe(
		"https://console.aws.amazon.com/stacks",
	);
	expect(screen.queryByRole("button", { name: "Begin anyway" })).toBeNull();
	fireEvent.click(screen.getByRole("button", { name: "Wave 2 has begun" }));
	await waitFor(() => expect(begin.mock.calls).toEqual([[{ rolloutId: "r1", version: 5, force: false }]]));
});

test("one that is stopped begins only after what is known was read and confirmed", async () => {
	const begin = open(STOPPED);
	expect(hasBegun()).toBeNull();
	fireEvent.click(screen.getByRole("button", { name: "Begin anyway" }));
	const dialog = within(screen.getByRole("dialog", { name: "Begin wave 2 anyway?" }));
	expect(dialog.getByText(/13 % of this wave's accounts fail; it goes on at 5 % or less/)).toBeDefined();
	fireEvent.click(dialog.getByRole("button", { name: "Show how to begin it" }));
	expect(begin).not.toHaveBeenCalled();
	fireEvent.click(screen.getByRole("button", { name: "Wave 2 has begun" }));
	await waitFor(() => expect(begin.mock.calls).toEqual([[{ rolloutId: "r1", version: 5, force: true }]]));
});

test("a stack set made by itself gets stacks added, files are made anew once the wave has begun here", () => {
	const guide = [{ number: 1, text: "Open the stack set.", values: [], note: null, url: null }];
	const how = { kind: "stack-set", guide, commands: ["aws create-stack-instances"] } as const;
	open(MAY_BEGIN, { steps: { ...STACK, how } });
	expect(screen.getByText("Open the stack set.")).toBeDefined();
	expect(screen.getByText("aws create-stack-instances")).toBeDefined();
	expect(screen.queryByLabelText("OrganizationalUnitIds")).toBeNull();
	cleanup();
	open(MAY_BEGIN, { steps: { ...STACK, how: { kind: "files" } } });
	expect(screen.getByRole("link", { name: "Open the files" }).getAttribute("href")).toBe(
		"/organizations/r1/files",
	);
});

test("nothing begins of a rollout that has ended, or by somebody who may not", () => {
	open(MAY_BEGIN, { status: "ended" });
	expect(hasBegun()).toBeNull();
	cleanup();
	open(MAY_BEGIN, { mayConnect: false });
	expect(hasBegun()).toBeNull();
	cleanup();
	open(STOPPED, { mayConnect: false });
	expect(screen.queryByRole("button", { name: "Begin anyway" })).toBeNull();
});
