import { destinationSide } from "#lib/connectors/destination-side.ts";
import type { Context } from "#lib/context.ts";
import type { ConnectorLink } from "#lib/db/launch-links-port.ts";
import type { HarnessAccount } from "#lib/db/port.ts";
import { canonicalJson } from "#lib/domain/canonical-json.ts";
import { checkWords } from "#lib/domain/check-words.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { AUTOSTOPPING_FEATURES, FEATURES, type Requirements } from "#lib/domain/features.ts";
import { requestedNow } from "#lib/domain/launch-link.ts";
import { derivedRoleArn } from "#lib/domain/setup.ts";

/**
 * What both sides read to each other. They follow from the link and from what it asks for, so they differ when one
 * side looks at another request than the other does.
 */
export function linkWords(
	ctx: Context,
	{ id, kind, request }: ConnectorLink,
	connector: Connector,
	account: HarnessAccount | null,
): readonly string[] {
	const side = destinationSide(account, connector);
	const asked = {
		link: id,
		kind,
		partition: connector.partition,
		awsAccountId: connector.overview?.awsAccountId ?? null,
		roleArn: derivedRoleArn(connector),
		requirements: inOrder(requestedNow(kind, connector)),
		harnessExternalId: side.ok ? side.value.externalId : null,
		// A rotation changes the ID in use half-way: there the step that was asked for stands for it.
		verifierExternalId: request.rotation?.externalId ?? connector.verifierExternalId,
	};
	return checkWords(ctx.sha256Hex(canonicalJson(asked)));
}

function inOrder(requirements: Requirements | null): Requirements | null {
	if (requirements === null) return null;
	return {
		features: FEATURES.filter((feature) => requirements.features.includes(feature)),
		autoStopping: AUTOSTOPPING_FEATURES.filter((choice) => requirements.autoStopping.includes(choice)),
		governancePolicyArns: [...requirements.governancePolicyArns].sort(),
		commitmentWrite: requirements.commitmentWrite,
	};
}
