import { cleanup, renderHook, waitFor } from "@testing-library/react";
import { AppRouterContext } from "next/dist/shared/lib/app-router-context.shared-runtime";
import type { ReactNode } from "react";
import { afterEach, expect, test, vi } from "vitest";
import { LiveProvider } from "#components/setup/live-provider.tsx";
import type { ChangesView } from "#lib/loaders/changes-view.ts";
import { useChanges } from "./use-changes.ts";

afterEach(cleanup);
afterEach(() => void vi.unstubAllGlobals());

function at(version: number): ChangesView {
	return {
		...{ version, pendingSince: null, rotationPhase: null, templateVersion: null, templateCheckedAt: null },
		...{ progress: {}, now: 0 },
	};
}

/** A page made at one version, while the connector is at `now` by then. */
function open(madeAt: number, { now }: { readonly now: number }) {
	const asked = vi.fn(async () => Response.json(at(now)));
	vi.stubGlobal("fetch", asked);
	const refresh = vi.fn();
	const router = { bfcacheId: "", push() {}, back() {}, forward() {}, refresh, replace() {}, prefetch() {} };
	const wrapper = ({ children }: { readonly children: ReactNode }) => (
		<AppRouterContext value={router}>
			<LiveProvider>{children}</LiveProvider>
		</AppRouterContext>
	);
	const { rerender, result } = renderHook(({ initial }) => useChanges("c1", initial), {
		wrapper,
		initialProps: { initial: at(madeAt) },
	});
	return {
		refresh,
		asked,
		version: () => result.current.view.version,
		come: (v: number) => rerender({ initial: at(v) }),
	};
}

test("a page that comes and is behind already is asked for once more", async () => {
	const { refresh, come } = open(1, { now: 3 });
	await waitFor(() => expect(refresh).toHaveBeenCalledTimes(1));
	come(2);
	await waitFor(() => expect(refresh).toHaveBeenCalledTimes(2));
	come(3);
	come(3);
	expect(refresh).toHaveBeenCalledTimes(2);
});

test("a page that is up to date is left alone", async () => {
	const { refresh, asked, version } = open(2, { now: 2 });
	await waitFor(() => expect(asked).toHaveResolved());
	await vi.waitFor(() => expect(version()).toBe(2));
	expect(refresh).not.toHaveBeenCalled();
});
