// Longer than other files: the body, what an update keeps and what differs must name the same fields.
import type { Overview } from "../connector.ts";
import { differing, type FieldDifference, type Open, tagFields, without } from "../harness-body.ts";
import type {
	AwsCredential,
	BackOff,
	Connectivity,
	CrossAccount,
	PlatformScope,
	PlatformSettings,
} from "./platform-settings.ts";

/**
 * A connector of type Aws as Harness's API sends and takes it (the value of `connector`). Only what this product
 * reads is named; all else is kept untouched.
 * Source: Harness NG connectors API, ConnectorInfoDTO with type Aws (2026-05-27).
 */
export type AwsConnector = Open & {
	readonly name: string;
	readonly identifier: string;
	readonly orgIdentifier?: string | null;
	readonly projectIdentifier?: string | null;
	readonly description?: string | null;
	readonly tags?: Readonly<Record<string, string>> | null;
	readonly type: "Aws";
	readonly spec: AwsConnectorSpec;
};
export type AwsConnectorSpec = Open & {
	readonly credential: AwsConnectorCredential;
	readonly awsSdkClientBackOffStrategyOverride?: AwsBackOff | null;
	readonly delegateSelectors?: readonly string[] | null;
	readonly executeOnDelegate?: boolean | null;
};
export type AwsConnectorCredential = Open & {
	readonly type: string;
	readonly spec?: Open | null;
	readonly crossAccountAccess?:
		| (Open & { readonly crossAccountRoleArn: string; readonly externalId?: string | null })
		| null;
	readonly region?: string | null;
};
export type AwsBackOff = Open & { readonly type: string; readonly spec?: Open | null };

/** The steps that a body follows from, all saved. */
export type AwsConnectorFacts = {
	readonly overview: Overview;
	readonly scope: PlatformScope;
	readonly credential: AwsCredential;
	readonly crossAccount: CrossAccount | null;
	readonly region: string;
	readonly backOff: BackOff | null;
	readonly connectivity: Connectivity;
};

/**
 * The facts of a stored connector, or null while a step that the body needs was not saved.
 *
 * @example awsConnectorFacts(connector) // { overview, scope: { kind: "account" }, credential: { type: "Irsa" }, … }
 */
export function awsConnectorFacts(connector: {
	readonly overview: Overview | null;
	readonly platform: PlatformSettings | null;
}): AwsConnectorFacts | null {
	const { overview, platform } = connector;
	if (overview === null || platform === null) return null;
	const { scope, credential, crossAccount, region, backOff, connectivity } = platform;
	if (credential === null || connectivity === null) return null;
	return { overview, scope, credential, crossAccount, region, backOff, connectivity };
}

/**
 * The body that creates the connector in Harness: whole for each of the four credentials. Secrets are named by
 * reference; an external ID that the role's owner did not give is left out.
 *
 * @example awsConnectorBody(facts).spec.credential // { type: "Irsa", region: "us-east-1" }
 */
export function awsConnectorBody(facts: AwsConnectorFacts): AwsConnector {
	const { overview, scope, credential, crossAccount, region, backOff, connectivity } = facts;
	return {
		name: overview.name,
		identifier: overview.identifier,
		...scopeFields(scope),
		description: overview.description,
		tags: { ...overview.tags },
		type: "Aws",
		spec: {
			credential: {
				type: credential.type,
				...specOf(credential),
				...(crossAccount !== null && { crossAccountAccess: accessOf(crossAccount) }),
				region,
			},
			...(backOff !== null && { awsSdkClientBackOffStrategyOverride: strategyOf(backOff) }),
			delegateSelectors: connectivity.through === "delegate" ? [...connectivity.selectors] : [],
			executeOnDelegate: connectivity.through === "delegate",
		},
	};
}

/**
 * Where a connector lies, as the API's queries and bodies name it; of the account: nothing.
 *
 * @example scopeFields({ kind: "organization", orgId: "default" }) // { orgIdentifier: "default" }
 */
