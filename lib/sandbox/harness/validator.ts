import { randomUUID } from "node:crypto";
import type { CeAwsConnector } from "#lib/domain/harness-connector.ts";
import { HARNESS_SIMULATED_ACTIONS, type SimulatedFeature } from "#lib/domain/harness-simulated-actions.ts";
import type { SigningKeys } from "../aws/sigv4.ts";
import { GOV_HARNESS_CREDENTIALS, HARNESS_CREDENTIALS } from "../credentials.ts";
import { type AwsEndpoint, assumeRole, blocks, simulate, tag } from "./aws-calls.ts";
import type { Faults } from "./faults.ts";
import { findExport, findReport, newestFile } from "./report-checks.ts";
import type { TestResult } from "./state.ts";

type Problem = { readonly reason: string; readonly message: string; readonly code: number };
type Stage = { readonly summary: string; readonly problems: readonly Problem[] };
export type ValidatorContext = {
	readonly awsSandboxUrl: string;
	readonly faults: Faults["validator"];
	readonly now: () => Date;
};
type Session = ValidatorContext & {
	readonly connector: CeAwsConnector;
	readonly endpoint: AwsEndpoint;
	readonly keys: SigningKeys;
};

const DAY_MS = 24 * 60 * 60 * 1000;
/** The order in which Harness asks; GOVERNANCE is not among them. */
const SIMULATED = [
	"VISIBILITY",
	"OPTIMIZATION",
	"BILLING",
	"COMMITMENT_ORCHESTRATOR",
	"CLUSTER_ORCHESTRATOR",
];
const DESTINATION_BUCKET = "ce-customer-billing-data-prod";

/** Harness's own test of a connector: stages in order, stopping at the first that finds something. */
export async function runValidator(
	context: ValidatorContext,
	connector: CeAwsConnector,
): Promise<TestResult> {
	const stage = await firstFailingStage(context, connector).catch(
		(): Stage => one("Unknown error occurred", "Unknown error occurred", "", 500),
	);
	const testedAt = context.now().getTime();
	if (stage === null) return { status: "SUCCESS", errorSummary: null, errors: null, testedAt };
	return { status: "FAILURE", errorSummary: stage.summary, errors: stage.problems, testedAt };
}

/** The role as Harness takes it on, or the stage that failed. */
export async function openSession(
	context: ValidatorContext,
	connector: CeAwsConnector,
): Promise<Session | Stage> {
	const isGov = connector.spec.isAWSGovCloudAccount === true;
	const access = connector.spec.crossAccountAccess;
	const arn = access?.crossAccountRoleArn ?? "";
	const endpoint = { url: context.awsSandboxUrl, region: isGov ? "us-gov-west-1" : "us-east-1" };
	const assumed = await assumeRole(endpoint, isGov ? GOV_HARNESS_CREDENTIALS : HARNESS_CREDENTIALS, {
		arn,
		externalId: access?.externalId ?? "",
		sessionName: randomUUID(),
	});
	if ("keys" in assumed) return { ...context, connector, endpoint, keys: assumed.keys };
	return one(
		assumed.message,
		`${arn} is missing, does not trust Harness, or asks for another externalId.`,
		"Compare the role ARN and the external ID with the connector.",
		assumed.httpStatus,
	);
}

async function firstFailingStage(
	context: ValidatorContext,
	connector: CeAwsConnector,
): Promise<Stage | null> {
	const { featuresEnabled, isAWSGovCloudAccount } = connector.spec;
	if (context.faults.unknownError) return one("Unknown error occurred", "Unknown error occurred", "", 500);
	const billed = featuresEnabled.includes("BILLING");
	if (isAWSGovCloudAccount && (billed || featuresEnabled.includes("VISIBILITY"))) {
		return one(
			"Features not supported",
			"GovCloud supports AutoStopping only.",
			"Choose AutoStopping only.",
			500,
		);
	}
	const session = await openSession(context, connector);
	if ("problems" in session) return session;
	const denied = await checkPermissions(session);
	if (denied !== null || !billed) return denied;
	return (await checkReport(session)) ?? (context.faults.dataJob ? DATA_JOB : null);
}

async function checkPermissions(session: Session): Promise<Stage | null> {
	const { featuresEnabled, crossAccountAccess } = session.connector.spec;
	const problems: Problem[] = [];
	for (const feature of SIMULATED.filter((name) => featuresEnabled.includes(name))) {
		for (const { actions, resources } of questions(session, feature)) {
			const roleArn = crossAccountAccess?.crossAccountRoleArn ?? "";
			const reply = await simulate(session.endpoint, session.keys, {
				roleArn,
				actions: [...new Set(actions.filter((action) => !action.endsWith("'")).map(probeOf))],
				resources,
			});
			if (!reply.ok) {
				const fix = `Let ${roleArn} call iam:SimulatePrincipalPolicy on itself.`;
				return one(reply.message, reply.message, fix, reply.httpStatus);
			}
			problems.push(...actions.filter((action) => action.endsWith("'")).map((action) => denied(action, "*")));
			problems.push(...deniedActions(reply.text, actions));
		}
	}
	if (session.faults.deniesAction !== "") problems.push(denied(session.faults.deniesAction, "*"));
	return problems.length === 0 ? null : { summary: "Missing AWS access permissions", problems };
}

