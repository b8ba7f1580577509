import type { NamedPolicy, RoleSession } from "#lib/aws/port.ts";
import type { Context } from "#lib/context.ts";
import type { CheckDetails } from "#lib/domain/check.ts";
import { attachedPolicyArns } from "#lib/domain/destinations/attached-policies.ts";
import { profileOf } from "#lib/domain/destinations/profile-of.ts";
import { diffActions } from "#lib/domain/permissions/diff-actions.ts";
import { MANIFEST_VERSION } from "#lib/domain/permissions/manifest-types.ts";
import { permissionsFor } from "#lib/domain/permissions.ts";
import { NEWEST_TEMPLATE_VERSION } from "#lib/domain/template-version.ts";
import { checkedFeatures, permissionFacts } from "./check-permissions.ts";
import type { ConnectorFacts } from "./connector-facts.ts";
import { aws, passed, skipped, undecided, type Verdict } from "./verdict.ts";

/** The role's tag that names the stack it was made by. */
const STACK_ID_TAG = "rolebridge:stack-id";
/** The role's tag that names the version of the template it was made by. */
export const TEMPLATE_VERSION_TAG = "rolebridge:template-version";

/** Compares the role's actual policies, and its version tag, with what today's template gives. */
export async function checkTemplateCurrent(
	ctx: Context,
	facts: ConnectorFacts,
	session: RoleSession,
	tags: Promise<Readonly<Record<string, string>> | null>,
	signal: AbortSignal,
): Promise<Verdict> {
	const [answer, found] = await Promise.all([session.rolePolicies(facts.role.roleName, signal), tags]);
	if (answer.kind !== "answered") {
		return answer.kind === "denied"
			? skipped("The role may not read its own policies, so they cannot be compared.")
			: undecided("AWS did not list the role's policies.", answer);
	}
	const diff = compare(facts, answer.value);
	if (diff === null) return skipped("The features are not chosen yet.");
	const version = found?.[TEMPLATE_VERSION_TAG] ?? null;
	const known = {
		...details(diff, version, answer.value),
		stackId: found?.[STACK_ID_TAG]?.slice(0, 256) ?? null,
	};
	const declined = await declinedWords(ctx, facts, diff);
	const verdict = declined === null ? judge(diff, version) : skipped(declined);
	return { ...verdict, ...aws(answer), details: known };
}

/** Somebody decided against the newest template: what it would add is then no fault. What is too much stays one. */
async function declinedWords(
	ctx: Context,
	{ connector }: ConnectorFacts,
	diff: Difference,
): Promise<string | null> {
	const isDeclined = (connector.declinedTemplateVersion ?? 0) >= NEWEST_TEMPLATE_VERSION;
	const lacking = diff.missing.length + diff.missingPolicies.length;
	if (!isDeclined || lacking === 0 || diff.extra.length > 0) return null;
	const declination = await ctx.db.changes.declination(connector.id);
	const who =
		declination === null ? "" : ` by ${declination.by} on ${declination.at.toISOString().slice(0, 10)}`;
	return `Template ${MANIFEST_VERSION} was declined${who}; it would add ${lacking} ${lacking === 1 ? "permission" : "permissions"}.`;
}

type Difference = NonNullable<ReturnType<typeof compare>>;

function judge(diff: Difference, version: string | null): Verdict {
	const missing = [...diff.missing, ...diff.missingPolicies];
	if (missing.length > 0) {
		const observed = `The role lacks ${missing.length} of the actions that today's template gives.`;
		return { outcome: "warning", code: "TEMPLATE_OUTDATED", observed };
	}
	if (diff.extra.length > 0) {
		const observed = `The role may do ${diff.extra.length} actions more than the chosen features need.`;
		return { outcome: "warning", code: "TEMPLATE_OUTDATED", observed };
	}
	if (version !== null && version !== MANIFEST_VERSION) {
		return passed(
			`The role was made by template ${version}; its permissions equal those of ${MANIFEST_VERSION}.`,
		);
	}
	return passed("The role's permissions equal those of today's template.");
}

function details(diff: Difference, version: string | null, policies: readonly NamedPolicy[]): CheckDetails {
	return {
		templateVersion: version,
		newestVersion: MANIFEST_VERSION,
		missing: diff.missing,
		extra: diff.extra,
		missingPolicies: diff.missingPolicies,
		isComplete: diff.isComplete,
		policies: policies.map(({ name, arn }) => ({ name, arn })),
	};
}

function compare(facts: ConnectorFacts, policies: readonly NamedPolicy[]) {
	const { requirements } = facts.connector;
	if (requirements === null) return null;
	const wanted = { ...requirements, features: checkedFeatures(facts) };
	const byArn = attachedPolicyArns(profileOf(facts.connector.destination), wanted, facts.role.partition);
	// Policies attached by ARN are compared by ARN: their contents belong to AWS or the customer.
	const own = policies.filter(({ arn }) => arn === null || !byArn.includes(arn));
	const attached = new Set(policies.map(({ arn }) => arn));
	const documents = own.map(({ document }) => document);
	return {
		...diffActions(documents, permissionsFor(wanted, permissionFacts(facts))),
		missingPolicies: byArn.filter((arn) => !attached.has(arn)),
	};
}
