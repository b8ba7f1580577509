import type { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import type { OrganizationsClient } from "@aws-sdk/client-organizations";
import {
	accountsPage,
	delegatedAdministratorsPage,
	describeOrganization,
	rootsPage,
	servicePoliciesPage,
	tagsPage,
	trustedServicesPage,
	unitsPage,
} from "./organizations.ts";
import { everyPage, type Perform } from "./pages.ts";
import type { AwsAnswer, AwsRefusal, OrganizationReader } from "./port.ts";
import { describeStackSet, newestOperation, stackInstancesPage } from "./stack-sets.ts";

type ReaderParts = {
	readonly organizations: () => OrganizationsClient;
	readonly cloudFormation: (region: string) => CloudFormationClient;
	/** Calls in this region, until this signal. Null: the partition's own, where AWS Organizations is. */
	readonly performer: (region: string | null, signal: AbortSignal | undefined) => Perform;
};

/** Organizations takes few requests a second from one organization, everybody's together. */
const UNITS_AT_ONCE = 3;
/** AWS nests units five deep; a tree that goes on is none. */
const DEEPEST = 10;

export function organizationReader({
	organizations,
	cloudFormation,
	performer,
}: ReaderParts): OrganizationReader {
	const inOrganization = (signal: AbortSignal | undefined) => performer(null, signal);
	return {
		describe: (signal) => inOrganization(signal)((s) => describeOrganization(organizations(), s)),
		roots: (signal) => everyPage(inOrganization(signal), (token, s) => rootsPage(organizations(), token, s)),
		units: (rootId, signal) =>
			everyUnit(rootId, (parentId) =>
				everyPage(inOrganization(signal), (token, s) => unitsPage(organizations(), parentId, token, s)),
			),
		accountsIn: (parentId, signal) =>
			everyPage(inOrganization(signal), (token, s) => accountsPage(organizations(), parentId, token, s)),
		accountTags: async (accountId, signal) => {
			const answer = await everyPage(inOrganization(signal), (token, s) =>
				tagsPage(organizations(), accountId, token, s),
			);
			return answer.kind === "answered" ? { ...answer, value: Object.fromEntries(answer.value) } : answer;
		},
		trustedServices: (signal) =>
			everyPage(inOrganization(signal), (token, s) => trustedServicesPage(organizations(), token, s)),
		delegatedAdministrators: (signal) =>
			everyPage(inOrganization(signal), (token, s) => delegatedAdministratorsPage(organizations(), token, s)),
		serviceControlPolicies: (targetId, signal) =>
			everyPage(inOrganization(signal), (token, s) =>
				servicePoliciesPage(organizations(), targetId, token, s),
			),
		stackSet: (call, signal) =>
			performer(call.region, signal)((s) => describeStackSet(cloudFormation(call.region), call, s)),
		stackInstances: (call, signal) =>
			everyPage(performer(call.region, signal), (token, s) =>
				stackInstancesPage(cloudFormation(call.region), call, token, s),
			),
		newestOperation: (call, signal) =>
			performer(call.region, signal)((s) => newestOperation(cloudFormation(call.region), call, s)),
	};
}

type Unit = { readonly id: string; readonly parentId: string; readonly name: string };

/** Level by level, a few parents at a time. One refusal is the whole's: half a tree would look like a small one. */
async function everyUnit(
	rootId: string,
	childrenOf: (parentId: string) => Promise<AwsAnswer<readonly Unit[]>>,
): Promise<AwsAnswer<readonly Unit[]>> {
	const found: Unit[] = [];
	let level: readonly string[] = [rootId];
	let last: AwsAnswer<readonly Unit[]> | null = null;
	for (let depth = 0; depth < DEEPEST && level.length > 0; depth++) {
		const next: Unit[] = [];
		for (let at = 0; at < level.length; at += UNITS_AT_ONCE) {
			const answers = await Promise.all(level.slice(at, at + UNITS_AT_ONCE).map(childrenOf));
			for (const answer of answers) {
				if (answer.kind !== "answered") return answer satisfies AwsRefusal;
				next.push(...answer.value);
				last = answer;
			}
		}
		found.push(...next);
		level = next.map(({ id }) => id);
	}
	if (last?.kind !== "answered") throw new Error("A tree of units was not asked for.");
	return { ...last, value: found };
}
