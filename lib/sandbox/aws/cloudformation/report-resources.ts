import { randomUUID } from "node:crypto";
import { isObject, type JsonObject, listOf, objectOf, stringsOf, textOf } from "../json.ts";
import type { Account, Bucket, CostReport, DataExportState } from "../state.ts";
import { accountByKey, accountKey, findBucket } from "../world.ts";
import { ResourceFailure } from "./resource-failure.ts";
import type { ResourceEnv, ResourceType } from "./resource-type.ts";

type Service = "CostAndUsageReport" | "BcmDataExports";

function fail(service: Service, message: string, code = "InvalidRequest", status = 400): never {
	throw new ResourceFailure(message, service, code, status);
}

/** Both services live in us-east-1, and look at the bucket's policy before they take it. */
function homeOf(
	env: ResourceEnv,
	service: Service,
	bucketName: string,
): { account: Account; bucket: Bucket } {
	if (env.stack.region !== "us-east-1") fail(service, "This resource type exists in us-east-1 only.");
	const account = accountByKey(env.world, env.stack.accountKey);
	const bucket = findBucket(env.world, bucketName);
	if (bucket === undefined || bucket.accountKey !== accountKey(account.partition, account.id))
		fail(service, `Failed to verify customer bucket permission: ${bucketName}`);
	const writer = service === "CostAndUsageReport" ? "billingreports" : "bcm-data-exports";
	if (!mayWrite(bucket, `${writer}.amazonaws.com`, account))
		fail(service, `Failed to verify customer bucket permission: ${bucketName}`);
	return { account, bucket };
}

function mayWrite(bucket: Bucket, service: string, account: Account): boolean {
	return listOf(bucket.policy?.Statement).some((entry) => {
		const statement = objectOf(entry);
		const principal = objectOf(statement.Principal);
		const conditions = JSON.stringify(statement.Condition ?? {});
		const isForAccount = !conditions.includes("SourceAccount") || conditions.includes(account.id);
		return (
			statement.Effect === "Allow" &&
			stringsOf(principal.Service).includes(service) &&
			stringsOf(statement.Action).includes("s3:PutObject") &&
			isForAccount
		);
	});
}

function reportOf(properties: JsonObject, bucket: Bucket): CostReport {
	return {
		name: textOf(properties.ReportName) ?? "",
		bucket: bucket.name,
		prefix: textOf(properties.S3Prefix) ?? "",
		region: textOf(properties.S3Region) ?? bucket.region,
		timeUnit: textOf(properties.TimeUnit) ?? "",
		format: textOf(properties.Format) ?? "",
		compression: textOf(properties.Compression) ?? "",
		schemaElements: stringsOf(properties.AdditionalSchemaElements),
		artifacts: stringsOf(properties.AdditionalArtifacts),
		refreshClosedReports: textOf(properties.RefreshClosedReports) === "true",
		versioning: textOf(properties.ReportVersioning) ?? "",
		lastDelivery: null,
		lastStatus: null,
	};
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-cur-reportdefinition.html */
export const reportDefinitionType: ResourceType = {
	replacedBy: ["ReportName", "ReportVersioning"],
	create(env, properties) {
		const { account, bucket } = homeOf(env, "CostAndUsageReport", textOf(properties.S3Bucket) ?? "");
		const report = reportOf(properties, bucket);
		if (account.reports.some(({ name }) => name === report.name))
			fail("CostAndUsageReport", `Report ${report.name} already exists`, "AlreadyExists", 409);
		account.reports.push(report);
		return { physicalId: report.name, attributes: {} };
	},
	update(env, physicalId, _from, to) {
		const { account, bucket } = homeOf(env, "CostAndUsageReport", textOf(to.S3Bucket) ?? "");
		account.reports = account.reports.map((known) =>
			known.name === physicalId ? { ...known, ...reportOf(to, bucket) } : known,
		);
		return { physicalId, attributes: {} };
	},
	remove(env, physicalId) {
		const account = accountByKey(env.world, env.stack.accountKey);
		account.reports = account.reports.filter(({ name }) => name !== physicalId);
	},
};

type Described = Omit<DataExportState, "arn" | "createdAt" | "lastRefreshedAt" | "status">;

function exportOf(properties: JsonObject, bucket: Bucket): Described {
	const definition = objectOf(properties.Export);
	const query = objectOf(definition.DataQuery);
	const destination = objectOf(objectOf(definition.DestinationConfigurations).S3Destination);
	const output = objectOf(destination.S3OutputConfigurations);
	const statement = textOf(query.QueryStatement) ?? "";
	if (!/^SELECT [\w., ]+ FROM [A-Z0-9_]+$/.test(statement))
		fail("BcmDataExports", "The query statement is not valid.");
	return {
		name: textOf(definition.Name) ?? "",
		bucket: bucket.name,
		prefix: textOf(destination.S3Prefix) ?? "",
		region: textOf(destination.S3Region) ?? bucket.region,
		format: textOf(output.Format) ?? "",
		compression: textOf(output.Compression) ?? "",
		overwrite: textOf(output.Overwrite) ?? "",
		outputType: textOf(output.OutputType) ?? "",
		queryStatement: statement,
		tableConfigurations: tablesOf(query.TableConfigurations),
	};
}

function tablesOf(value: unknown): Record<string, Record<string, string>> {
	const tables = Object.entries(objectOf(value)).filter(([, table]) => isObject(table));
	return Object.fromEntries(
		tables.map(([name, table]) => [
			name,
			Object.fromEntries(Object.entries(objectOf(table)).map(([key, entry]) => [key, textOf(entry) ?? ""])),
		]),
	);
}

function bucketNameOf(properties: JsonObject): string {
	const { DestinationConfigurations: destination } = objectOf(properties.Export);
	return textOf(objectOf(objectOf(destination).S3Destination).S3Bucket) ?? "";
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-bcmdataexports-export.html */
export const dataExportType: ResourceType = {
	replacedBy: [],
	create(env, properties) {
		const { account, bucket } = homeOf(env, "BcmDataExports", bucketNameOf(properties));
		const described = exportOf(properties, bucket);
		if (account.exports.some(({ name }) => name === described.name))
			fail("BcmDataExports", `Export ${described.name} already exists`, "AlreadyExists", 409);
		const arn = `arn:${account.partition}:bcm-data-exports:us-east-1:${account.id}:export/${described.name}-${randomUUID()}`;
		const state = { arn, createdAt: env.world.now(), lastRefreshedAt: null, status: "HEALTHY" };
		account.exports.push({ ...described, ...state });
		return { physicalId: arn, attributes: { ExportArn: arn } };
	},
	update(env, physicalId, _from, to) {
		const { account, bucket } = homeOf(env, "BcmDataExports", bucketNameOf(to));
		account.exports = account.exports.map((known) =>
			known.arn === physicalId ? { ...known, ...exportOf(to, bucket) } : known,
		);
		return { physicalId, attributes: { ExportArn: physicalId } };
	},
	remove(env, physicalId) {
		const account = accountByKey(env.world, env.stack.accountKey);
		account.exports = account.exports.filter(({ arn }) => arn !== physicalId);
	},
};
