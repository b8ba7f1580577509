import type { Partition } from "#lib/domain/partition.ts";
import { partitionFacts } from "#lib/domain/partition.ts";
import type { AwsCredentials, ClientFactory } from "./clients.ts";
import { describeReports, findExport } from "./cost-reports.ts";
import { describeRegions } from "./ec2.ts";
import { getRole, rolePolicies, simulate } from "./iam.ts";
import { organizationReader } from "./organization-reader.ts";
import { listAccounts } from "./organizations.ts";
import type { Performer, Sent } from "./perform.ts";
import type { AwsAnswer, RoleSession } from "./port.ts";
import { newestObject, readOneByte } from "./s3.ts";

type SessionParts = {
	readonly clients: ClientFactory;
	readonly performer: Performer;
	readonly partition: Partition;
	readonly accountId: string;
	readonly assumedRoleArn: string;
	readonly credentials: AwsCredentials;
};

/** Clients of one role session, made when first used; they share the process's connections. */
export function createRoleSession(parts: SessionParts): RoleSession {
	const globalRegion = partitionFacts(parts.partition).defaultRegion;
	const held = createSessionClients(parts);
	const perform = <T>(
		region: string,
		signal: AbortSignal | undefined,
		send: (signal: AbortSignal) => Promise<Sent<T>>,
	): Promise<AwsAnswer<T>> => parts.performer.perform({ signer: "role", region, signal, send });
	return {
		accountId: parts.accountId,
		assumedRoleArn: parts.assumedRoleArn,
		getRole: (name, signal) => perform(globalRegion, signal, (s) => getRole(held.iam(globalRegion), name, s)),
		simulate: (call, signal) =>
			perform(globalRegion, signal, (s) => simulate(held.iam(globalRegion), call, s)),
		rolePolicies: (name, signal) =>
			perform(globalRegion, signal, (s) => rolePolicies(held.iam(globalRegion), name, s)),
		// Both cost report APIs exist in one region only.
		reportDefinitions: (signal) =>
			perform(globalRegion, signal, (s) => describeReports(held.costReports(globalRegion), s)),
		dataExport: (name, signal) =>
			perform(globalRegion, signal, (s) => findExport(held.dataExports(globalRegion), name, s)),
		newestObject: (call, signal) =>
			perform(call.region, signal, (s) => newestObject(held.s3(call.region), call, s)),
		readOneByte: (call, signal) =>
			perform(call.region, signal, (s) => readOneByte(held.s3(call.region), call, s)),
		organizationAccounts: (signal) =>
			perform(globalRegion, signal, (s) => listAccounts(held.organizations(globalRegion), s)),
		organization: organizationReader({
			organizations: () => held.organizations(globalRegion),
			cloudFormation: held.cloudFormation,
			performer: (region, signal) => (send) => perform(region ?? globalRegion, signal, send),
		}),
		regions: (signal) =>
			perform(globalRegion, signal, async (s) => describeRegions(await held.ec2(globalRegion), s)),
		close: held.close,
	};
}

function createSessionClients({ clients, credentials }: SessionParts) {
	let keys: AwsCredentials | null = credentials;
	const made = new Set<{ destroy(): void }>();
	const settings = (region: string) => {
		if (keys === null) throw new Error("This role session is closed.");
		return { region, credentials: keys };
	};
	const once = <C extends { destroy(): void }>(
		make: (settings: { region: string; credentials: AwsCredentials }) => C,
	) => {
		const byRegion = new Map<string, C>();
		return (region: string): C => {
			const known = byRegion.get(region);
			if (known !== undefined && keys !== null) return known;
			const client = make(settings(region));
			byRegion.set(region, client);
			made.add(client);
			return client;
		};
	};
	return {
		iam: once(clients.iam),
		costReports: once(clients.costReports),
		dataExports: once(clients.dataExports),
		s3: once(clients.s3),
		organizations: once(clients.organizations),
		cloudFormation: once(clients.cloudFormation),
		ec2: (region: string) => clients.ec2(settings(region)),
		close: () => {
			keys = null;
			for (const client of made) client.destroy();
			made.clear();
		},
	};
}
