import type { AwsRefusal, RoleSession } from "#lib/aws/port.ts";
import type { Context } from "#lib/context.ts";
import type { CheckDetails, CheckResult } from "#lib/domain/check.ts";
import { type Delivery, deliveryPlace, judgeDelivery } from "#lib/domain/cost-report.ts";
import type { FoundReport, OwnReport } from "./check-cost-report.ts";
import { aws, passed, skipped, timed, undecided, type Verdict } from "./verdict.ts";

type DeliveryCall = {
	readonly report: OwnReport;
	readonly found: FoundReport | null;
	readonly session: RoleSession;
	readonly firstFoundAt: Date | null;
};

/** Finds the report's newest file and reads one byte of it: the real proof of bucket policy and encryption key. */
export function checkDelivery(ctx: Context, call: DeliveryCall, signal: AbortSignal): Promise<CheckResult> {
	return timed(ctx, "cost-report-delivered", async () => {
		const { report, found, session } = call;
		if (found === null) return skipped("There is no report whose files could be looked for.");
		if (found.bucket !== report.bucketName) {
			return skipped(
				`Not looked for: AWS writes the report to ${found.bucket}, not to ${report.bucketName}.`,
			);
		}
		const { bucket, region } = found;
		const newest = await session.newestObject(
			{ bucket, region, ...deliveryPlace(report.reportType, found, ctx.now()) },
			signal,
		);
		if (newest.kind !== "answered") return bucketRefused(bucket, newest);
		const knownSince = found.createdAt ?? call.firstFoundAt ?? ctx.now();
		const delivery = judgeDelivery(newest.value?.lastModified ?? null, knownSince, ctx.now());
		const file = newest.value;
		const details: CheckDetails =
			file === null ? { bucket } : { bucket, key: file.key, writtenAt: file.lastModified.toISOString() };
		if (delivery.kind !== "delivered" || file === null) return { ...notDelivered(delivery), details };
		const byte = await session.readOneByte({ bucket, region, key: file.key }, signal);
		if (byte.kind !== "answered") return bucketRefused(bucket, byte);
		return passed(`The newest file is ${hours(delivery.ageHours)} old and can be read.`, {
			...aws(byte),
			details,
		});
	});
}

function bucketRefused(bucket: string, refusal: AwsRefusal): Verdict {
	const isUnreadable = refusal.kind === "denied" || isGone(refusal);
	if (!isUnreadable) return undecided(`AWS gave no answer about the bucket ${bucket}.`, refusal);
	return {
		outcome: "failed",
		code: "COST_REPORT_BUCKET_UNREADABLE",
		observed: `The role cannot read the bucket ${bucket}.`,
		...aws(refusal),
	};
}

function isGone({ awsCode }: AwsRefusal): boolean {
	return awsCode === "NoSuchBucket" || awsCode === "NoSuchKey" || awsCode === "PermanentRedirect";
}

function notDelivered(delivery: Delivery): Verdict {
	switch (delivery.kind) {
		case "waiting":
			return {
				outcome: "waiting",
				code: "COST_REPORT_TOO_NEW",
				observed:
					delivery.why === "new-report"
						? "AWS delivers the first file of a new report within 24 hours."
						: "A new month has begun, and AWS has not written its first file yet.",
			};
		case "stale":
		case "delivered":
			return {
				outcome: "failed",
				code: "COST_REPORT_STALE",
				observed:
					delivery.ageHours === null
						? "The folder of this month is empty."
						: `The newest file is ${hours(delivery.ageHours)} old.`,
			};
		default:
			return delivery satisfies never;
	}
}

function hours(count: number): string {
	const whole = Math.floor(count);
	if (whole < 1) return "less than an hour";
	return whole === 1 ? "1 hour" : `${whole} hours`;
}
