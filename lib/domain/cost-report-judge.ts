import type { CheckDetails } from "./check.ts";
import {
	type ExportSettings,
	exportProblems,
	type ReportSettings,
	reportProblems,
	type SettingProblem,
} from "./cost-report.ts";
import type { Destination } from "./destination.ts";
import { CLOUDZERO_COST_REPORT } from "./destinations/cloudzero/cost-report.ts";
import { HARNESS_COST_REPORT } from "./destinations/harness-ccm/cost-report.ts";
import type { CostReportDemands } from "./destinations/profile.ts";

/** Who reads the cost report of a payer that is connected for this. */
const READER_OF = {
	"harness-ccm": "Harness",
	"harness-platform": "Harness",
	cloudzero: "CloudZero",
} as const satisfies Record<Destination, string>;
export type ReportReader = (typeof READER_OF)[Destination];

const DEMANDS = {
	Harness: HARNESS_COST_REPORT,
	CloudZero: CLOUDZERO_COST_REPORT,
} as const satisfies Record<ReportReader, CostReportDemands>;
const READERS: readonly ReportReader[] = [...new Set(Object.values(READER_OF))];

/**
 * Who reads a connector's cost report.
 *
 * @example readerOf("harness-ccm") // "Harness"
 */
export function readerOf(destination: Destination): ReportReader {
	return READER_OF[destination];
}

/**
 * Who else may read the report of the same payer.
 *
 * @example otherReaders("cloudzero") // ["Harness"]
 */
export function otherReaders(destination: Destination): readonly ReportReader[] {
	return READERS.filter((reader) => reader !== readerOf(destination));
}

/**
 * Which settings of a report its reader asks for. Light: without the manifest that `profileOf` brings along.
 *
 * @example demandsOf("cloudzero").report.versioning // ["CREATE_NEW_REPORT"]
 */
export function demandsOf(destination: Destination): CostReportDemands {
	return DEMANDS[READER_OF[destination]];
}

/** A report as AWS has it. */
export type FoundSettings =
	| ({ readonly type: "CUR1.0" } & ReportSettings)
	| ({ readonly type: "CUR2.0" } & ExportSettings);

export type Reading = {
	readonly reader: ReportReader;
	/** It reads the report as it is. */
	readonly isServed: boolean;
	/** What keeps it from reading the report. */
	readonly needs: readonly SettingProblem[];
	/** What would add detail. */
	readonly wishes: readonly SettingProblem[];
};

/**
 * Whom one report serves as it is: Harness and CloudZero ask for different things, and a change that suits the one can
 * break the other.
 *
 * @example judgeReport({ type: "CUR1.0", versioning: "OVERWRITE_REPORT", … }).find(({ reader }) => reader === "CloudZero")?.isServed // false
 */
export function judgeReport(found: FoundSettings): readonly Reading[] {
	return READERS.map((reader) => {
		// Which bucket it is stands with the connector, not with the reader.
		const all =
			found.type === "CUR1.0"
				? reportProblems(found, found.bucket, DEMANDS[reader])
				: exportProblems(found, found.bucket, DEMANDS[reader]);
		const needs = all.filter(({ isRequired }) => isRequired);
		const wishes = all.filter(({ isRequired }) => !isRequired);
		return { reader, isServed: needs.length === 0, needs, wishes };
	});
}

/**
 * What to do about one reader of a report that others may read too, in words.
 *
 * @example adviceFor(readings, "CloudZero")
 * // "CloudZero cannot read it: Report versioning must be Create new report version. Harness reads it as it is: make a second report rather than changing this one."
 */
export function adviceFor(readings: readonly Reading[], reader: ReportReader): string {
	const reading = readings.find((candidate) => candidate.reader === reader);
	if (reading === undefined || reading.isServed) return servedWords(reader, reading?.wishes ?? []);
	const needs = reading.needs.map(({ setting, wanted }) => `${setting} must be ${wanted}`).join(", ");
	const others = readings.filter((other) => other.isServed).map((other) => other.reader);
	const what =
		others.length === 0
			? "Change these settings, or make another report."
			: `${others.join(" and ")} reads it as it is: make a second report rather than changing this one.`;
	return `${reader} cannot read it: ${needs}. ${what}`;
}

function servedWords(reader: ReportReader, wishes: readonly SettingProblem[]): string {
	if (wishes.length === 0) return `${reader} reads it as it is.`;
	const more = wishes.map(({ setting, wanted }) => `${setting} ${wanted}`).join(", ");
	return `${reader} reads it as it is; it would show more with ${more}.`;
}

/**
 * What the last check of a report's settings says of its readers, as it was stored; empty where it was not read yet.
 *
 * @example storedAdvice({ readers: [{ reader: "CloudZero", isServed: "yes", advice: "CloudZero reads it as it is." }] })
 */
export function storedAdvice({ readers }: CheckDetails): readonly string[] {
	if (!Array.isArray(readers)) return [];
	return readers.flatMap((entry) => {
		if (typeof entry !== "object" || entry === null || !("advice" in entry)) return [];
		return typeof entry.advice === "string" ? [entry.advice] : [];
	});
}
