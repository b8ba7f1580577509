import type { CeAwsConnector } from "#lib/domain/harness-connector.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { validateConnectorRequest } from "#lib/schemas/harness-connector-request.ts";
import { refusalOf, type SaveRules } from "./platform-save-rules.ts";
import { errorReply, invalidReply, invalidRequest, type Reply } from "./replies.ts";
import type { SandboxConnector } from "./state.ts";

const RESERVED = new Set(
	(
		"or and eq ne lt gt le ge div mod not null true false new var return step parallel stepGroup org account " +
		"class shellScriptProvisioner status liteEngineTask"
	).split(" "),
);
const NAME = /^[a-zA-Z0-9-_. /]*$/;

/** The connector of a save request, or the error that Harness answers with. */
export function parseSave(
	accountId: string,
	body: unknown,
	rules: SaveRules,
): Result<SandboxConnector, Reply> {
	const problems = validateConnectorRequest(body);
	if (problems.length > 0) {
		return failed(invalidReply(problems.map(({ path, problem }) => ({ fieldId: path, error: problem }))));
	}
	const { connector } = asRequest(body);
	const { name, identifier } = connector;
	if (name.trim() === "" || name.length > 128 || !NAME.test(name)) {
		return failed(invalidReply([{ fieldId: "connector.name", error: "cannot be used as a name." }]));
	}
	if (RESERVED.has(identifier)) {
		return failed(
			invalidReply([{ fieldId: "connector.identifier", error: `${identifier} is a reserved word.` }]),
		);
	}
	if (connector.type === "Aws") {
		const refused = refusalOf(accountId, connector, rules);
		return refused === null ? ok(connector) : failed(refused);
	}
	const refusal = checkSpec(connector);
	return refusal === null ? ok(withAccountOfArn(connector)) : failed(refusal);
}

/** validateConnectorRequest found nothing to complain about. */
function asRequest(body: unknown): { connector: SandboxConnector } {
	return body as { connector: SandboxConnector };
}

function checkSpec(connector: CeAwsConnector): Reply | null {
	const { spec } = connector;
	if ((spec.featuresEnabled ?? []).length === 0) return invalidRequest("featuresEnabled is empty");
	if (spec.featuresEnabled.includes("BILLING") && !spec.curAttributes) {
		return invalidRequest("BILLING is enabled and curAttributes is missing");
	}
	const account = accountOfArn(connector);
	if (account !== "" && account !== spec.awsAccountId) {
		return invalidRequest("the role ARN is of another account than the one in the overview");
	}
	return null;
}

function accountOfArn({ spec }: CeAwsConnector): string {
	return spec.crossAccountAccess?.crossAccountRoleArn.split(":")[4] ?? "";
}

/** Harness stores the ARN's account where the ARN has one. */
function withAccountOfArn(connector: CeAwsConnector): CeAwsConnector {
	const awsAccountId = accountOfArn(connector) || connector.spec.awsAccountId;
	return { ...connector, spec: { ...connector.spec, awsAccountId } };
}

export function duplicateReply({ name, identifier }: SandboxConnector): Reply {
	return errorReply(
		400,
		"DUPLICATE_FIELD",
		`Connector: ${name} has been given an identifier: ${identifier} that already exists.`,
	);
}
