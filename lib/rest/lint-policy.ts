import { harnessSide } from "#lib/connectors/harness-side.ts";
import type { Context } from "#lib/context.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { correctTrustPolicy } from "#lib/domain/trust-policy/correct-trust-policy.ts";
import type { ExpectedTrust } from "#lib/domain/trust-policy/expected-trust.ts";
import { lintTrustPolicy } from "#lib/domain/trust-policy/lint-trust-policy.ts";
import { whoCanAssume } from "#lib/domain/trust-policy/who-can-assume.ts";
import { doctorAccount } from "#lib/permissions/doctor-account.ts";
import { doctorTrust } from "#lib/permissions/doctor-trust.ts";
import type { Answer, Input } from "./endpoints.ts";
import { findConnector } from "./find-connector.ts";
import { readPolicy } from "./read-policy.ts";

type Route = "POST /api/v1/trust-policies/lint";
type Body = Input<Route>["body"];

export async function lintPolicy(ctx: Context, { body }: Input<Route>): Promise<Result<Answer<Route>>> {
	const expected = await expectedFor(ctx, body);
	if (!expected.ok) return expected;
	const policy = readPolicy(body.policy);
	const { findings, corrected } = lintTrustPolicy(policy, expected.value);
	return ok({
		isClean: findings.every(({ severity }) => severity !== "error"),
		findings: findings.map((finding) => ({ ...finding })),
		whoCanAssume: (whoCanAssume(policy) ?? []).map(({ kind, principal, accountId, actions, needs }) => ({
			kind,
			principal,
			accountId,
			actions: [...actions],
			conditions: needs.map((need) => ({ ...need, values: [...need.values] })),
		})),
		corrected: { ...corrected },
		correction: correctionOf(policy, expected.value),
	});
}

function correctionOf(policy: unknown, expected: ExpectedTrust) {
	const { policy: corrected, changes, left } = correctTrustPolicy(policy, expected);
	return {
		policy: corrected === null ? null : { ...corrected },
		changes: changes.map((change) => ({ ...change })),
		left: left.map((finding) => ({ ...finding })),
	};
}

/** Of a connector all that its role ought to trust; otherwise Harness by the external ID of this installation. */
async function expectedFor(ctx: Context, { connectorId, isGovCloud }: Body): Promise<Result<ExpectedTrust>> {
	if (connectorId !== undefined) {
		const connector = await findConnector(ctx, connectorId);
		if (!connector.ok) return connector;
		const expected = await doctorTrust(ctx, connector.value);
		return expected === null ? failed({ code: "HARNESS_NOT_CONFIGURED" }) : ok(expected);
	}
	const side = harnessSide(await doctorAccount(ctx), isGovCloud ? "aws-us-gov" : "aws");
	if (!side.ok) return side;
	const { cluster, externalId } = side.value;
	return ok({ harness: { principalArn: cluster.principalArn, externalId }, verifier: null });
}
