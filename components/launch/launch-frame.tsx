import type { ReactNode } from "react";
import { Logo } from "#components/ui/logo.tsx";
import { Main } from "#components/ui/main.tsx";

/** What a page without an account has around it: no way elsewhere, and who runs it. */
export function LaunchFrame({ children }: { readonly children: ReactNode }) {
	return (
		<Main width="text">
			<header className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 text-sm text-ink-2">
				<Logo className="text-ink" />
				<span>Connects AWS accounts</span>
			</header>
			{children}
		</Main>
	);
}
