import { connectorsSubject } from "#lib/exports/export-query.ts";
import { answerSignedIn } from "../../../answer-signed-in.ts";
import { exportAnswer } from "../../export-answer.ts";

/** Connectors by their ids or by the dashboard's filter, as other tools take them. */
export function GET(request: Request) {
	return answerSignedIn("GET /api/export/connectors/plan", (ctx) => {
		const params = new URL(request.url).searchParams;
		return exportAnswer(ctx, connectorsSubject(Object.fromEntries(params)), params);
	});
}
