import type { Context } from "#lib/context.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { profileOf } from "#lib/domain/destinations/profile-of.ts";
import { type ExternalId, VERIFIER_EXTERNAL_ID_PREFIX } from "#lib/domain/external-id.ts";
import { failed, type Result } from "#lib/domain/result.ts";
import { openForEdit, type StepTarget, saveStep } from "./save-step.ts";

type Input = StepTarget & { readonly externalId: ExternalId };

/**
 * Keeps the external ID that the vendor gave out. It goes into the role's trust policy and into nothing else: our own
 * calls go by the ID that was made here, so that a pasted one can never open somebody else's role to us.
 */
export async function saveDestinationExternalId(
	ctx: Context,
	{ externalId, ...target }: Input,
): Promise<Result<Connector>> {
	const opened = await openForEdit(ctx, target);
	if (!opened.ok) return opened;
	const { destination, status } = opened.value;
	if (profileOf(destination).externalId !== "pasted") {
		const detail = "This connector's external ID is derived here and cannot be typed.";
		return failed({ code: "CHANGE_NOT_POSSIBLE", detail });
	}
	if (status === "registered") {
		const detail =
			"The connection is in use by this external ID. Offboard it, and connect the account again.";
		return failed({ code: "CHANGE_NOT_POSSIBLE", detail });
	}
	if (externalId.startsWith(VERIFIER_EXTERNAL_ID_PREFIX)) {
		const detail = "This is an external ID of Rolebridge's own. Copy the one that the vendor shows.";
		return failed({ code: "INPUT_INVALID", field: "externalId", detail });
	}
	const change = { destinationExternalId: externalId };
	return saveStep(ctx, target, "role", change, "connector.destination-external-id.saved");
}
