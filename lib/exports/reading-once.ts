import type { Context } from "#lib/context.ts";

/**
 * The same context for one export: what is the same for all of its connectors (settings, Harness accounts, who we
 * are to AWS, what CloudFormation said of a template) is read from the database once.
 */
export function readingOnce(ctx: Context): Context {
	const { settings, harnessAccounts, verifiers, templateChecks, rollouts } = ctx.db;
	return {
		...ctx,
		db: {
			...ctx.db,
			settings: { ...settings, get: remembered(() => settings.get()) },
			harnessAccounts: { ...harnessAccounts, find: remembered((ref) => harnessAccounts.find(ref)) },
			rollouts: { ...rollouts, find: remembered((id) => rollouts.find(id)) },
			verifiers: { ...verifiers, find: remembered((partition) => verifiers.find(partition)) },
			templateChecks: {
				...templateChecks,
				find: remembered((url, partition) => templateChecks.find(url, partition)),
			},
		},
	};
}

/** One call for each list of texts it is asked with; a failed one is asked again. */
function remembered<Args extends readonly string[], T>(
	read: (...args: Args) => Promise<T>,
): (...args: Args) => Promise<T> {
	const known = new Map<string, Promise<T>>();
	return (...args) => {
		const key = JSON.stringify(args);
		const before = known.get(key);
		if (before !== undefined) return before;
		const answer = read(...args);
		known.set(key, answer);
		answer.catch(() => known.delete(key));
		return answer;
	};
}
