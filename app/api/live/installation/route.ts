import { readInstallationView } from "#lib/loaders/settings.ts";
import { answerSignedIn } from "../../answer-signed-in.ts";
import { json } from "../../problem.ts";

/** When our own side and the templates were last looked at. */
export function GET() {
	return answerSignedIn("GET /api/live/installation", async (ctx) => json(await readInstallationView(ctx)));
}
