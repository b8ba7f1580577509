import "server-only";
import { headers } from "next/headers";
import { createSafeActionClient } from "next-safe-action";
import { noteRefusal } from "#lib/audit/note-refusal.ts";
import { isTrustChange, needsProof } from "#lib/auth/abilities.ts";
import { ACTIONS, type ActionName } from "#lib/auth/access.ts";
import type { SignedIn } from "#lib/auth/session.ts";
import type { Context } from "#lib/context.ts";
import { EVERYWHERE } from "#lib/domain/access.ts";
import type { FailureCode } from "#lib/domain/failures.ts";
import { proofFailure } from "#lib/domain/proof.ts";
import { secondFactorRequired } from "#lib/domain/trust-notice.ts";
import { signedIn } from "#lib/loaders/signed-in.ts";
import { createLogger } from "#lib/logger.ts";
import { originOf } from "#lib/request-origin.ts";
import { serverContext } from "#lib/server-context.ts";
import { holdChange } from "#lib/trust/hold-change.ts";
import { tellingContext } from "#lib/trust/tell-administrators.ts";

class NotAllowed extends Error {
	readonly code: FailureCode;
	constructor(code: FailureCode) {
		super(code);
		this.code = code;
	}
}

const log = createLogger("web", process.env.ROLEBRIDGE_LOG_LEVEL ?? "info");

/** For the one action that must work before anything else may: it checks the session itself. */
export const openActionClient = createSafeActionClient({
	defaultValidationErrorsShape: "flattened",
	handleServerError(error): FailureCode {
		if (error instanceof NotAllowed) return error.code;
		log.error({ event: "action-crashed", error: error.name, message: error.message }, "action crashed");
		return "UNEXPECTED";
	},
});

/**
 * Every other action goes through here: the session is read, the table asked whether its role may do what the action
 * of that name does, then the input is parsed, then the verb runs. A change of trust asks for more, and is told.
 */
export function actionFor(name: ActionName) {
	return openActionClient.use(async ({ next, clientInput }) => {
		const session = await signedIn();
		if (session === null) throw new NotAllowed("NOT_SIGNED_IN");
		if (session.mustChangePassword) throw new NotAllowed("PASSWORD_CHANGE_REQUIRED");
		const context = await serverContext(session.actor);
		const refuse = async (code: FailureCode) => {
			await noteRefusal(context, { asked: `action:${name}`, code });
			return new NotAllowed(code);
		};
		const ability = ACTIONS[name];
		if (!context.can(ability)) throw await refuse("NOT_ALLOWED");
		if (needsProof(ability)) {
			const missing = await missingProof(context, session);
			if (missing !== null) throw await refuse(missing);
		}
		if (!isTrustChange(ability)) return next({ ctx: { context, session } });
		if (await holdChange(context, { action: name, input: clientInput })) {
			throw new NotAllowed("WAITING_FOR_APPROVAL");
		}
		return next({ ctx: { context: tellingContext(context), session } });
	});
}

/** For what a link's secret lets a stranger do. */
export async function strangerContext(): Promise<Context> {
	const origin = originOf(await headers());
	return serverContext({
		kind: "person",
		id: "",
		name: "Nobody yet",
		role: null,
		scope: EVERYWHERE,
		...origin,
	});
}

async function missingProof({ db, config, now }: Context, session: SignedIn): Promise<FailureCode | null> {
	const { secondFactorRequired: setting } = await db.settings.get();
	const { hasSecondFactor } = session;
	const required = secondFactorRequired({ setting, mode: config.mode, hasSecondFactor });
	return proofFailure(session, { secondFactorRequired: required, now: now() });
}
