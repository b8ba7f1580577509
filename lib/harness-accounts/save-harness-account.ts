import type { Context } from "#lib/context.ts";
import type { HarnessAccount } from "#lib/db/port.ts";
import { formatKeyExpiry, harnessKeyExpiry } from "#lib/domain/harness-key.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";

export type HarnessAccountInput = {
	readonly accountId: string;
	readonly baseUrl: string;
	/** Empty: the stored key stays. */
	readonly apiKey: string;
	/** As a date field gives it; empty: not known, or never; left out: as it was. */
	readonly apiKeyExpiresOn?: string | undefined;
};

/** There is one Harness account yet; its row's name is what connectors refer to. */
const ONLY_REF = "default";

/**
 * Saves the Harness account. A stored key never travels to another host or account: whoever changes those
 * enters the key anew. The account stays while roles trust it.
 */
export async function saveHarnessAccount(
	ctx: Context,
	input: HarnessAccountInput & { readonly version: number | null },
): Promise<Result<HarnessAccount>> {
	const stored = await ctx.db.harnessAccounts.first();
	if ((stored?.version ?? null) !== input.version) return failed({ code: "CONNECTOR_CHANGED_MEANWHILE" });
	if (stored !== null && isSame(stored, input)) return ok(stored);
	const problem = keyProblem(stored, input) ?? (await accountProblem(ctx, stored, input));
	if (problem !== null) return failed(problem);
	const { accountId, baseUrl, apiKey, apiKeyExpiresOn } = input;
	return ctx.db.transaction(async (tx) => {
		const ref = stored?.ref ?? ONLY_REF;
		const saved = await tx.harnessAccounts.save({
			ref,
			accountId,
			baseUrl,
			...(apiKey !== "" && { apiKey }),
			...(apiKeyExpiresOn !== undefined && { apiKeyExpiresAt: harnessKeyExpiry(apiKeyExpiresOn) }),
		});
		await tx.audit.append({
			actor: ctx.actor,
			action: "harness-account.saved",
			subject: `harness-account:${ref}`,
			at: ctx.now(),
			details: {
				accountId,
				baseUrl,
				keyChanged: apiKey !== "",
				keyExpiresOn: formatKeyExpiry(saved.apiKeyExpiresAt),
			},
		});
		return ok(saved);
	});
}

function isSame(stored: HarnessAccount, input: HarnessAccountInput): boolean {
	const { accountId, baseUrl, apiKey, apiKeyExpiresOn } = input;
	const expiresOn = formatKeyExpiry(stored.apiKeyExpiresAt);
	const isSameKey = apiKey === "" && (apiKeyExpiresOn ?? expiresOn) === expiresOn;
	return stored.accountId === accountId && stored.baseUrl === baseUrl && isSameKey;
}

type Problem = { readonly code: "INPUT_INVALID"; readonly field: string; readonly detail: string };

function keyProblem(stored: HarnessAccount | null, input: HarnessAccountInput): Problem | null {
	const { accountId, baseUrl, apiKey } = input;
	const invalid = (detail: string): Problem => ({ code: "INPUT_INVALID", field: "apiKey", detail });
	if (apiKey !== "") {
		const owner = apiKey.split(".")[1];
		return owner === accountId
			? null
			: invalid(`This API key belongs to the Harness account ${owner}, not to ${accountId}.`);
	}
	if (stored === null || !stored.hasApiKey) return null;
	if (stored.baseUrl !== baseUrl)
		return invalid("The URL changed, and a stored API key is never sent to another host: enter it anew.");
	if (stored.accountId !== accountId)
		return invalid("The account changed: enter an API key of the new account.");
	return null;
}

async function accountProblem(
	ctx: Context,
	stored: HarnessAccount | null,
	{ accountId }: HarnessAccountInput,
): Promise<Problem | null> {
	if (stored === null || stored.accountId === accountId) return null;
	if (!(await hasRegistered(ctx))) return null;
	const detail =
		"Registered connectors' roles trust Harness by the present account ID. Set up another installation for the other account, or offboard these connectors first.";
	return { code: "INPUT_INVALID", field: "accountId", detail };
}

const PAGE_SIZE = 200;

async function hasRegistered(ctx: Context): Promise<boolean> {
	let after: string | undefined;
	for (;;) {
		const page = await ctx.db.connectors.list({
			limit: PAGE_SIZE,
			now: ctx.now(),
			...(after !== undefined && { after }),
		});
		if (page.some(({ status }) => status === "registered")) return true;
		after = page.at(-1)?.id;
		if (page.length < PAGE_SIZE || after === undefined) return false;
	}
}
