import type { Connector } from "#lib/domain/connector.ts";
import { canEnterPlatformStep } from "#lib/domain/platform/platform-setup.ts";
import { canEnter } from "#lib/domain/setup.ts";

/** Whether so much was set up that there is something to test, by the steps of its own wizard. */
export function mayBeTested(connector: Connector): boolean {
	return connector.destination === "harness-platform"
		? canEnterPlatformStep("test", connector)
		: canEnter("test", connector);
}
