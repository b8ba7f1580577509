import { templateInForce } from "#lib/connectors/template-in-force.ts";
import type { Context } from "#lib/context.ts";
import type { ConnectorLink } from "#lib/db/launch-links-port.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { featureChoices } from "#lib/domain/decide-requirements.ts";
import { offeredFeatures } from "#lib/domain/destinations/words-of.ts";
import type { Feature } from "#lib/domain/features.ts";
import { requestedNow } from "#lib/domain/launch-link.ts";
import { editableTemplate } from "#lib/lifecycle/editable-template.ts";

/** Features that the receiver may leave out; empty where nothing less would make sense. */
export async function offerableFeatures(
	ctx: Context,
	{ kind }: Pick<ConnectorLink, "kind">,
	connector: Connector,
): Promise<readonly Feature[]> {
	const asked = requestedNow(kind, connector)?.features ?? [];
	if (asked.length < 2 || !isNegotiable(kind, connector)) return [];
	const choices = featureChoices({
		partition: connector.partition,
		hasOwnReport: connector.costReport?.kind === "own",
		requiresAutoStopping: connector.requiresAutoStopping && connector.status === "draft",
		template:
			connector.status === "draft"
				? (await templateInForce(ctx, connector.partition, connector.destination)).source
				: await editableTemplate(ctx, connector),
		offered: offeredFeatures(connector.destination),
	});
	const isFree = (feature: Feature) =>
		choices.some((choice) => choice.feature === feature && choice.state === "free");
	return asked.filter(isFree);
}

/** Of a connector in use the features change by their own way; a link that makes its role anew asks for what is there. */
function isNegotiable(kind: ConnectorLink["kind"], { status, pendingRequirements }: Connector): boolean {
	if (kind === "connect") return status === "draft";
	return kind === "change-features" && pendingRequirements !== null;
}
