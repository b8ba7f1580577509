import { AwsError, accessDenied } from "../errors.ts";
import { isObject, objectOf, stringOf, stringsOf } from "../json.ts";
import { type Context, conditionsHold } from "../policy/conditions.ts";
import type { Call, QueryAction, QueryParams } from "../service.ts";
import type { Role } from "../state.ts";
import { accountOf, findRole } from "../world.ts";
import { openSession, readInput } from "./sts.ts";

export const webIdentityActions: Readonly<Record<string, QueryAction>> = {
	AssumeRoleWithWebIdentity: assumeRoleWithWebIdentity,
};

type Token = { readonly issuer: string; readonly subject: string; readonly audience: string };

/**
 * Judges the token's claims by the role's trust policy. The token itself is taken at its word: JSON, unsigned. What
 * AWS takes from anybody is signed here, as every other call.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 */
function assumeRoleWithWebIdentity(call: Call, params: QueryParams): ReturnType<QueryAction> {
	const input = readInput(params);
	const token = readToken(params.get("WebIdentityToken") ?? "");
	const refusal = "Not authorized to perform sts:AssumeRoleWithWebIdentity";
	if (input.partition !== call.caller.partition) throw accessDenied(refusal);
	const role = findRole(accountOf(call.world, call.caller.partition, input.accountId), input.roleName);
	if (role === undefined || role.arn !== input.roleArn || !admits(role, input.accountId, token)) {
		throw accessDenied(refusal);
	}
	return openSession(call, role, input, undefined);
}

function readToken(text: string): Token {
	try {
		const claims = objectOf(JSON.parse(text));
		const [issuer, subject, audience] = [claims.iss, claims.sub, claims.aud].map(stringOf);
		if (issuer && subject && audience)
			return { issuer: issuer.replace(/^https?:\/\//, ""), subject, audience };
	} catch {
		// Falls through: no JSON, so no token.
	}
	throw new AwsError(
		"InvalidIdentityToken",
		"The web identity token that was passed could not be validated.",
	);
}

function admits(role: Role, accountId: string, token: Token): boolean {
	const partition = role.arn.split(":")[1] ?? "";
	const provider = `arn:${partition}:iam::${accountId}:oidc-provider/${token.issuer}`;
	const context: Context = {
		[`${token.issuer}:aud`.toLowerCase()]: token.audience,
		[`${token.issuer}:sub`.toLowerCase()]: token.subject,
	};
	const statements = Array.isArray(role.trustPolicy.Statement)
		? role.trustPolicy.Statement
		: [role.trustPolicy.Statement];
	const matching = statements
		.filter(isObject)
		.filter(
			(statement) =>
				stringsOf(objectOf(statement.Principal).Federated).includes(provider) &&
				stringsOf(statement.Action).some((action) => ACTIONS.has(action)) &&
				conditionsHold(statement.Condition, context),
		);
	const isDenied = matching.some(({ Effect }) => Effect === "Deny");
	return !isDenied && matching.some(({ Effect }) => Effect === "Allow");
}

const ACTIONS: ReadonlySet<string> = new Set(["sts:AssumeRoleWithWebIdentity", "sts:*", "*"]);
