import { readProofWays } from "#lib/loaders/account.ts";
import { answerSignedIn } from "../../../answer-signed-in.ts";
import { json } from "../../../problem.ts";

/** By what whoever is signed in can prove again who they are. */
export function GET() {
	return answerSignedIn("GET /api/live/account/proof", async () => json(await readProofWays()));
}
