import type { Context } from "#lib/context.ts";
import type { CheckResult } from "#lib/domain/check.ts";
import { checkTitle } from "#lib/domain/check-titles.ts";
import type { Destination } from "#lib/domain/destination.ts";
import { FAILURES } from "#lib/domain/failures.ts";
import { evidenceUntil } from "#lib/domain/health.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { canEnter } from "#lib/domain/setup.ts";
import { requestCheck } from "#lib/health/request-check.ts";
import type { ApiCheck } from "#lib/schemas/api/check-schemas.ts";
import type { ApiOperation } from "#lib/schemas/api/operation-schemas.ts";
import type { Answer, Input } from "./endpoints.ts";
import { findConnector } from "./find-connector.ts";
import { verificationAnswer } from "./operation-answer.ts";

type List = "GET /api/v1/connectors/[id]/checks";

export async function listChecks(
	ctx: Context,
	{ params: { id } }: Input<List>,
): Promise<Result<Answer<List>>> {
	const connector = await findConnector(ctx, id);
	if (!connector.ok) return connector;
	const [results, run] = await Promise.all([ctx.db.checks.latest(id), ctx.db.checks.latestRun(id, "full")]);
	const now = ctx.now();
	const seesDetails = ctx.can("connector.view-trust");
	return ok({
		items: results.map((result) =>
			checkAnswer(result, { now, seesDetails, destination: connector.value.destination }),
		),
		run: run && verificationAnswer(run),
	});
}

type AnswerFacts = {
	readonly now: Date;
	readonly seesDetails: boolean;
	/** Whom the role is for. */
	readonly destination: Destination;
};

function checkAnswer(result: CheckResult, { now, seesDetails, destination }: AnswerFacts): ApiCheck {
	const { checkId, checkedAt, code, details, ...seen } = result;
	const validUntil = evidenceUntil(result);
	return {
		...seen,
		id: checkId,
		title: checkTitle(checkId, destination),
		isExpired: validUntil < now,
		code,
		fixes: code === null ? [] : [...FAILURES[code].fixes],
		details: seesDetails ? { ...details } : null,
		checkedAt: checkedAt.toISOString(),
		validUntil: validUntil.toISOString(),
	};
}

export async function verifyConnector(
	ctx: Context,
	{ params: { id } }: Input<"POST /api/v1/connectors/[id]/verify">,
): Promise<Result<ApiOperation>> {
	const connector = await findConnector(ctx, id);
	if (!connector.ok) return connector;
	// There is no role yet that could be asked for.
	if (!canEnter("test", connector.value)) return failed({ code: "CONNECTOR_INCOMPLETE" });
	const requested = await requestCheck(ctx, { connectorId: id });
	return requested.ok ? ok(verificationAnswer(requested.value)) : requested;
}
