import type { ReactNode } from "react";
import { Shell } from "#components/shell/shell.tsx";
import { loadInstallation } from "#lib/loaders/installation.ts";

export default async function MainLayout({ children }: { readonly children: ReactNode }) {
	return <Shell installation={await loadInstallation()}>{children}</Shell>;
}