function questions(session: Session, feature: string): readonly { actions: string[]; resources: string[] }[] {
	const { curAttributes, autostoppingFeatures, isAWSGovCloudAccount } = session.connector.spec;
	const arn = isAWSGovCloudAccount ? "arn:aws-us-gov:s3:::" : "arn:aws:s3:::";
	if (feature === "BILLING") {
		const [own, copy] = [`${arn}${curAttributes?.s3BucketName}`, `${arn}${DESTINATION_BUCKET}*`];
		return [
			{ actions: ["s3:GetBucketLocation", "s3:ListBucket", "s3:GetObject"], resources: [own, `${own}/*`] },
			{ actions: ["s3:ListBucket", "s3:PutObject", "s3:PutObjectAcl"], resources: [copy, `${copy}/*`] },
		];
	}
	const narrowed = feature === "OPTIMIZATION" && (autostoppingFeatures ?? []).length > 0;
	if ((narrowed && !session.faults.wideActions) || !isSimulated(feature)) return [];
	return [{ actions: [...HARNESS_SIMULATED_ACTIONS[feature]], resources: ["*"] }];
}

function isSimulated(feature: string): feature is SimulatedFeature {
	return Object.hasOwn(HARNESS_SIMULATED_ACTIONS, feature);
}

/** AWS simulates concrete actions only: the one that stands for each wildcard that Harness asks about. */
const PROBES: Readonly<Record<string, string>> = {
	"ec2:*": "ec2:RunInstances",
	"ec2:Describe*": "ec2:DescribeVpcs",
	"elasticloadbalancing:*": "elasticloadbalancing:CreateLoadBalancer",
	"autoscaling:*": "autoscaling:CreateAutoScalingGroup",
	"lambda:*": "lambda:CreateFunction",
};

function probeOf(action: string): string {
	return PROBES[action] ?? action.replace(/\*$/, "");
}

function deniedActions(xml: string, asked: readonly string[]): readonly Problem[] {
	// Denials of an organization are skipped, as Harness skips them.
	return [...xml.matchAll(/<EvalActionName>([\s\S]*?)(?=<EvalActionName>|$)/g)]
		.map(([result]) => result)
		.filter((result) => tag(result, "EvalDecision") !== "allowed")
		.filter((result) => !blocks(result, "OrganizationsDecisionDetail").join("").includes(">false<"))
		.flatMap((result) => {
			const resource = tag(result, "EvalResourceName") ?? "*";
			const probe = tag(result, "EvalActionName");
			return asked.filter((action) => probeOf(action) === probe).map((action) => denied(action, resource));
		});
}

function denied(action: string, resource: string): Problem {
	return {
		reason: `Action: ${action} not allowed on Resource: ${resource}`,
		message: "Compare the role's permissions with the documentation.",
		code: 403,
	};
}

async function checkReport(session: Session): Promise<Stage | null> {
	const { reportName = "", s3BucketName = "", reportType } = session.connector.spec.curAttributes ?? {};
	const isCur2 = reportType === "CUR2.0" && !session.faults.onlyCur1;
	const lookup = isCur2
		? await findExport(session.endpoint, session.keys, reportName)
		: await findReport(session.endpoint, session.keys, reportName, session.faults);
	if (lookup.kind === "error" && session.faults.reportErrorsPass) return null;
	if (lookup.kind !== "found") {
		const reason = `Can't access cost and usage report: ${reportName}`;
		return one("CUR report setting is not found", reason, "Compare the report's name.", 400);
	}
	const { report } = lookup;
	const wrong = report.wrong.map((item) => ({ ...item, code: 400 }));
	if (report.bucket !== s3BucketName) {
		const reason = `The report is in bucket ${report.bucket}, not in ${s3BucketName}`;
		wrong.unshift({ reason, message: "Name the report's own bucket.", code: 400 });
	}
	if (wrong.length > 0) return { summary: "CUR report settings validation failed", problems: wrong };
	return await checkFiles(session, { ...report, filePrefix: report.filePrefix(monthOf(session)) });
}

function monthOf({ faults, now }: Session): Date {
	const today = now();
	return faults.monthStart ? new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() + 1, 1)) : today;
}

async function checkFiles(
	session: Session,
	report: {
		readonly bucket: string;
		readonly filePrefix: string;
		readonly suffix: string;
		readonly region: string;
	},
): Promise<Stage | null> {
	const endpoint = { ...session.endpoint, region: report.region || session.endpoint.region };
	const newest = await newestFile(endpoint, session.keys, { ...report, prefix: report.filePrefix });
	const summary = "CUR report file presence check failed";
	if (newest === "unreadable") {
		return one(
			summary,
			`Bucket '${report.bucket}' cannot be read.`,
			"Compare the bucket with the role's policy.",
			403,
		);
	}
	if (newest !== null && session.now().getTime() - newest.getTime() < DAY_MS) return null;
	const reason = `No CUR file is found in last 24 hrs at ${report.bucket}/${report.filePrefix}. `;
	return one(summary, reason, "Compare the report's delivery settings.", 400);
}

function one(summary: string, reason: string, message: string, code: number): Stage {
	return { summary, problems: [{ reason, message, code }] };
}

const DATA_JOB: Stage = one("Error with processing data", "Internal error with data processing", "", 500);

/** Where the report lies, for the save rule that stores it; null when it cannot be told. */
export async function lookUpReport(
	context: ValidatorContext,
	connector: CeAwsConnector,
): Promise<{ region: string; s3Prefix: string } | null> {
	const session = await openSession(context, connector);
	if ("problems" in session) return null;
	const { reportName = "", reportType } = connector.spec.curAttributes ?? {};
	const lookup =
		reportType === "CUR2.0"
			? await findExport(session.endpoint, session.keys, reportName)
			: await findReport(session.endpoint, session.keys, reportName, session.faults);
	return lookup.kind === "found" ? { region: lookup.report.region, s3Prefix: lookup.report.prefix } : null;
}
