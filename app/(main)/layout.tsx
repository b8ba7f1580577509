import type { ReactNode } from "react";
import { Shell } from "#components/shell/shell.tsx";
import { loadOpenIncidents } from "#lib/loaders/incidents.ts";
import { loadInstallation } from "#lib/loaders/installation.ts";

export default async function MainLayout({ children }: { readonly children: ReactNode }) {
	const [installation, openIncidents] = await Promise.all([loadInstallation(), loadOpenIncidents()]);
	return (
		<Shell installation={installation} openIncidents={openIncidents}>
			{children}
		</Shell>
	);
}
