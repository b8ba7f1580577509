import { isSameJson } from "./canonical-json.ts";
import type { Connector } from "./connector.ts";
import { derivedRoleArn } from "./setup.ts";

/**
 * Whether evidence about a connector as it was still speaks of it as it is: the same role, report, choice and
 * external ID, asked in the same way. Two changes are proven before they are made and leave it standing: a rotated
 * external ID, which AWS had accepted beside the old one, and features whose permissions the role was seen to hold. A
 * payer's report where there was none does so, too.
 *
 * @example isSameEvidence(connector, { ...connector, proof: "harness" }) // false
 */
export function isSameEvidence(before: Connector, after: Connector): boolean {
	return (
		derivedRoleArn(before) === derivedRoleArn(after) &&
		before.proof === after.proof &&
		before.destinationExternalId === after.destinationExternalId &&
		isSamePlatform(before, after) &&
		(isSameJson(before.costReport, after.costReport) || isOnlyCovered(before, after)) &&
		(before.verifierExternalId === after.verifierExternalId || isCommit(before, after)) &&
		(isSameJson(before.requirements, after.requirements) || isProvenChoice(before, after))
	);
}

/**
 * Of a role that our own calls ask, evidence hangs on the role alone: what Harness is told beside it, and the tasks, are
 * only asked about anew, and a quarantine stands until that role is asked again. Harness's word hangs on all it was told.
 */
function isSamePlatform(before: Connector, after: Connector): boolean {
	if (before.proof === "direct" && after.proof === "direct") return true;
	return isSameJson(toldHarness(before), toldHarness(after));
}

/** Without what only our own checks and files are made of. */
function toldHarness({ platform }: Connector): unknown {
	if (platform === null) return null;
	const { tasks: _, delegateSetUp: __, ...told } = platform;
	return told;
}

/** It had no report and now counts on a payer's: one more check, and nothing that was found is about another thing. */
function isOnlyCovered(before: Connector, after: Connector): boolean {
	return before.costReport?.kind === "none" && after.costReport?.kind === "covered";
}

function isCommit({ rotation }: Connector, { verifierExternalId }: Connector): boolean {
	return rotation?.phase === "proved" && rotation.externalId === verifierExternalId;
}

function isProvenChoice({ pendingRequirements, status }: Connector, after: Connector): boolean {
	return (
		status === "registered" &&
		pendingRequirements !== null &&
		after.pendingRequirements === null &&
		isSameJson(pendingRequirements.requirements, after.requirements)
	);
}
