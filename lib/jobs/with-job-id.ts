import type { PgBoss } from "pg-boss";
import { withLogFields } from "#lib/log-fields.ts";

/** The same queue, with handlers whose log lines bear the queue's name and the job's id. */
export function withJobId(boss: PgBoss): PgBoss {
	return new Proxy(boss, {
		get(target, property) {
			const value: unknown = Reflect.get(target, property, target);
			if (typeof value !== "function") return value;
			if (property !== "work") return value.bind(target);
			return (queue: string, ...rest: unknown[]) => {
				const handler = rest.pop();
				if (typeof handler !== "function") throw new TypeError("A queue's worker needs a handler.");
				const logged = (jobs: readonly { readonly id: string }[], ...more: unknown[]) =>
					withLogFields({ queue, jobId: jobs[0]?.id ?? "" }, () => handler(jobs, ...more));
				return Reflect.apply(value, target, [queue, ...rest, logged]);
			};
		},
	});
}
