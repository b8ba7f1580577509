"use client";

import { RunChecks } from "#components/connectors/run-checks.tsx";
import { LiveErrorNotice } from "#components/setup/live-error-notice.tsx";
import { LiveProvider } from "#components/setup/live-provider.tsx";
import { Card } from "#components/ui/card.tsx";
import type { ChangesView } from "#lib/loaders/changes-view.ts";
import { useChanges } from "./use-changes.ts";

type UpgradeCheckProps = { readonly connectorId: string; readonly live: ChangesView };

/** Once the stack is updated the role is looked at again; the page follows by itself. */
export function UpgradeCheck(props: UpgradeCheckProps) {
	return (
		<Card title="After the update">
			<p className="mb-3 text-sm text-ink-2">
				Run the checks once the stack is updated: they read the role's version and its policies anew.
			</p>
			<RunChecks connectorId={props.connectorId} isRunning={false} />
			<LiveProvider>
				<Follow {...props} />
			</LiveProvider>
		</Card>
	);
}

function Follow({ connectorId, live }: UpgradeCheckProps) {
	const { error } = useChanges(connectorId, live);
	return <LiveErrorNotice error={error} />;
}
