import { type StepTarget, saveStep } from "#lib/connectors/save-step.ts";
import type { Context } from "#lib/context.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { type Connectivity, isAnyDelegate, needsDelegate } from "#lib/domain/platform/platform-settings.ts";
import { failed, type Result } from "#lib/domain/result.ts";
import { openPlatform } from "./open-platform.ts";

type Input = StepTarget & { readonly connectivity: Connectivity };

/**
 * Connectivity mode. A delegate's own identity exists only there, so such credentials go through one, and Harness
 * wants its tags named: without them it refuses the connector.
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
	if (isAnyDelegate(connectivity) && needsDelegate(platform.credential)) {
		const detail = "Every delegate has another identity: name the tags of those that have this one.";
		return failed({ code: "INPUT_INVALID", field: "selectors", detail });
	}
	return saveStep(ctx, target, "connectivity", { platform: { ...platform, connectivity } });
}
