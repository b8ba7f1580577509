import type { Context } from "#lib/context.ts";
import type { HarnessAccount } from "#lib/db/port.ts";
import type { Failure, FailureCode } from "#lib/domain/failures.ts";
import { isKeyExpiring } from "#lib/domain/harness-key.ts";
import { clearTrouble, reportTrouble } from "#lib/incidents/system-trouble.ts";

/** A key that is not taken will not be taken the next time either: told at once. */
const KEY_REFUSED: readonly FailureCode[] = ["HARNESS_UNAUTHORIZED", "HARNESS_FORBIDDEN"];

/**
 * Harness's answer to a question about itself, or about all connectors. A refused key is one incident; so is a
 * Harness that keeps from answering. A single missed answer is not told. A key that is taken and expires soon is a warning.
 */
export async function tellHarnessState(
	ctx: Context,
	{ ref, accountId, apiKeyExpiresAt }: Pick<HarnessAccount, "ref" | "accountId" | "apiKeyExpiresAt">,
	failure: Failure | null,
): Promise<void> {
	const trouble = { kind: "harness", subject: ref } as const;
	if (failure === null) {
		if (!isKeyExpiring(apiKeyExpiresAt, ctx.now())) return clearTrouble(ctx, trouble);
		return reportTrouble(ctx, { ...trouble, code: "HARNESS_KEY_EXPIRES" });
	}
	if (KEY_REFUSED.includes(failure.code)) return reportTrouble(ctx, { ...trouble, code: failure.code });
	if (ctx.breakers.stateOf(`harness:${accountId}`) === "closed") return;
	await reportTrouble(ctx, { ...trouble, code: "HARNESS_UNAVAILABLE" });
}
