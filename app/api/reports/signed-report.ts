import type { Context } from "#lib/context.ts";
import type { Result } from "#lib/domain/result.ts";
import { signedIn } from "#lib/loaders/signed-in.ts";
import type { SignedReport } from "#lib/reports/report.ts";
import { signReport } from "#lib/reports/sign-report.ts";
import { serverContext } from "#lib/server-context.ts";
import { problemOf } from "../problem.ts";

type Make = (ctx: Context) => Promise<Result<SignedReport["report"]>>;

/** A report as a file: who asks, what is known, signed; one place that catches. */
export async function answerWithReport(fileName: string, make: Make): Promise<Response> {
	const session = await signedIn();
	if (session === null) return problemOf({ code: "NOT_SIGNED_IN" });
	if (session.mustChangePassword) return problemOf({ code: "PASSWORD_CHANGE_REQUIRED" });
	const ctx = await serverContext(session.actor);
	try {
		const report = await make(ctx);
		if (!report.ok) return problemOf(report.failure);
		const stamp = report.value.issuedAt.slice(0, 10);
		return new Response(`${JSON.stringify(signReport(ctx, report.value), null, 2)}\n`, {
			headers: {
				"content-type": "application/json",
				"cache-control": "no-store",
				"content-disposition": `attachment; filename="${fileName}-${stamp}.json"`,
			},
		});
	} catch (error) {
		const name = error instanceof Error ? error.name : "unknown";
		ctx.log.error({ event: "report-crashed", error: name }, "report crashed");
		return problemOf({ code: "UNEXPECTED" });
	}
}
