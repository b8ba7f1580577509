import type { Context } from "#lib/context.ts";

/** What a verb asks of the database and of the hash, by name and in order: `["apiKeys.credentials", "sha256Hex"]`. */
export async function callsOf(ctx: Context, run: (ctx: Context) => Promise<unknown>): Promise<string[]> {
	const calls: string[] = [];
	const watched: Context = {
		...ctx,
		db: watch(ctx.db, "", calls),
		sha256Hex: (data) => {
			calls.push("sha256Hex");
			return ctx.sha256Hex(data);
		},
	};
	await run(watched);
	return calls;
}

function watch<Watched extends object>(watched: Watched, path: string, calls: string[]): Watched {
	return new Proxy(watched, {
		get(target, name) {
			const value: unknown = Reflect.get(target, name);
			const named = `${path}${String(name)}`;
			if (typeof value === "function") {
				return (...args: unknown[]) => {
					calls.push(named);
					return Reflect.apply(value, target, args);
				};
			}
			return typeof value === "object" && value !== null ? watch(value, `${named}.`, calls) : value;
		},
	});
}
