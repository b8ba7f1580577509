import { ok } from "#lib/domain/result.ts";
import { AccessAnswer } from "./answers.ts";
import { type Ask, dataOf, notAConnector } from "./data-of.ts";
import type { Request } from "./exchange.ts";
import type { Harness, HarnessTarget } from "./port.ts";

const ACCESS = "/gateway/authz/api/acl";
const VIEW = "core_connector_view";
const EDIT = "core_connector_edit";

/**
 * Asks Harness's access control about the key's own owner: without a principal in the body it speaks of the caller.
 * A connector without an identifier stands for every connector of the account, those that are to be made included.
 */
export async function askPermissions(
	ask: Ask,
	target: HarnessTarget,
	{ signal }: Parameters<Harness["permissions"]>[1],
): ReturnType<Harness["permissions"]> {
	const resourceScope = { accountIdentifier: target.accountId };
	const body = {
		permissions: [VIEW, EDIT].map((permission) => ({ resourceScope, resourceType: "CONNECTOR", permission })),
	};
	const request: Request = { method: "POST", path: ACCESS, body, signal, repeatable: true };
	const answer = notAConnector(dataOf(await ask(target, request, AccessAnswer)));
	if (!answer.ok) return answer;
	const may = (permission: string) =>
		answer.value.accessControlList.some((one) => one.permission === permission && one.permitted);
	return ok({ mayView: may(VIEW), mayEdit: may(EDIT) });
}
