import { fleetReport } from "#lib/reports/fleet-report.ts";
import { answerWithReport } from "../signed-report.ts";

export async function GET() {
	return answerWithReport("GET /api/reports/fleet", "rolebridge-fleet", fleetReport);
}
