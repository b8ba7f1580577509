import type { ReactNode } from "react";
import { Main } from "./main.tsx";
import { SkipLink } from "./skip-link.tsx";
import { TopBar, type TopBarProps } from "./top-bar.tsx";

export type AppShellProps = TopBarProps & {
	/** Above everything: the sandbox banner, a warning about the whole installation. */
	readonly banner?: ReactNode;
	readonly children: ReactNode;
};

export function AppShell({ banner, children, ...bar }: AppShellProps) {
	return (
		<>
			<SkipLink />
			{banner}
			<TopBar {...bar} />
			<Main>{children}</Main>
		</>
	);
}
