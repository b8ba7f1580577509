import "server-only";
import { revalidatePath } from "next/cache";
import type { Connector } from "#lib/domain/connector.ts";
import { ok, type Result } from "#lib/domain/result.ts";

/** A saved connector's pages anew, and the version that the next save must name. */
export function saved(result: Result<Connector>): Result<{ version: number }> {
	if (!result.ok) return result;
	revalidatePath(`/connectors/${result.value.id}`, "layout");
	return ok({ version: result.value.version });
}
