/** The middle of several measurements: one slow or lucky run does not decide. */
export function median(values: readonly number[]): number {
	return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

/** The value that so large a share of all stayed within. */
export function quantile(values: readonly number[], share: number): number {
	return values.toSorted((a, b) => a - b)[Math.ceil(values.length * share) - 1] ?? 0;
}

/** One line of a bench: what was measured, and the figure to reach. */
export function print(name: string, figure: string, limit: string): void {
	process.stdout.write(`${name.padEnd(44)} ${figure.padEnd(34)} ${limit}\n`);
}
