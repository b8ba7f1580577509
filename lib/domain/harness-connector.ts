// Longer than other files: the body, what an update keeps and what differs must name the same fields.
import type { RoleArn } from "./arn.ts";
import type { Connector, CostReport, Overview } from "./connector.ts";
import type { ExternalId } from "./external-id.ts";
import { AUTOSTOPPING_FEATURES, FEATURES, type Requirements } from "./features.ts";
import { differing, type FieldDifference, type Open, tagFields, without } from "./harness-body.ts";

/**
 * A CCM AWS connector as Harness's API sends and takes it (the value of `connector`).
 * Only what this product reads is named; all else is kept untouched.
 * Source: Harness NG connectors API, ConnectorInfoDTO with type CEAws.
 */
export type CeAwsConnector = Open & {
	readonly name: string;
	readonly identifier: string;
	readonly description?: string | null;
	readonly tags?: Readonly<Record<string, string>> | null;
	readonly type: "CEAws";
	readonly spec: CeAwsSpec;
};
export type CeAwsSpec = Open & {
	readonly featuresEnabled: readonly string[];
	readonly crossAccountAccess?: CrossAccountAccess | null;
	readonly curAttributes?: CurAttributes | null;
	readonly awsAccountId?: string | null;
	readonly isAWSGovCloudAccount?: boolean | null;
	readonly autostoppingFeatures?: readonly string[] | null;
};
export type CrossAccountAccess = Open & {
	readonly crossAccountRoleArn: string;
	readonly externalId?: string | null;
};
export type CurAttributes = Open & {
	readonly reportName: string;
	readonly s3BucketName: string;
	readonly reportType?: string | null;
};

/** Everything a connector's body follows from. */
export type RegistrationFacts = {
	readonly overview: Overview;
	readonly costReport: CostReport;
	readonly requirements: Requirements;
	readonly roleArn: RoleArn;
	/** Harness's own, `harness:<AWS account>:<Harness account>`; never the verifier's. */
	readonly harnessExternalId: ExternalId;
};

/**
 * The facts of a stored connector, or null while one of the steps 1 to 3 was not saved.
 *
 * @example registrationFacts(connector, { roleArn, harnessExternalId })
 */
export function registrationFacts(
	connector: Pick<Connector, "overview" | "costReport" | "requirements">,
	found: Pick<RegistrationFacts, "roleArn" | "harnessExternalId">,
): RegistrationFacts | null {
	const { overview, costReport, requirements } = connector;
	if (overview === null || costReport === null || requirements === null) return null;
	return { overview, costReport, requirements, ...found };
}

/**
 * The body that creates the connector in Harness.
 * BILLING is sent only with a report of its own: a covered account's costs come with its payer.
 * Without BILLING `curAttributes` has empty strings, because Harness's readers take null for an error.
 *
 * @example ceAwsConnectorBody(facts).spec.featuresEnabled // ["BILLING", "VISIBILITY"]
 */
export function ceAwsConnectorBody(facts: RegistrationFacts): CeAwsConnector {
	const { overview, costReport, requirements } = facts;
	const features = FEATURES.filter(
		(feature) =>
			requirements.features.includes(feature) && (feature !== "BILLING" || costReport.kind === "own"),
	);
	const narrowed = features.includes("OPTIMIZATION") ? requirements.autoStopping : [];
	return {
		name: overview.name,
		identifier: overview.identifier,
		description: overview.description,
		tags: { ...overview.tags },
		type: "CEAws",
		spec: {
			featuresEnabled: features,
			crossAccountAccess: {
				crossAccountRoleArn: facts.roleArn,
				externalId: facts.harnessExternalId,
			},
			curAttributes: curAttributes(costReport, features.includes("BILLING")),
			awsAccountId: overview.awsAccountId,
			isAWSGovCloudAccount: overview.isGovCloud,
			...(narrowed.length > 0
				? { autostoppingFeatures: AUTOSTOPPING_FEATURES.filter((name) => narrowed.includes(name)) }
				: {}),
		},
	};
}

function curAttributes(costReport: CostReport, billing: boolean): CurAttributes {
	if (costReport.kind !== "own" || !billing) return { reportName: "", s3BucketName: "" };
	const { reportName, bucketName, reportType } = costReport;
	return { reportName, s3BucketName: bucketName, reportType };
}

/**
 * What to write over an existing connector: `body`'s values where this product owns the field, and the
 * existing ones everywhere else, unknown fields, features and foreign tags included.
 * The identifier never changes. Region and prefix of a report go when the report does: Harness looks
 * the new ones up when it saves.
 *
 * @example changeWhatWeOwn(record.connector, ceAwsConnectorBody(facts))
 */
