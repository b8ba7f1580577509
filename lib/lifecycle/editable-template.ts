import { templateInForce } from "#lib/connectors/template-in-force.ts";
import type { Context } from "#lib/context.ts";
import type { Connector } from "#lib/domain/connector.ts";

/** Whose template the connector's stack has, or can be given by the update that a change needs anyway. */
export async function editableTemplate(ctx: Context, connector: Connector): Promise<"ours" | "harness"> {
	if (connector.templateVersion !== null) return "ours";
	return (await templateInForce(ctx, connector.partition, connector.destination)).source;
}