export function scopeFields(scope: PlatformScope): {
	readonly orgIdentifier?: string;
	readonly projectIdentifier?: string;
} {
	switch (scope.kind) {
		case "account":
			return {};
		case "organization":
			return { orgIdentifier: scope.orgId };
		case "project":
			return { orgIdentifier: scope.orgId, projectIdentifier: scope.projectId };
		default:
			return scope satisfies never;
	}
}

/** Where a connector lies, as Harness's answers name it: the other direction of `scopeFields`. */
export function scopeOfFields(of: {
	readonly orgIdentifier?: string | null;
	readonly projectIdentifier?: string | null;
}): PlatformScope {
	if (!of.orgIdentifier) return { kind: "account" };
	if (!of.projectIdentifier) return { kind: "organization", orgId: of.orgIdentifier };
	return { kind: "project", orgId: of.orgIdentifier, projectId: of.projectIdentifier };
}

/** A delegate's own identity has no settings. */
function specOf(credential: AwsCredential): { readonly spec?: Open } {
	switch (credential.type) {
		case "InheritFromDelegate":
		case "Irsa":
			return {};
		case "ManualConfig": {
			const { accessKey, secretKeyRef, sessionTokenRef } = credential;
			const key = "id" in accessKey ? { accessKey: accessKey.id } : { accessKeyRef: accessKey.ref };
			return { spec: { ...key, secretKeyRef, ...(sessionTokenRef !== null && { sessionTokenRef }) } };
		}
		case "OidcAuthentication": {
			const { iamRoleArn, sessionTagKeys } = credential;
			return { spec: { iamRoleArn, oidcSessionTagKeys: [...sessionTagKeys] } };
		}
		default:
			return credential satisfies never;
	}
}

function accessOf({ roleArn, externalId }: CrossAccount) {
	return { crossAccountRoleArn: roleArn, ...(externalId !== "" && { externalId }) };
}

function strategyOf({ type, ...spec }: BackOff): AwsBackOff {
	return { type, spec };
}

/** What Harness takes where a connector says nothing. */
const EXECUTES_ON_DELEGATE = true;
/** Where Harness tests a connector that names no region. */
const DEFAULT_REGION = "us-east-1";

/** Of the credential's own settings, whichever way it is. What is no longer chosen goes from Harness. */
const CREDENTIAL_FIELDS = [
	"accessKey",
	"accessKeyRef",
	"secretKeyRef",
	"sessionTokenRef",
	"iamRoleArn",
	"oidcSessionTagKeys",
] as const;
const STRATEGY_FIELDS = ["fixedBackoff", "baseDelay", "maxBackoffTime", "retryCount"] as const;

/**
 * What to write over an existing connector: `body`'s values where this product owns the field, the existing ones
 * everywhere else, unknown fields and foreign tags included. Identifier and scope never change.
 *
 * @example changeAwsConnector(record.connector, awsConnectorBody(facts))
 */
export function changeAwsConnector(existing: AwsConnector, body: AwsConnector): AwsConnector {
	const spec = without(existing.spec, "awsSdkClientBackOffStrategyOverride");
	const strategy = changedStrategy(existing.spec, body.spec);
	return {
		...existing,
		name: body.name,
		description: body.description ?? "",
		tags: { ...existing.tags, ...body.tags },
		spec: {
			...spec,
			credential: changedCredential(existing.spec.credential, body.spec.credential),
			...(strategy !== null && { awsSdkClientBackOffStrategyOverride: strategy }),
			delegateSelectors: body.spec.delegateSelectors ?? [],
			executeOnDelegate: body.spec.executeOnDelegate ?? EXECUTES_ON_DELEGATE,
		},
	};
}

function changedCredential(
	existing: AwsConnectorCredential,
	wanted: AwsConnectorCredential,
): AwsConnectorCredential {
	const isSame = existing.type === wanted.type;
	// Another way's unknown settings mean nothing to the new way.
	const spec = { ...(isSame ? without(existing.spec ?? {}, ...CREDENTIAL_FIELDS) : {}), ...wanted.spec };
	const access = wanted.crossAccountAccess ?? null;
	return {
		...without(existing, "spec", "crossAccountAccess"),
		type: wanted.type,
		region: wanted.region || DEFAULT_REGION,
		...(Object.keys(spec).length > 0 && { spec }),
		...(access !== null && {
			crossAccountAccess: { ...without(existing.crossAccountAccess ?? {}, "externalId"), ...access },
		}),
	};
}

