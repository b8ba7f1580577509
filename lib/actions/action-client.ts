import "server-only";
import { createSafeActionClient } from "next-safe-action";
import type { FailureCode } from "#lib/domain/failures.ts";
import { signedIn } from "#lib/loaders/signed-in.ts";
import { createLogger } from "#lib/logger.ts";
import { serverContext } from "#lib/server-context.ts";

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

/** Every other action goes through here: the session is read, then the input is parsed, then the verb runs. */
export const actionClient = openActionClient.use(async ({ next }) => {
	const session = await signedIn();
	if (session === null) throw new NotAllowed("NOT_SIGNED_IN");
	if (session.mustChangePassword) throw new NotAllowed("PASSWORD_CHANGE_REQUIRED");
	return next({ ctx: { context: await serverContext(session.actor), session } });
});
