import { startOffboarding } from "#lib/connectors/offboard/start-offboarding.ts";
import { pauseConnector } from "#lib/connectors/pause-connector.ts";
import { resumeConnector } from "#lib/connectors/resume-connector.ts";
import { addTag, removeTag } from "#lib/connectors/tag-connector.ts";
import type { Context } from "#lib/context.ts";
import type { FailureCode } from "#lib/domain/failures.ts";
import type { OperationAct } from "#lib/domain/operation.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { adoptConnector } from "#lib/import/adopt-connector.ts";
import { listRecords } from "#lib/import/list-imports.ts";
import { requestProof } from "#lib/import/prove-direct.ts";
import { declineTemplate } from "#lib/lifecycle/decline-template.ts";
import { KEY_REFUSED, openRegistration, registerAccount } from "#lib/organizations/register-account.ts";

export type Done = "done" | "nothing-to-do";
/** Does the operation's act to one subject; doing it twice changes nothing more. */
export type ActOnOne = (subject: string) => Promise<Result<Done>>;

/** How an operation's act is done. */
export type Act = {
	readonly one: ActOnOne;
	/** So many are taken up together; their outcomes are stored together. */
	readonly batch: number;
	/** Most acts wait for Harness, whose own budget decides how fast they go. */
	readonly atOnce: number;
	/** What one of them fails with that every other would fail with, too: the first is done alone, and the rest ends. */
	readonly endsAll: readonly FailureCode[];
	/** What failed with this says nothing of its subject, and is left for later. */
	readonly mustWait: (code: FailureCode) => boolean;
};

const ORDINARY = { batch: 24, atOnce: 6, endsAll: [], mustWait: () => false } as const;

/** What an operation does to its subjects. */
export async function actOf(ctx: Context, act: OperationAct): Promise<Act> {
	if (act.kind === "register") return registering(ctx, act.input);
	return { ...ORDINARY, one: await plainActOf(ctx, act) };
}

async function plainActOf(ctx: Context, act: Exclude<OperationAct, { kind: "register" }>): Promise<ActOnOne> {
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

/** Enough in flight to use what Harness allows in a minute where an answer takes two seconds. */
const REGISTERING = { batch: 32, atOnce: 16, endsAll: KEY_REFUSED } as const;

/** Of one connector they may be its own; of a Harness that is away they are everybody's. */
const NO_ANSWER: readonly FailureCode[] = ["HARNESS_UNAVAILABLE", "HARNESS_TIMEOUT"];

async function registering(
	ctx: Context,
	{ rolloutId, planId }: { readonly rolloutId: string; readonly planId: string },
): Promise<Act> {
	const registration = await openRegistration(ctx, { rolloutId, planId });
	if (!registration.ok) return { ...ORDINARY, one: async () => registration };
	const system = `harness:${registration.value.target.accountId}`;
	return {
		...REGISTERING,
		mustWait: (code) =>
			code === "HARNESS_RATE_LIMITED" ||
			(NO_ANSWER.includes(code) && ctx.breakers.stateOf(system) !== "closed"),
		one: (accountId) => done(registerAccount(ctx, registration.value, { accountId })),
	};
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
