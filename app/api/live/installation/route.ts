import { readInstallationView } from "#lib/loaders/settings.ts";
import { signedIn } from "#lib/loaders/signed-in.ts";
import { serverContext } from "#lib/server-context.ts";
import { json, problemOf } from "../../problem.ts";

/** When our own side and the templates were last looked at. */
export async function GET() {
	const session = await signedIn();
	if (session === null) return problemOf({ code: "NOT_SIGNED_IN" });
	if (session.mustChangePassword) return problemOf({ code: "PASSWORD_CHANGE_REQUIRED" });
	const ctx = await serverContext(session.actor);
	try {
		return json(await readInstallationView(ctx));
	} catch (error) {
		const name = error instanceof Error ? error.name : "unknown";
		ctx.log.error({ event: "live-route-crashed", error: name }, "live route crashed");
		return problemOf({ code: "UNEXPECTED" });
	}
}
