import {
	AppRouterContext,
	type AppRouterInstance,
} from "next/dist/shared/lib/app-router-context.shared-runtime";
import type { ReactNode } from "react";
import { vi } from "vitest";

export function routerStub() {
	const nothing = () => {};
	const refreshed = vi.fn(nothing);
	const router = {
		refresh: refreshed,
		replace: nothing,
		push: nothing,
		back: nothing,
		forward: nothing,
		prefetch: nothing,
	} as unknown as AppRouterInstance; // Only what the pages use is ever called.
	return { router, refreshed };
}

export function AtLink({
	router,
	children,
}: {
	readonly router: AppRouterInstance;
	readonly children: ReactNode;
}) {
	return <AppRouterContext value={router}>{children}</AppRouterContext>;
}
