import type { ReactNode } from "react";
import { AppShell } from "#components/ui/app-shell.tsx";
import type { NavLink } from "#components/ui/nav-links.tsx";
import { ToastProvider } from "#components/ui/toast.tsx";
import type { Installation } from "#lib/loaders/installation.ts";
import { AccountMenu } from "./account-menu.tsx";
import { InstallationBanner } from "./installation-banner.tsx";

function linksWith(openIncidents: number): readonly NavLink[] {
	return [
		{ href: "/", label: "Connectors", alsoUnder: ["/connectors"] },
		{ href: "/incidents", label: "Incidents", count: openIncidents },
		{ href: "/settings", label: "Settings" },
	];
}

export type ShellProps = {
	readonly installation: Installation;
	readonly openIncidents: number;
	readonly children: ReactNode;
};

/** What every page has around it once one is signed in. */
export function Shell({ installation, openIncidents, children }: ShellProps) {
	return (
		<ToastProvider>
			<AppShell
				homeHref="/"
				links={linksWith(openIncidents)}
				banner={<InstallationBanner installation={installation} />}
				aside={<AccountMenu email={installation.email} />}
				menuAside={<AccountMenu email={installation.email} />}
			>
				{children}
			</AppShell>
		</ToastProvider>
	);
}
