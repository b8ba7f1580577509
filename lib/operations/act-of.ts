import { startOffboarding } from "#lib/connectors/offboard/start-offboarding.ts";
import { pauseConnector } from "#lib/connectors/pause-connector.ts";
import { resumeConnector } from "#lib/connectors/resume-connector.ts";
import { addTag, removeTag } from "#lib/connectors/tag-connector.ts";
import type { Context } from "#lib/context.ts";
import type { OperationAct } from "#lib/domain/operation.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { adoptConnector } from "#lib/import/adopt-connector.ts";
import { listRecords } from "#lib/import/list-imports.ts";
import { requestProof } from "#lib/import/prove-direct.ts";
import { declineTemplate } from "#lib/lifecycle/decline-template.ts";

export type Done = "done" | "nothing-to-do";
/** Does the operation's act to one subject; doing it twice changes nothing more. */
export type ActOnOne = (subject: string) => Promise<Result<Done>>;

/** What an operation does to each of its subjects. */
export async function actOf(ctx: Context, act: OperationAct): Promise<ActOnOne> {
	switch (act.kind) {
		case "pause":
			return (connectorId) => done(pauseConnector(ctx, { connectorId, ...act.input }));
		case "resume":
			return (connectorId) => done(resumeConnector(ctx, { connectorId }));
		case "offboard":
			return (connectorId) => done(startOffboarding(ctx, { connectorId }));
		case "add-tag":
			return (connectorId) => addTag(ctx, { connectorId, ...act.input });
		case "remove-tag":
			return (connectorId) => removeTag(ctx, { connectorId, ...act.input });
		case "decline-template":
			return (connectorId) => declineTemplate(ctx, { connectorId });
		case "add-proof":
			return (connectorId) => askForProof(ctx, connectorId);
		case "adopt":
			return adopting(ctx);
		case "check":
			throw new Error("A check of many is not done one by one.");
		default:
			return act satisfies never;
	}
}

/** The role is tried by the worker; what is proven by us already needs nothing. */
async function askForProof(ctx: Context, connectorId: string): Promise<Result<Done>> {
	const connector = await ctx.db.connectors.find(connectorId);
	if (connector?.proof === "direct") return ok("nothing-to-do");
	return done(requestProof(ctx, { connectorId }));
}

async function done(result: Promise<Result<unknown>>): Promise<Result<Done>> {
	const settled = await result;
	return settled.ok ? ok("done") : settled;
}

const LIST_TIMEOUT_MS = 60_000;

/** Harness is asked for its list once, whatever number is adopted; it is what is here already is refused by the database. */
async function adopting(ctx: Context): Promise<ActOnOne> {
	const listed = await listRecords(ctx, AbortSignal.timeout(LIST_TIMEOUT_MS));
	if (!listed.ok) return async () => listed;
	const { harnessAccountRef, records } = listed.value;
	const byIdentifier = new Map(records.map((record) => [record.connector.identifier, record]));
	return async (identifier) => {
		const record = byIdentifier.get(identifier);
		if (record === undefined) return failed({ code: "HARNESS_CONNECTOR_NOT_FOUND" });
		return done(adoptConnector(ctx, { harnessAccountRef, record }));
	};
}
