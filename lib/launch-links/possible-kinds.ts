import type { Context } from "#lib/context.ts";
import type { Connector } from "#lib/domain/connector.ts";
import type { ConnectorLinkKind } from "#lib/domain/launch-link.ts";
import { canEnter, derivedRoleArn } from "#lib/domain/setup.ts";
import { whyNot } from "#lib/lifecycle/open-for-change.ts";
import { ownStack } from "#lib/organizations/own-stack.ts";
import { linkFacts } from "./link-facts.ts";

/** What a link may ask for now, the likeliest first: only what is wanted already, or is missing. */
export async function possibleKinds(
	ctx: Context,
	connector: Connector,
): Promise<readonly ConnectorLinkKind[]> {
	const { status, offboarding, pendingRequirements, rotation } = connector;
	if (offboarding !== null) {
		const isWanted = offboarding.accessRefusedAt === null && derivedRoleArn(connector) !== null;
		return isWanted && status !== "offboarded" ? ["remove"] : [];
	}
	if (!canEnter("role", connector) || !(await ownStack(ctx, connector)).ok) return [];
	const facts = await linkFacts(ctx, connector);
	const kinds: ConnectorLinkKind[] = [];
	if (whyNot(connector) === null) {
		if (pendingRequirements !== null) kinds.push("change-features");
		if (rotation !== null && rotation.phase !== "proved") kinds.push("rotate");
		if (!facts.isTemplateCurrent && connector.proof === "direct" && facts.isProven) kinds.push("upgrade");
	}
	// In use and not proven: the role may be gone, and the stack is made anew.
	if (!facts.isProven) kinds.push("connect");
	return kinds;
}
