import type { RoleArn } from "../arn.ts";

/** What a connector of type `Aws` has beside its overview. Steps that were not saved yet are null. */
export type PlatformSettings = {
	readonly scope: PlatformScope;
	readonly credential: AwsCredential | null;
	/** "Enable cross-account access (STS role)"; null: not enabled. */
	readonly crossAccount: CrossAccount | null;
	/** The test region; Harness takes us-east-1 where none is said. */
	readonly region: string;
	/** Null: as the AWS SDK does by default. */
	readonly backOff: BackOff | null;
	/** What the delegate step was last filled in with, to make its files again; null: not needed, or not yet. */
	readonly delegateSetUp: DelegateSetUp | null;
	readonly connectivity: Connectivity | null;
	/** Entries of the permission library (lib/domain/policy/library.ts) that the role is to carry: what is checked. */
	readonly tasks: readonly string[];
	/** The buckets that these tasks are about; empty: not said, and then not asked about. */
	readonly taskBuckets: readonly string[];
};

/** Where in Harness the connector lies. A project lies in an organization. */
export type PlatformScope =
	| { readonly kind: "account" }
	| { readonly kind: "organization"; readonly orgId: string }
	| { readonly kind: "project"; readonly orgId: string; readonly projectId: string };

/**
 * Harness's own names of the ways to sign in to AWS. References name Harness's own secrets, `account.` or `org.`
 * before the identifier where they lie above the connector: no secret is ever held here.
 *
 * @see https://developer.harness.io/docs/platform/connectors/cloud-providers/add-aws-connector
 */
export type AwsCredential =
	| { readonly type: "InheritFromDelegate" }
	| {
			readonly type: "ManualConfig";
			/** An access key ID, which is no secret, or the reference of a secret that holds it. */
			readonly accessKey: { readonly id: string } | { readonly ref: string };
			readonly secretKeyRef: string;
			readonly sessionTokenRef: string | null;
	  }
	| { readonly type: "Irsa" }
	| {
			readonly type: "OidcAuthentication";
			readonly iamRoleArn: RoleArn;
			readonly sessionTagKeys: readonly string[];
	  };

/** The role that Harness assumes from the credential's account. `externalId`: as the role's owner gave it out; empty: none. */
export type CrossAccount = { readonly roleArn: RoleArn; readonly externalId: string };

/** Delays in milliseconds, as Harness hands them to the AWS SDK. */
export type BackOff =
	| { readonly type: "FixedDelayBackoffStrategy"; readonly fixedBackoff: number; readonly retryCount: number }
	| {
			readonly type: "EqualJitterBackoffStrategy" | "FullJitterBackoffStrategy";
			readonly baseDelay: number;
			readonly maxBackoffTime: number;
			readonly retryCount: number;
	  };

export type DelegateSetUp = {
	readonly clusterName: string;
	readonly namespace: string;
	readonly serviceAccountName: string;
	readonly region: string;
	readonly policyArn: string;
};

/** `selectors` empty: any available delegate; else one that bears all these tags. */
export type Connectivity =
	| { readonly through: "harness" }
	| { readonly through: "delegate"; readonly selectors: readonly string[] };

export const NEW_PLATFORM: PlatformSettings = {
	scope: { kind: "account" },
	credential: null,
	crossAccount: null,
	region: "us-east-1",
	backOff: null,
	delegateSetUp: null,
	connectivity: null,
	tasks: [],
	taskBuckets: [],
};

/** Whether the credential is a delegate's own: Harness then always goes through one. */
export function needsDelegate(credential: AwsCredential): boolean {
	return credential.type === "Irsa" || credential.type === "InheritFromDelegate";
}