export function changeWhatWeOwn(existing: CeAwsConnector, body: CeAwsConnector): CeAwsConnector {
	const spec: Open = without(existing.spec, "autostoppingFeatures");
	const autostoppingFeatures = ownedList(
		existing.spec.autostoppingFeatures,
		body.spec.autostoppingFeatures,
		AUTOSTOPPING_FEATURES,
	);
	return {
		...existing,
		name: body.name,
		description: body.description,
		tags: { ...existing.tags, ...body.tags },
		spec: {
			...spec,
			featuresEnabled: ownedList(existing.spec.featuresEnabled, body.spec.featuresEnabled, FEATURES),
			crossAccountAccess: { ...existing.spec.crossAccountAccess, ...accessOf(body) },
			curAttributes: changedReport(existing.spec.curAttributes ?? null, reportOf(body)),
			awsAccountId: body.spec.awsAccountId,
			isAWSGovCloudAccount: body.spec.isAWSGovCloudAccount,
			...(autostoppingFeatures.length > 0 ? { autostoppingFeatures } : {}),
		},
	};
}

function changedReport(existing: CurAttributes | null, wanted: CurAttributes): CurAttributes {
	if (existing === null) return wanted;
	const sameReport =
		existing.reportName === wanted.reportName && existing.s3BucketName === wanted.s3BucketName;
	const kept = sameReport ? existing : without(existing, "region", "s3Prefix");
	return { ...without(kept, "reportType"), ...wanted };
}

/** Ours in our order, then whatever the other side has that this product has no name for. */
function ownedList(
	existing: readonly string[] | null | undefined,
	wanted: readonly string[] | null | undefined,
	owned: readonly string[],
): readonly string[] {
	const foreign = (existing ?? []).filter((value) => !owned.includes(value));
	return [...new Set([...(wanted ?? []), ...foreign])];
}

function accessOf(connector: CeAwsConnector): CrossAccountAccess {
	return connector.spec.crossAccountAccess ?? { crossAccountRoleArn: "" };
}

function reportOf(connector: CeAwsConnector): CurAttributes {
	return connector.spec.curAttributes ?? { reportName: "", s3BucketName: "" };
}

/**
 * Paths of the fields that this product owns and that differ, in a fixed order; empty when equal.
 * A missing value equals its default (no description, CUR1.0, not GovCloud); lists compare as sets.
 *
 * @example differences(record.connector, body) // ["spec.featuresEnabled", "tags.team"]
 */
export function differences(existing: CeAwsConnector, body: CeAwsConnector): readonly string[] {
	return fieldDifferences(existing, body).map(({ path }) => path);
}

/**
 * The same with what stands there and what ought to.
 *
 * @example fieldDifferences(record.connector, body) // [{ path: "name", from: "Old", to: "New" }]
 */
export function fieldDifferences(existing: CeAwsConnector, body: CeAwsConnector): readonly FieldDifference[] {
	const [from, to] = [ownedFields(existing, body), ownedFields(body, body)];
	return differing(Object.keys(to), from, to);
}

/** The AWS account that a connector is for: the one it names, or else its role's; empty where neither is there. */
export function awsAccountOf({ spec }: CeAwsConnector): string {
	return spec.awsAccountId || (spec.crossAccountAccess?.crossAccountRoleArn.split(":")[4] ?? "");
}

function ownedFields(of: CeAwsConnector, body: CeAwsConnector): Record<string, string> {
	const report = reportOf(of);
	const access = accessOf(of);
	return {
		type: of.type,
		identifier: of.identifier,
		name: of.name,
		description: of.description ?? "",
		...tagFields(of, Object.keys(body.tags ?? {})),
		"spec.featuresEnabled": ownedSet(of.spec.featuresEnabled, FEATURES),
		"spec.crossAccountAccess.crossAccountRoleArn": access.crossAccountRoleArn,
		"spec.crossAccountAccess.externalId": access.externalId ?? "",
		"spec.curAttributes.reportName": report.reportName,
		"spec.curAttributes.s3BucketName": report.s3BucketName,
		"spec.curAttributes.reportType": report.reportType ?? "CUR1.0",
		"spec.awsAccountId": of.spec.awsAccountId ?? "",
		"spec.isAWSGovCloudAccount": String(of.spec.isAWSGovCloudAccount ?? false),
		"spec.autostoppingFeatures": ownedSet(of.spec.autostoppingFeatures ?? [], AUTOSTOPPING_FEATURES),
	};
}

function ownedSet(values: readonly string[], owned: readonly string[]): string {
	return owned.filter((value) => values.includes(value)).join(" ");
}
