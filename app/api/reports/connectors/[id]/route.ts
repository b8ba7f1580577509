import { connectorReport } from "#lib/reports/connector-report.ts";
import { ConnectorIdSchema } from "#lib/schemas/step-input.ts";
import { problemOf } from "../../../problem.ts";
import { answerWithReport } from "../../signed-report.ts";

type Props = { readonly params: Promise<{ readonly id: string }> };

export async function GET(_request: Request, { params }: Props) {
	const id = ConnectorIdSchema.safeParse((await params).id);
	if (!id.success) return problemOf({ code: "CONNECTOR_NOT_FOUND" });
	return answerWithReport("GET /api/reports/connectors/[id]", "rolebridge-connector", (ctx) =>
		connectorReport(ctx, { connectorId: id.data }),
	);
}
