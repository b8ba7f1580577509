import type { ReactNode } from "react";
import { TrustNotices } from "#components/people/trust-notices.tsx";
import { Shell } from "#components/shell/shell.tsx";
import { dismissNoticesAction } from "#lib/actions/trust-actions.ts";
import { loadOpenIncidents } from "#lib/loaders/incidents.ts";
import { loadInstallation } from "#lib/loaders/installation.ts";
import { loadTrustNotices } from "#lib/loaders/trust.ts";

export default async function MainLayout({ children }: { readonly children: ReactNode }) {
	const [installation, openIncidents, notices] = await Promise.all([
		loadInstallation(),
		loadOpenIncidents(),
		loadTrustNotices(),
	]);
	return (
		<Shell installation={installation} openIncidents={openIncidents}>
			<TrustNotices view={notices} dismiss={dismissNoticesAction} />
			{children}
		</Shell>
	);
}
