import { scopeFields } from "#lib/domain/platform/aws-connector-body.ts";
import { ok } from "#lib/domain/result.ts";
import { DelegatesAnswer, SecretsAnswer } from "./answers.ts";
import { ACCOUNT } from "./connector-calls.ts";
import { type Ask, dataOf, notAConnector } from "./data-of.ts";
import type { Request } from "./exchange.ts";
import type { Harness, HarnessTarget } from "./port.ts";

const SECRETS = "/gateway/ng/api/v2/secrets";
const DELEGATES = "/gateway/ng/api/delegate-setup/listDelegates";
const PAGE_SIZE = 50;
/** Nobody reads more; Harness knows no pages here. */
const MAX_DELEGATES = 500;
/** Harness takes the search for a pattern of its database: only what means itself is sent. */
const PLAIN = /[^\p{L}\p{N} _-]/gu;
/** Somebody waits for the list while filling in a form. */
const TIMEOUT_MS = 8_000;

/**
 * Text secrets by name, those of the scopes above included (`includeAllSecretsAccessibleAtScope`, a parameter of
 * Harness's own pages; where a Harness does not know it, only the scope's own come).
 *
 * @see https://apidocs.harness.io/tag/Secrets
 */
export async function listSecrets(
	ask: Ask,
	target: HarnessTarget,
	{ scope, search, page, signal }: Parameters<Harness["listSecrets"]>[1],
): ReturnType<Harness["listSecrets"]> {
	const searchTerm = search.replace(PLAIN, " ").trim().slice(0, 128);
	const query = {
		...scopeFields(scope ?? ACCOUNT),
		type: "SecretText",
		includeAllSecretsAccessibleAtScope: "true",
		...(searchTerm !== "" && { searchTerm }),
		pageIndex: String(page),
		pageSize: String(PAGE_SIZE),
	};
	const request: Request = { method: "GET", path: SECRETS, query, timeoutMs: TIMEOUT_MS, repeatable: true };
	const answer = await ask(target, { ...request, ...(signal && { signal }) }, SecretsAnswer);
	const found = notAConnector(dataOf(answer));
	if (!found.ok) return found;
	const { content, totalPages } = found.value;
	return ok({ secrets: content.filter(({ type }) => type === "SecretText"), hasMore: page + 1 < totalPages });
}

/**
 * The delegates of one scope. Unlike other calls this one answers without an envelope, and all at once.
 *
 * @see https://apidocs.harness.io/tag/Delegate-Setup-Resource
 */
export async function listDelegates(
	ask: Ask,
	target: HarnessTarget,
	{ scope, signal }: Parameters<Harness["listDelegates"]>[1],
): ReturnType<Harness["listDelegates"]> {
	const request: Request = {
		method: "POST",
		path: DELEGATES,
		query: { ...scopeFields(scope ?? ACCOUNT) },
		body: { filterType: "Delegate" },
		timeoutMs: TIMEOUT_MS,
		repeatable: true,
	};
	const answer = notAConnector(await ask(target, { ...request, ...(signal && { signal }) }, DelegatesAnswer));
	return answer.ok ? ok(answer.value.resource.slice(0, MAX_DELEGATES)) : answer;
}
