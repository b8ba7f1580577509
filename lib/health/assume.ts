import type { AssumeRole } from "#lib/aws/port.ts";
import type { ExternalId } from "#lib/domain/external-id.ts";
import { SESSION_NAME_PREFIX, sessionPolicy } from "#lib/domain/permissions/session-policy.ts";
import type { ConnectorFacts } from "./connector-facts.ts";

/**
 * The only places where an AssumeRole request for a customer's role is made: role, ID and session name all come
 * from the stored connector's facts.
 */
export function readingSession(facts: ConnectorFacts, signal: AbortSignal): AssumeRole {
	const report = facts.connector.costReport;
	const bucket =
		report?.kind === "own" ? { arn: `arn:${facts.role.partition}:s3:::${report.bucketName}` } : undefined;
	return { ...request(facts, facts.externalId, signal), policy: sessionPolicy("checks", bucket) };
}

/** For every other call: should it work, the session may do nothing at all. */
export function powerlessSession(
	facts: ConnectorFacts,
	externalId: ExternalId | null,
	signal: AbortSignal,
): AssumeRole {
	return { ...request(facts, externalId, signal), policy: sessionPolicy("denied") };
}

function request(facts: ConnectorFacts, externalId: ExternalId | null, signal: AbortSignal) {
	return {
		partition: facts.role.partition,
		roleArn: facts.role.arn,
		externalId,
		sessionName: `${SESSION_NAME_PREFIX}${facts.connector.id}`.slice(0, 64),
		signal,
	};
}
