import type { Connector } from "#lib/domain/connector.ts";
import { firstOpenPlatformStep } from "#lib/domain/platform/platform-setup.ts";
import { firstOpenStep } from "#lib/domain/setup.ts";

/** Where the set-up of a connector goes on, whichever wizard is its own. */
export function openStepPath(connector: Connector): string {
	const { id, destination, status } = connector;
	if (status === "offboarded") return `/connectors/${id}`;
	const isPlatform = destination === "harness-platform";
	const step = isPlatform ? firstOpenPlatformStep(connector) : firstOpenStep(connector);
	return `/connectors/${id}/setup/${step}`;
}