function changedStrategy(existing: AwsConnectorSpec, wanted: AwsConnectorSpec): AwsBackOff | null {
	const [before, after] = [strategyIn(existing), strategyIn(wanted)];
	if (after === null || before?.type !== after.type) return after;
	return { ...before, ...after, spec: { ...without(before.spec ?? {}, ...STRATEGY_FIELDS), ...after.spec } };
}

function strategyIn(spec: AwsConnectorSpec): AwsBackOff | null {
	return spec.awsSdkClientBackOffStrategyOverride ?? null;
}

/**
 * Paths of the fields that this product owns and that differ, in a fixed order; empty when equal. A missing value
 * equals its default (no description, us-east-1, on a delegate); lists compare as sets.
 *
 * @example awsConnectorDifferences(record.connector, body) // ["spec.credential.region"]
 */
export function awsConnectorDifferences(existing: AwsConnector, body: AwsConnector): readonly string[] {
	return awsFieldDifferences(existing, body).map(({ path }) => path);
}

/**
 * The same with what stands there and what ought to.
 *
 * @example awsFieldDifferences(record.connector, body) // [{ path: "name", from: "Old", to: "New" }]
 */
export function awsFieldDifferences(existing: AwsConnector, body: AwsConnector): readonly FieldDifference[] {
	const tagKeys = Object.keys(body.tags ?? {});
	const [from, to] = [ownedFields(existing, tagKeys), ownedFields(body, tagKeys)];
	return differing([...new Set([...Object.keys(to), ...Object.keys(from)])], from, to);
}

function ownedFields(of: AwsConnector, tagKeys: readonly string[]): Record<string, string> {
	const { credential } = of.spec;
	const access = credential.crossAccountAccess ?? null;
	const strategy = strategyIn(of.spec);
	return {
		type: of.type,
		identifier: of.identifier,
		orgIdentifier: of.orgIdentifier ?? "",
		projectIdentifier: of.projectIdentifier ?? "",
		name: of.name,
		description: of.description ?? "",
		...tagFields(of, tagKeys),
		"spec.credential.type": credential.type,
		...settings("spec.credential.spec", credential.spec ?? {}, CREDENTIAL_FIELDS),
		"spec.credential.crossAccountAccess.crossAccountRoleArn": access?.crossAccountRoleArn ?? "",
		"spec.credential.crossAccountAccess.externalId": access?.externalId ?? "",
		"spec.credential.region": credential.region || DEFAULT_REGION,
		"spec.awsSdkClientBackOffStrategyOverride.type": strategy?.type ?? "",
		...settings("spec.awsSdkClientBackOffStrategyOverride.spec", strategy?.spec ?? {}, STRATEGY_FIELDS),
		"spec.delegateSelectors": text(of.spec.delegateSelectors ?? []),
		"spec.executeOnDelegate": String(of.spec.executeOnDelegate ?? EXECUTES_ON_DELEGATE),
	};
}

function settings(path: string, of: Open, fields: readonly string[]): Record<string, string> {
	const given = new Map(Object.entries(of));
	return Object.fromEntries(fields.map((field) => [`${path}.${field}`, text(given.get(field))]));
}

function text(value: unknown): string {
	if (Array.isArray(value)) return value.map(String).toSorted().join(" ");
	return value === null || value === undefined ? "" : String(value);
}

/**
 * The AWS account that a connector works in, where its own settings say so: the STS role's, else the OIDC role's.
 * Empty: only a delegate or a key knows.
 */
export function awsAccountOfRole({ spec }: AwsConnector): string {
	const { crossAccountAccess, spec: own } = spec.credential;
	const arn = crossAccountAccess?.crossAccountRoleArn || own?.iamRoleArn;
	return typeof arn === "string" ? (arn.split(":")[4] ?? "") : "";
}
