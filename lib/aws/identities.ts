import { type Partition, partitionFacts } from "#lib/domain/partition.ts";
import type { AwsCredentials, AwsEnv, ClientFactory, ClientSettings } from "./clients.ts";

/** Replaces the SDK's credential chain; null: none for that partition. */
export type CredentialsFor = (partition: Partition) => AwsCredentials | null;

/** Our own side, per partition: credentials do not cross from one to another. */
export type Identities = {
	/** Settings of a client that signs as us; null when there are no credentials for the partition. */
	settings(partition: Partition, region: string): ClientSettings | null;
	/** One client per partition and region, kept for the life of the process. */
	sts(
		partition: Partition,
		region?: string,
	): { client: ReturnType<ClientFactory["sts"]>; region: string } | null;
	cloudFormation(partition: Partition, region: string): ReturnType<ClientFactory["cloudFormation"]> | null;
	s3(partition: Partition, region: string): ReturnType<ClientFactory["s3"]> | null;
};

export function createIdentities(
	clients: ClientFactory,
	env: AwsEnv,
	credentialsFor?: CredentialsFor,
): Identities {
	const settings = (partition: Partition, region: string): ClientSettings | null => {
		if (credentialsFor !== undefined) {
			const credentials = credentialsFor(partition);
			if (credentials === null) return null;
			const { accessKeyId, secretAccessKey, sessionToken } = credentials;
			const keys = { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) };
			return { region, credentials: keys };
		}
		// The standard chain finds the credentials of aws; another partition's stand in a profile of their own.
		if (partition === "aws") return { region };
		const profile = partition === "aws-us-gov" ? env.ROLEBRIDGE_AWS_PROFILE_US_GOV : undefined;
		return profile ? { region, profile } : null;
	};
	const kept = <C>(make: (settings: ClientSettings) => C) => {
		const byPlace = new Map<string, C>();
		return (partition: Partition, region: string): C | null => {
			const place = `${partition} ${region}`;
			const known = byPlace.get(place);
			if (known !== undefined) return known;
			const found = settings(partition, region);
			if (found === null) return null;
			const client = make(found);
			byPlace.set(place, client);
			return client;
		};
	};
	const sts = kept(clients.sts);
	return {
		settings,
		sts(partition, region = partitionFacts(partition).defaultRegion) {
			const client = sts(partition, region);
			return client === null ? null : { client, region };
		},
		cloudFormation: kept(clients.cloudFormation),
		s3: kept(clients.s3),
	};
}
