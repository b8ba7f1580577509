import type { Context } from "#lib/context.ts";
import { parseRoleArn, type RoleArn } from "#lib/domain/arn.ts";
import type { Connector, RoleOptions } from "#lib/domain/connector.ts";
import { isRegionOf } from "#lib/domain/partition.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { ownStack } from "#lib/organizations/own-stack.ts";
import { openForEdit, type StepTarget, saveStep } from "./save-step.ts";
import { templateInForce } from "./template-in-force.ts";

type OptionsInput = StepTarget & { readonly role: RoleOptions };

/** "More options" of step 4. */
export async function saveRoleOptions(
	ctx: Context,
	{ role, ...target }: OptionsInput,
): Promise<Result<Connector>> {
	const opened = await openForEdit(ctx, target);
	if (!opened.ok) return opened;
	const own = await ownStack(ctx, opened.value);
	if (!own.ok) return own;
	const { partition, destination } = opened.value;
	if (role.region !== "" && !isRegionOf(partition, role.region)) {
		return failed({
			code: "INPUT_INVALID",
			field: "region",
			detail: "This region is in another partition than the account.",
		});
	}
	const { source } = await templateInForce(ctx, partition, destination);
	const cannot = "Harness's published template cannot carry this. Upload ours in Settings first.";
	if (source === "harness" && role.rolePath !== "/")
		return failed({ code: "INPUT_INVALID", field: "rolePath", detail: cannot });
	if (source === "harness" && role.permissionsBoundaryArn !== "") {
		return failed({ code: "INPUT_INVALID", field: "permissionsBoundaryArn", detail: cannot });
	}
	return saveStep(ctx, target, "role", { role, pastedRoleArn: null });
}

type PasteInput = StepTarget & { readonly roleArn: RoleArn };

/** "Paste the ARN instead": it must be a role of the declared account. It is assumed by no means but the checks. */
export async function pasteRoleArn(
	ctx: Context,
	{ roleArn, ...target }: PasteInput,
): Promise<Result<Connector>> {
	const opened = await openForEdit(ctx, target);
	if (!opened.ok) return opened;
	const connector = opened.value;
	const own = await ownStack(ctx, connector);
	if (!own.ok) return own;
	const fits = fitsConnector(roleArn, connector);
	return fits.ok ? saveStep(ctx, target, "role", { pastedRoleArn: roleArn }) : fits;
}

function fitsConnector(roleArn: RoleArn, { overview, partition }: Connector): Result<true> {
	const parts = parseRoleArn(roleArn);
	if (!parts.ok || overview === null) return failed({ code: "CONNECTOR_INCOMPLETE" });
	if (parts.value.accountId !== overview.awsAccountId) {
		return failed({
			code: "ROLE_WRONG_ACCOUNT",
			field: "roleArn",
			detail: `This role is in account ${parts.value.accountId}; this connector is for ${overview.awsAccountId}.`,
		});
	}
	if (parts.value.partition !== partition) {
		return failed({
			code: "ROLE_WRONG_ACCOUNT",
			field: "roleArn",
			detail: `This role is in the partition ${parts.value.partition}; this connector's account is in ${partition}.`,
		});
	}
	return ok(true);
}
