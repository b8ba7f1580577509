import { PrismaPg } from "@prisma/adapter-pg";

/** Told of each statement that PostgreSQL answered, well or not. */
export type OnStatement = (timing: { readonly statement: string; readonly seconds: number }) => void;

type Config = ConstructorParameters<typeof PrismaPg>[0];

/** Prisma's own event would render every statement's parameters as text, for nobody. */
export class TimedPg extends PrismaPg {
	private readonly onStatement: OnStatement;

	constructor(config: Config, onStatement: OnStatement) {
		super(config);
		this.onStatement = onStatement;
	}

	override async connect() {
		return timed(await super.connect(), this.onStatement);
	}
}

type Statement = { readonly sql: string };

function timed<T extends object>(queryable: T, onStatement: OnStatement): T {
	return new Proxy(queryable, {
		get(target, property) {
			const value: unknown = Reflect.get(target, property, target);
			if (typeof value !== "function") return value;
			const call = (...given: unknown[]) => Reflect.apply(value, target, given);
			if (property === "startTransaction")
				return async (...given: unknown[]) => timed(await call(...given), onStatement);
			if (property !== "queryRaw" && property !== "executeRaw") return call;
			return async (query: Statement) => {
				const startedAt = performance.now();
				try {
					return await call(query);
				} finally {
					onStatement({
						statement: statementOf(query.sql),
						seconds: (performance.now() - startedAt) / 1_000,
					});
				}
			};
		},
	});
}

const KINDS = new Set(["select", "insert", "update", "delete", "with"]);

function statementOf(sql: string): string {
	const word = /^\s*([a-z]+)/i.exec(sql)?.[1]?.toLowerCase() ?? "";
	return KINDS.has(word) ? word : "other";
}
