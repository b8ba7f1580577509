import { validationError } from "../errors.ts";
import type { Amount, OperationPreferences } from "../stack-set-state.ts";
import { DEFAULT_PREFERENCES } from "./stack-set-queue.ts";

/** Reads `OperationPreferences`, whether a call or a template has them. */
export function preferencesFrom(
	read: (name: string) => string | undefined,
	regionOrder: readonly string[],
): OperationPreferences {
	return {
		regionConcurrency: read("RegionConcurrencyType") === "PARALLEL" ? "PARALLEL" : "SEQUENTIAL",
		regionOrder,
		failureTolerance:
			amount(read, "FailureToleranceCount", "FailureTolerancePercentage", 0) ??
			DEFAULT_PREFERENCES.failureTolerance,
		maxConcurrent:
			amount(read, "MaxConcurrentCount", "MaxConcurrentPercentage", 1) ?? DEFAULT_PREFERENCES.maxConcurrent,
		isSoft: read("ConcurrencyMode") === "SOFT_FAILURE_TOLERANCE",
	};
}

function amount(
	read: (name: string) => string | undefined,
	countName: string,
	percentName: string,
	least: number,
): Amount | null {
	const [count, percent] = [read(countName), read(percentName)];
	if (count !== undefined && percent !== undefined)
		throw validationError(`Only one of ${countName} and ${percentName} can be specified`);
	if (count !== undefined) return { kind: "count", count: number(countName, count, least, Infinity) };
	if (percent !== undefined) return { kind: "percent", percent: number(percentName, percent, least, 100) };
	return null;
}

function number(name: string, text: string, least: number, most: number): number {
	const value = Number(text);
	if (Number.isInteger(value) && value >= least && value <= most) return value;
	throw validationError(
		`1 validation error detected: Value '${text}' at 'operationPreferences.${name}' failed to satisfy constraint`,
	);
}
