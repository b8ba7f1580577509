import { type StepTarget, saveStep } from "#lib/connectors/save-step.ts";
import type { Context } from "#lib/context.ts";
import { parsePolicyArn } from "#lib/domain/arn.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { isRegionOf } from "#lib/domain/partition.ts";
import type { DelegateSetUp } from "#lib/domain/platform/platform-settings.ts";
import { failed, type Result } from "#lib/domain/result.ts";
import { openPlatform } from "./open-platform.ts";

type Input = StepTarget & { readonly delegateSetUp: DelegateSetUp };

/** Delegate set-up: what its command and its file are made from again. The file itself never comes here. */
export async function saveDelegateSetUp(
	ctx: Context,
	{ delegateSetUp, ...target }: Input,
): Promise<Result<Connector>> {
	const opened = await openPlatform(ctx, target);
	if (!opened.ok) return opened;
	const { connector, platform } = opened.value;
	if (platform.credential === null) return failed({ code: "CONNECTOR_INCOMPLETE" });
	const { partition } = connector;
	if (!isRegionOf(partition, delegateSetUp.region)) {
		const detail = "This region is in another partition than the account.";
		return failed({ code: "INPUT_INVALID", field: "region", detail });
	}
	const policy = parsePolicyArn(delegateSetUp.policyArn);
	if (!policy.ok || policy.value.partition !== partition) {
		const detail = "This policy is in another partition than the account.";
		return failed({ code: "INPUT_INVALID", field: "policyArn", detail });
	}
	return saveStep(ctx, target, "delegate", { platform: { ...platform, delegateSetUp } });
}
