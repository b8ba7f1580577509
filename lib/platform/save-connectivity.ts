import { type StepTarget, saveStep } from "#lib/connectors/save-step.ts";
import type { Context } from "#lib/context.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { type Connectivity, needsDelegate } from "#lib/domain/platform/platform-settings.ts";
import { failed, type Result } from "#lib/domain/result.ts";
import { openPlatform } from "./open-platform.ts";

type Input = StepTarget & { readonly connectivity: Connectivity };

/**
 * Connectivity mode. A delegate's own identity exists only there, so such credentials go through one. Any available one
 * may be chosen, as Harness documents it; whether its API takes that without tags is Harness's to say at the end.
 */
export async function saveConnectivity(
	ctx: Context,
	{ connectivity, ...target }: Input,
): Promise<Result<Connector>> {
	const opened = await openPlatform(ctx, target);
	if (!opened.ok) return opened;
	const { platform } = opened.value;
	if (platform.credential === null) return failed({ code: "CONNECTOR_INCOMPLETE" });
	if (connectivity.through === "harness" && needsDelegate(platform.credential)) {
		const detail = "These credentials are a delegate's own: only a delegate can use them.";
		return failed({ code: "INPUT_INVALID", field: "through", detail });
	}
	return saveStep(ctx, target, "connectivity", { platform: { ...platform, connectivity } });
}
