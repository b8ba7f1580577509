import type { OrganizationReader } from "#lib/aws/port.ts";
import { STACK_SETS_PRINCIPAL } from "#lib/domain/rollout/preflight.ts";
import type { Rollout, SeenOrganization } from "#lib/domain/rollout.ts";
import { type ReadOrganization, valueOrNull } from "./read-organization.ts";

const READ_EVERY_MS = 10 * 60_000;
/** So many roots and units are asked for the policies that hang on them. */
const MOST_TARGETS = 50;

/**
 * What decides whether a stack set can work in this organization. It changes seldom and AWS allows few such
 * questions: within ten minutes of the last look what is known stays.
 */
export async function readPreconditions(
	reader: OrganizationReader,
	rollout: Rollout,
	read: Pick<ReadOrganization, "organizationId" | "managementAccountId" | "rootId">,
	{ now, signal }: { readonly now: Date; readonly signal: AbortSignal },
): Promise<SeenOrganization> {
	const { organizationId, managementAccountId, rootId } = read;
	const known = rollout.organization;
	const last = rollout.reconciledAt?.getTime() ?? 0;
	const isRead = Math.floor(now.getTime() / READ_EVERY_MS) === Math.floor(last / READ_EVERY_MS);
	if (known !== null && isRead) return { ...known, organizationId, managementAccountId, rootId };
	const services = valueOrNull(await reader.trustedServices(signal));
	const administrators = valueOrNull(await reader.delegatedAdministrators(signal));
	return {
		organizationId,
		managementAccountId,
		rootId,
		isStackSetsTrusted: services?.includes(STACK_SETS_PRINCIPAL) ?? null,
		delegatedAdministratorIds: administrators,
		serviceControlPolicies: await policiesOn(
			reader,
			[rootId, ...(rollout.launch?.waves.flat() ?? [])],
			signal,
		),
	};
}

async function policiesOn(
	reader: OrganizationReader,
	targets: readonly string[],
	signal: AbortSignal,
): Promise<readonly string[] | null> {
	const names = new Set<string>();
	for (const target of [...new Set(targets)].slice(0, MOST_TARGETS)) {
		const found = valueOrNull(await reader.serviceControlPolicies(target, signal));
		if (found === null) return null;
		for (const name of found) names.add(name);
	}
	return [...names].sort();
}
