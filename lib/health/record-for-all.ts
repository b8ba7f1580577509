import type { CheckRun } from "#lib/db/port.ts";
import type { Connector } from "#lib/domain/connector.ts";
import type { Failure } from "#lib/domain/failures.ts";
import { applicableChecks } from "./applicable-checks.ts";
import type { Recorder } from "./recorder.ts";
import { checkResult, type Verdict } from "./verdict.ts";

/** Why nothing is asked of a connector whose own facts do not add up. */
export function refusedFacts({ code, detail }: Failure): Verdict {
	if (code === "ROLE_WRONG_ACCOUNT") {
		const observed = `Not asked: ${detail ?? "the role"} is not in the connector's account.`;
		return { outcome: "failed", code, observed };
	}
	return {
		outcome: "unknown",
		code,
		observed: "Not judged: Harness's side of the trust is not known for certain.",
	};
}

/** The same verdict for every check of the run. */
export async function recordForAll(
	connector: Connector,
	recorder: Recorder,
	kind: CheckRun["kind"],
	verdict: Verdict,
	at: Date,
): Promise<void> {
	const checks = kind === "role" ? (["role-assumable"] as const) : applicableChecks(connector);
	for (const checkId of checks) {
		// Only the role itself can be in a wrong account; the rest was simply not looked at.
		const isAboutRole = checkId === "role-assumable" || verdict.outcome !== "failed";
		const observed = "Not asked: the role is not in the connector's account.";
		const own: Verdict = isAboutRole ? verdict : { outcome: "skipped", code: verdict.code ?? null, observed };
		await recorder.record(checkResult(checkId, own, at, at));
	}
}
