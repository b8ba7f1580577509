import { AwsError } from "./errors.ts";
import { storeObject } from "./object-store.ts";
import type { Account, Bucket, CostReport, DataExportState } from "./state.ts";
import { accountKey, findBucket, type World } from "./world.ts";

type NewReport = {
	readonly name: string;
	readonly bucket: string;
	readonly prefix: string;
	readonly region: string;
	/** False: the report exists and AWS has not delivered yet. */
	readonly isDelivered: boolean;
};

/** A report's bucket, made when missing; another account's bucket is refused. */
export function ensureBucket(world: World, account: Account, name: string, region: string): Bucket {
	const key = accountKey(account.partition, account.id);
	const known = findBucket(world, name);
	if (known !== undefined && known.accountKey !== key)
		throw new AwsError("BucketAlreadyExists", `The bucket ${name} belongs to another account.`, 409);
	if (known !== undefined) return known;
	const bucket: Bucket = {
		name,
		accountKey: key,
		region,
		publicRead: false,
		policy: null,
		kmsDenied: false,
		versioning: false,
		objects: [],
	};
	world.state.buckets[name] = bucket;
	return bucket;
}

function monthOf(now: number): { first: string; next: string; dashed: string } {
	const date = new Date(now);
	const start = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1));
	const end = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1));
	const compact = (day: Date) => day.toISOString().slice(0, 10).replaceAll("-", "");
	return { first: compact(start), next: compact(end), dashed: start.toISOString().slice(0, 7) };
}

function put(world: World, bucket: Bucket, key: string, contentType: string): void {
	storeObject(world, bucket, { key, body: Buffer.from("sandbox\n"), contentType, lastModified: world.now() });
}

/** A CUR 1.0 report with the settings that Harness asks for. */
export function makeCur1(world: World, account: Account, input: NewReport): CostReport {
	const bucket = ensureBucket(world, account, input.bucket, input.region);
	const report: CostReport = {
		name: input.name,
		bucket: input.bucket,
		prefix: input.prefix,
		region: bucket.region,
		timeUnit: "HOURLY",
		format: "textORcsv",
		compression: "GZIP",
		schemaElements: ["RESOURCES"],
		artifacts: [],
		refreshClosedReports: true,
		versioning: "OVERWRITE_REPORT",
		lastDelivery: null,
		lastStatus: null,
	};
	account.reports = [...account.reports.filter(({ name }) => name !== input.name), report];
	if (input.isDelivered) {
		deliverCur1(world, bucket, report);
		report.lastDelivery = new Date(world.now()).toISOString().replace(/[-:]/g, "").replace(/\.\d+/, "");
		report.lastStatus = "SUCCESS";
	}
	world.changed();
	return report;
}

function deliverCur1(world: World, bucket: Bucket, report: CostReport): void {
	const { first, next } = monthOf(world.now());
	const folder = [report.prefix, report.name, `${first}-${next}`].filter((part) => part !== "").join("/");
	put(world, bucket, `${folder}/${report.name}-00001.csv.gz`, "application/gzip");
	put(world, bucket, `${folder}/${report.name}-Manifest.json`, "application/json");
}

/** A CUR 2.0 export with the settings that Harness asks for. */
export function makeCur2(world: World, account: Account, input: NewReport): DataExportState {
	const bucket = ensureBucket(world, account, input.bucket, input.region);
	const now = world.now();
	const entry: DataExportState = {
		arn: `arn:${account.partition}:bcm-data-exports:us-east-1:${account.id}:export/${input.name}-00000000-0000-4000-8000-${account.id}`,
		name: input.name,
		bucket: input.bucket,
		prefix: input.prefix,
		region: bucket.region,
		format: "PARQUET",
		compression: "PARQUET",
		overwrite: "OVERWRITE_REPORT",
		outputType: "CUSTOM",
		queryStatement:
			"SELECT bill_billing_period_start_date, line_item_resource_id, line_item_usage_account_id, line_item_unblended_cost FROM COST_AND_USAGE_REPORT",
		tableConfigurations: {
			COST_AND_USAGE_REPORT: {
				TIME_GRANULARITY: "HOURLY",
				INCLUDE_RESOURCES: "TRUE",
				INCLUDE_SPLIT_COST_ALLOCATION_DATA: "TRUE",
				INCLUDE_MANUAL_DISCOUNT_COMPATIBILITY: "TRUE",
			},
		},
		createdAt: now,
		lastRefreshedAt: input.isDelivered ? now : null,
		status: "HEALTHY",
	};
	account.exports = [...account.exports.filter(({ name }) => name !== input.name), entry];
	if (input.isDelivered) deliverCur2(world, bucket, entry);
	world.changed();
	return entry;
}

function deliverCur2(world: World, bucket: Bucket, entry: DataExportState): void {
	const { dashed } = monthOf(world.now());
	const folder = [entry.prefix, entry.name].filter((part) => part !== "").join("/");
	const period = `BILLING_PERIOD=${dashed}`;
	put(
		world,
		bucket,
		`${folder}/data/${period}/${entry.name}-00001.snappy.parquet`,
		"application/octet-stream",
	);
	put(world, bucket, `${folder}/metadata/${period}/${entry.name}-Manifest.json`, "application/json");
}
