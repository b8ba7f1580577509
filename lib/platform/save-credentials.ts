import { type StepTarget, saveStep } from "#lib/connectors/save-step.ts";
import type { Context } from "#lib/context.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { type CredentialSettings, decideCredentials } from "#lib/domain/platform/decide-credentials.ts";
import { needsDelegate, type PlatformSettings } from "#lib/domain/platform/platform-settings.ts";
import { failed, type Result } from "#lib/domain/result.ts";
import { derivedRoleArn } from "#lib/domain/setup.ts";
import { openPlatform } from "./open-platform.ts";
import { whyRoleStays } from "./why-role-stays.ts";

type Input = StepTarget & { readonly credentials: CredentialSettings };

/**
 * Credentials. What was proven of another role is not proven of this one: with the role goes our own proof, and
 * Harness's word is the evidence again until the new role is seen to trust us.
 */
export async function saveCredentials(
	ctx: Context,
	{ credentials, ...target }: Input,
): Promise<Result<Connector>> {
	const opened = await openPlatform(ctx, target);
	if (!opened.ok) return opened;
	const { connector, platform: before } = opened.value;
	const { overview, partition } = connector;
	if (overview === null) return failed({ code: "CONNECTOR_INCOMPLETE" });
	const { awsAccountId } = overview;
	const decision = decideCredentials(credentials, { awsAccountId, partition, scope: before.scope });
	if (!decision.ok) return failed({ code: "INPUT_INVALID", ...decision.failure });
	const platform = withCredentials(before, decision.value);
	const stays = await whyRoleStays(ctx, connector, platform);
	if (stays !== null) return failed(stays);
	const isOtherRole = derivedRoleArn(connector) !== derivedRoleArn({ ...connector, platform });
	return saveStep(ctx, target, "credentials", { platform, ...(isOtherRole && { proof: "harness" }) });
}

/** A delegate's own identity cannot be used past it: such a mode is asked for again. */
function withCredentials(before: PlatformSettings, settings: CredentialSettings): PlatformSettings {
	const { connectivity } = before;
	const isUnfit = connectivity?.through === "harness" && needsDelegate(settings.credential);
	return { ...before, ...settings, connectivity: isUnfit ? null : connectivity };
}
