import { parseAccountId } from "#lib/domain/account-id.ts";
import { readSameAccount } from "#lib/loaders/same-account.ts";
import { json, problemOf } from "../../../../problem.ts";
import { answerAboutConnector, type RouteProps } from "../../../live-route.ts";

/** Which other connector is for an AWS account, here or in Harness. */
export function GET(request: Request, props: RouteProps) {
	return answerAboutConnector("GET /api/live/connectors/[id]/same-account", props, async (ctx, connector) => {
		const account = parseAccountId(new URL(request.url).searchParams.get("account") ?? "");
		if (!account.ok) return problemOf({ code: "INPUT_INVALID", detail: account.failure.message });
		return json(await readSameAccount(ctx, connector, account.value));
	});
}
