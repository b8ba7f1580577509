import type { Context } from "#lib/context.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { failed, type Result } from "#lib/domain/result.ts";
import { rotationParameters } from "#lib/domain/rotation.ts";
import { type StackChange, stackChange } from "../stack-change.ts";

/** How the stack is to be updated in the rotation's present phase; without one, so that nothing of it is left. */
export function rotationStack(ctx: Context, connector: Connector): Promise<Result<StackChange>> {
	const { requirements, rotation } = connector;
	if (requirements === null) return Promise.resolve(failed({ code: "CONNECTOR_INCOMPLETE" }));
	const { VerifierExternalId, PendingVerifierExternalId } = rotationParameters(connector);
	const isComing = rotation !== null && rotation.phase !== "committed";
	const set: Readonly<Record<string, string>> = isComing
		? { PendingVerifierExternalId }
		: { VerifierExternalId, PendingVerifierExternalId };
	// A rollout's stack may have been given the part that all accounts share: from here on it gets whole IDs.
	const whole = { VerifierExternalId, PendingVerifierExternalId, ExternalIdPerAccount: "false" };
	return stackChange(ctx, connector, {
		from: requirements,
		to: requirements,
		set: connector.rolloutId === null ? set : whole,
		template: "keep",
		purpose: "rotate",
	});
}
