import type { AwsAnswer, AwsRefusal, DataExport, ReportDefinition, RoleSession } from "#lib/aws/port.ts";
import type { Context } from "#lib/context.ts";
import type { CheckResult } from "#lib/domain/check.ts";
import type { CostReport } from "#lib/domain/connector.ts";
import { exportProblems, reportProblems, type SettingProblem } from "#lib/domain/cost-report.ts";
import { adviceFor, demandsOf, judgeReport, type Reading, readerOf } from "#lib/domain/cost-report-judge.ts";
import type { Destination } from "#lib/domain/destination.ts";
import { checkDelivery } from "./check-delivery.ts";
import { aws, passed, skipped, timed, undecided, type Verdict } from "./verdict.ts";

export type OwnReport = Extract<CostReport, { kind: "own" }>;

/** A report as AWS has it, in the terms that both report types share. */
export type FoundReport = {
	readonly name: string;
	readonly bucket: string;
	readonly prefix: string;
	readonly region: string;
	readonly createdAt: Date | null;
	/** What the connector's own reader misses. */
	readonly problems: readonly SettingProblem[];
	/** Whom the report serves, ours or not. */
	readonly readings: readonly Reading[];
};

type Search = { readonly found: FoundReport | null; readonly names: readonly string[] };

/** The three checks of a connector's own cost report; each is handed on as soon as it is known. */
export async function checkCostReport(
	ctx: Context,
	call: {
		readonly report: OwnReport;
		/** Who is to read it. */
		readonly destination: Destination;
		readonly session: RoleSession;
		/** When this report was first found; CUR 1.0 does not tell when it was made. */
		readonly firstFoundAt: Date | null;
		readonly record: (result: CheckResult) => Promise<void>;
	},
	signal: AbortSignal,
): Promise<void> {
	const { report, destination, session, record } = call;
	const startedAt = ctx.now();
	const answer = await search(session, { ...report, destination }, signal);
	const found = await timed(ctx, "cost-report-found", () => judgeFound(report, answer));
	const settings = await timed(ctx, "cost-report-settings", () => judgeSettings(answer, destination));
	const durationMs = Math.max(0, ctx.now().getTime() - startedAt.getTime());
	await Promise.all([
		record({ ...found, durationMs }),
		record({ ...settings, durationMs }),
		checkDelivery(
			ctx,
			{ ...call, found: answer.kind === "answered" ? answer.value.found : null },
			signal,
		).then(record),
	]);
}

type Sought = OwnReport & { readonly destination: Destination };

async function search(session: RoleSession, report: Sought, signal: AbortSignal): Promise<AwsAnswer<Search>> {
	if (report.reportType === "CUR2.0") {
		const answer = await session.dataExport(report.reportName, signal);
		if (answer.kind !== "answered") return answer;
		const { found, names } = answer.value;
		return { ...answer, value: { names, found: found === null ? null : fromExport(found, report) } };
	}
	const answer = await session.reportDefinitions(signal);
	if (answer.kind !== "answered") return answer;
	const found = answer.value.find(({ name }) => name === report.reportName);
	const names = answer.value.map(({ name }) => name);
	return { ...answer, value: { names, found: found === undefined ? null : fromDefinition(found, report) } };
}

function fromDefinition(definition: ReportDefinition, { bucketName, destination }: Sought): FoundReport {
	return {
		...place(definition),
		createdAt: null,
		problems: reportProblems(definition, bucketName, demandsOf(destination)),
		readings: judgeReport({ type: "CUR1.0", ...definition }),
	};
}

function fromExport(found: DataExport, { bucketName, destination }: Sought): FoundReport {
	return {
		...place(found),
		createdAt: found.createdAt,
		problems: exportProblems(found, bucketName, demandsOf(destination)),
		readings: judgeReport({ type: "CUR2.0", ...found }),
	};
}

function place({ name, bucket, prefix, region }: ReportDefinition | DataExport) {
	return { name, bucket, prefix, region };
}

function judgeFound(report: OwnReport, answer: AwsAnswer<Search>): Verdict {
	if (answer.kind !== "answered") return listRefused(answer);
	const { found, names } = answer.value;
	if (found !== null) {
		return passed(`AWS has the report ${found.name}.`, {
			...aws(answer),
			details: { bucket: found.bucket, prefix: found.prefix, region: found.region },
		});
	}
	const alike = names.find((name) => name.toLowerCase() === report.reportName.toLowerCase());
	const hint = alike === undefined ? "" : ` There is one named ${alike}; upper and lower case matter.`;
	const others =
		names.length === 0
			? "The account has none of this type."
			: `It lists ${names.length} ${names.length === 1 ? "other" : "others"}.`;
	return {
		outcome: "failed",
		code: "COST_REPORT_NOT_FOUND",
		observed: `AWS has no report named ${report.reportName}. ${others}${hint}`,
		...aws(answer),
		details: { names: names.slice(0, 50) },
	};
}

function listRefused(refusal: AwsRefusal): Verdict {
	if (refusal.kind !== "denied") return undecided("AWS did not list the account's cost reports.", refusal);
	return {
		outcome: "failed",
		code: "COST_REPORT_LIST_DENIED",
		observed: "The role may not list the account's cost reports.",
		...aws(refusal),
	};
}

function judgeSettings(answer: AwsAnswer<Search>, destination: Destination): Verdict {
	const found = answer.kind === "answered" ? answer.value.found : null;
	if (found === null) return skipped("There is no report whose settings could be read.");
	const required = found.problems.filter(({ isRequired }) => isRequired);
	const details = {
		problems: found.problems.map((problem) => ({ ...problem })),
		readers: found.readings.map(({ reader, isServed }) => ({
			reader,
			isServed: isServed ? "yes" : "no",
			advice: adviceFor(found.readings, reader),
		})),
	};
	if (found.problems.length === 0) {
		return passed(`Every setting is as ${readerOf(destination)} needs it.`, { details });
	}
	const worst = required.length > 0 ? required : found.problems;
	return {
		outcome: required.length > 0 ? "failed" : "warning",
		code: "COST_REPORT_SETTINGS",
		observed: worst
			.map(({ setting, wanted, found: has }) => `${setting}: ${wanted} is needed, it is ${has}.`)
			.join(" "),
		details,
	};
}
