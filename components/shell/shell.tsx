import type { ReactNode } from "react";
import { ConfirmItsYou } from "#components/account/confirm-its-you.tsx";
import { AppShell } from "#components/ui/app-shell.tsx";
import type { NavLink } from "#components/ui/nav-links.tsx";
import { ToastProvider } from "#components/ui/toast.tsx";
import type { Ability } from "#lib/auth/abilities.ts";
import type { Installation } from "#lib/loaders/installation.ts";
import { AbilitiesProvider } from "./abilities.tsx";
import { AccountMenu } from "./account-menu.tsx";
import { InstallationBanner } from "./installation-banner.tsx";

function linksWith(openIncidents: number, abilities: readonly Ability[]): readonly NavLink[] {
	return [
		{ href: "/", label: "Connectors", alsoUnder: ["/connectors"] },
		{ href: "/organizations", label: "Organizations" },
		{ href: "/incidents", label: "Incidents", count: openIncidents },
		{ href: "/permissions", label: "Permissions" },
		...(abilities.includes("launch-link.manage") ? [{ href: "/launch-links", label: "Launch links" }] : []),
		...(abilities.includes("audit.view") ? [{ href: "/audit", label: "Audit log" }] : []),
		...(abilities.includes("settings.view") ? [{ href: "/settings", label: "Settings" }] : []),
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
		<AbilitiesProvider abilities={installation.abilities}>
			<ToastProvider>
				<AppShell
					homeHref="/"
					links={linksWith(openIncidents, installation.abilities)}
					banner={<InstallationBanner installation={installation} />}
					aside={<AccountMenu email={installation.email} />}
					menuAside={<AccountMenu email={installation.email} />}
				>
					<ConfirmItsYou>{children}</ConfirmItsYou>
				</AppShell>
			</ToastProvider>
		</AbilitiesProvider>
	);
}
