import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import { BCMDataExportsClient } from "@aws-sdk/client-bcm-data-exports";
import { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import { CostAndUsageReportServiceClient } from "@aws-sdk/client-cost-and-usage-report-service";
import { IAMClient } from "@aws-sdk/client-iam";
import { OrganizationsClient } from "@aws-sdk/client-organizations";
import { S3Client } from "@aws-sdk/client-s3";
import { STSClient, type STSClientConfig } from "@aws-sdk/client-sts";
import { NodeHttpHandler } from "@smithy/node-http-handler";

export type AwsEnv = Readonly<Record<string, string | undefined>>;

/** Keys of one identity, as the SDK takes them. */
export type AwsCredentials = {
	readonly accessKeyId: string;
	readonly secretAccessKey: string;
	readonly sessionToken?: string;
};

/** What every client of one identity has in common. `credentials` or `profile` absent: the SDK's own chain. */
export type ClientSettings = {
	readonly region: string;
	readonly credentials?: AwsCredentials | (() => Promise<AwsCredentials>);
	readonly profile?: string;
};

export type SocketLimits = {
	readonly maxSocketsPerHost: number;
	readonly connectTimeoutMs: number;
	readonly requestTimeoutMs: number;
};

/** Makes clients that share one pool of kept-alive connections. */
export type ClientFactory = ReturnType<typeof createClientFactory>;

// Service ids as they stand in AWS_ENDPOINT_URL_<ID>:
// https://docs.aws.amazon.com/sdkref/latest/guide/ss-endpoints-table.html
type ServiceId =
	| "STS"
	| "IAM"
	| "S3"
	| "EC2"
	| "CLOUDFORMATION"
	| "ORGANIZATIONS"
	| "COST_AND_USAGE_REPORT_SERVICE"
	| "BCM_DATA_EXPORTS";

export function createClientFactory(env: AwsEnv, limits: SocketLimits) {
	const handler = createHttpHandler(limits);
	const config = (service: ServiceId, settings: ClientSettings) => ({
		...settings,
		...endpointOption(env, service),
		requestHandler: withoutDestroy(handler),
		// Retries are counted in retry.ts, for all clients together.
		maxAttempts: 1,
	});
	return {
		sts: (settings: ClientSettings) => new STSClient(config("STS", settings)),
		iam: (settings: ClientSettings) => new IAMClient(config("IAM", settings)),
		cloudFormation: (settings: ClientSettings) =>
			new CloudFormationClient(config("CLOUDFORMATION", settings)),
		dataExports: (settings: ClientSettings) => new BCMDataExportsClient(config("BCM_DATA_EXPORTS", settings)),
		organizations: (settings: ClientSettings) => new OrganizationsClient(config("ORGANIZATIONS", settings)),
		s3: (settings: ClientSettings) =>
			new S3Client({ ...config("S3", settings), followRegionRedirects: false }),
		costReports: (settings: ClientSettings) =>
			new CostAndUsageReportServiceClient(olderConfig(config("COST_AND_USAGE_REPORT_SERVICE", settings))),
		/** Loaded when first needed: this one package costs some 70 MB of memory. */
		ec2: async (settings: ClientSettings) => {
			const { EC2Client } = await import("@aws-sdk/client-ec2");
			return new EC2Client(config("EC2", settings));
		},
		close: () => handler.destroy(),
	};
}

/**
 * The endpoint variables, read by ourselves so that the older client (which ignores them) obeys them too.
 * Without them the SDK's rules choose the regional endpoint.
 */
function endpointOption(env: AwsEnv, service: ServiceId): { endpoint?: string } {
	if (env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS?.toLowerCase() === "true") return {};
	const endpoint = env[`AWS_ENDPOINT_URL_${service}`] || env.AWS_ENDPOINT_URL;
	return endpoint ? { endpoint } : {};
}

function createHttpHandler(limits: SocketLimits): NodeHttpHandler {
	const agent = {
		keepAlive: true,
		maxSockets: limits.maxSocketsPerHost,
		maxFreeSockets: limits.maxSocketsPerHost,
	};
	return new NodeHttpHandler({
		httpAgent: new HttpAgent(agent),
		httpsAgent: new HttpsAgent(agent),
		connectionTimeout: limits.connectTimeoutMs,
		requestTimeout: limits.requestTimeoutMs,
		throwOnRequestTimeout: true,
		socketTimeout: limits.requestTimeoutMs,
		// Full pools are ordinary in a fleet; the SDK would warn on the console.
		socketAcquisitionWarningTimeout: 2 ** 31 - 1,
	});
}

// A client's destroy() ends its handler; a session's must not end everybody's connections.
function withoutDestroy(handler: NodeHttpHandler): NodeHttpHandler {
	return new Proxy(handler, {
		get(target, property) {
			if (property === "destroy") return () => undefined;
			const value: unknown = Reflect.get(target, property, target);
			return typeof value === "function" ? value.bind(target) : value;
		},
	});
}

type OlderConfig = ConstructorParameters<typeof CostAndUsageReportServiceClient>[0];

// The 2023 client declares its own copies of the handler and credential types; at run time they are the same
// protocol: handle(request, options), and an object or function that yields the keys.
function olderConfig(config: STSClientConfig): OlderConfig {
	return config as unknown as OlderConfig;
}
