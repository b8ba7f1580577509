import { SANDBOX_HARNESS_API_KEY, SANDBOX_HARNESS_VIEWER_KEY } from "./constants.ts";
import { errorReply, invalidReply, type Reply } from "./replies.ts";

const KEY = /^(?:pat|sat)\.([A-Za-z0-9_-]{22})\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/;
/** Calls that only read although they are a POST. */
const READING_POST = /\/(?:connectors\/listV2|authz\/api\/acl|delegate-setup\/listDelegates)$/;

export type Caller = { readonly apiKey: string; readonly accountId: string; readonly mayEdit: boolean };

/** Who calls, or the error that Harness answers an unknown, foreign or too weak key with. */
export function authorize(
	apiKeys: readonly string[],
	call: {
		readonly apiKey: string;
		readonly accountId: string;
		readonly method: string;
		readonly path: string;
	},
): Caller | Reply {
	const { apiKey, accountId } = call;
	const owner = KEY.exec(apiKey)?.[1];
	if (owner === undefined || !apiKeys.includes(apiKey)) {
		return errorReply(401, "INVALID_TOKEN", "The key is not known, or it has expired.");
	}
	if (accountId === "") return invalidReply([{ fieldId: "accountIdentifier", error: "must not be empty" }]);
	const mayEdit = apiKey !== SANDBOX_HARNESS_VIEWER_KEY;
	const writes = call.method !== "GET" && !READING_POST.test(call.path);
	if (owner !== accountId || (writes && !mayEdit)) {
		return errorReply(403, "NG_ACCESS_DENIED", "Missing permission core_connector_edit on connector.");
	}
	return { apiKey, accountId: owner, mayEdit };
}

export const DEFAULT_API_KEYS: readonly string[] = [SANDBOX_HARNESS_API_KEY, SANDBOX_HARNESS_VIEWER_KEY];
