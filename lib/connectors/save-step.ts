import type { Context } from "#lib/context.ts";
import type { ConnectorChange, UniqueViolation } from "#lib/db/port.ts";
import type { Connector } from "#lib/domain/connector.ts";
import type { FailureCode } from "#lib/domain/failures.ts";
import type { PlatformStep } from "#lib/domain/platform/platform-setup.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import type { Step } from "#lib/domain/setup.ts";

export type StepTarget = { readonly connectorId: string; readonly version: number };

/** The connector that a step edits, or why it cannot be edited. A platform connector has other steps. */
export async function openForEdit(ctx: Context, target: StepTarget): Promise<Result<Connector>> {
	const opened = await openAnyForEdit(ctx, target);
	if (!opened.ok || opened.value.destination !== "harness-platform") return opened;
	return failed({ code: "CONNECTOR_NOT_FOUND" });
}

/** The same, of whatever destination. */
export async function openAnyForEdit(ctx: Context, target: StepTarget): Promise<Result<Connector>> {
	const connector = await ctx.db.connectors.find(target.connectorId);
	if (connector === null || connector.status === "offboarded") return failed({ code: "CONNECTOR_NOT_FOUND" });
	// Its end is proved by asking its role: another role's refusal would say nothing of it.
	if (connector.offboarding !== null) return failed({ code: "CONNECTOR_OFFBOARDING" });
	if (connector.version !== target.version) return failed({ code: "CONNECTOR_CHANGED_MEANWHILE" });
	return ok(connector);
}

/** Saves a step's change with its audit entry, and forgets the unsaved typing that it replaces. */
export async function saveStep(
	ctx: Context,
	target: StepTarget,
	step: Step | PlatformStep,
	change: ConnectorChange,
	action = `connector.${step}.saved`,
): Promise<Result<Connector>> {
	return ctx.db.transaction(async (tx) => {
		const saved = await tx.connectors.save(target.connectorId, target.version, change);
		if (saved === null) return failed({ code: "CONNECTOR_CHANGED_MEANWHILE" });
		if (typeof saved === "string") return failed(VIOLATIONS[saved]);
		await tx.connectors.saveDraft(target.connectorId, step, null);
		await tx.audit.append({
			actor: ctx.actor,
			action,
			subject: target.connectorId,
			at: ctx.now(),
			details: { version: saved.version },
		});
		return ok(saved);
	});
}

const VIOLATIONS = {
	account: { code: "CONNECTOR_ACCOUNT_TAKEN", field: "awsAccountId" },
	role: { code: "CONNECTOR_ROLE_TAKEN", field: "roleArn" },
	identifier: { code: "CONNECTOR_IDENTIFIER_TAKEN", field: "identifier" },
} as const satisfies Record<UniqueViolation, { code: FailureCode; field: string }>;
