import { openAnyForEdit, type StepTarget } from "#lib/connectors/save-step.ts";
import type { Context } from "#lib/context.ts";
import type { Connector } from "#lib/domain/connector.ts";
import type { PlatformSettings } from "#lib/domain/platform/platform-settings.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";

export type OpenPlatform = { readonly connector: Connector; readonly platform: PlatformSettings };

/** The platform connector that a step edits, or why it cannot be edited. Another kind of connector is not one. */
export async function openPlatform(ctx: Context, target: StepTarget): Promise<Result<OpenPlatform>> {
	const opened = await openAnyForEdit(ctx, target);
	if (!opened.ok) return opened;
	const connector = opened.value;
	const { destination, platform } = connector;
	if (destination !== "harness-platform" || platform === null) return failed({ code: "CONNECTOR_NOT_FOUND" });
	return ok({ connector, platform });
}
