"use client";

import { DashboardError } from "#components/dashboard/dashboard-error.tsx";

type ErrorProps = { readonly error: Error & { readonly digest?: string }; readonly reset: () => void };

export default function DashboardErrorPage({ error, reset }: ErrorProps) {
	return <DashboardError digest={error.digest} onRetry={reset} />;
}
