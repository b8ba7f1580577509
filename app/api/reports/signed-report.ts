import type { RouteKey } from "#lib/auth/access.ts";
import type { Context } from "#lib/context.ts";
import type { Result } from "#lib/domain/result.ts";
import type { SignedReport } from "#lib/reports/report.ts";
import { signReport } from "#lib/reports/sign-report.ts";
import { answerSignedIn } from "../answer-signed-in.ts";
import { problemOf } from "../problem.ts";

type Make = (ctx: Context) => Promise<Result<SignedReport["report"]>>;

/** A report as a file, signed. */
export function answerWithReport(route: RouteKey, fileName: string, make: Make): Promise<Response> {
	return answerSignedIn(route, async (ctx) => {
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
	});
}
