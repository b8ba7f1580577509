import { expect, test } from "vitest";
import { withJobId } from "./jobs/with-job-id.ts";
import { currentLogFields, withLogFields } from "./log-fields.ts";

test("fields hold for what runs inside, also after a wait, and for nothing else", async () => {
	const seen: object[] = [];
	const run = (jobId: string) =>
		withLogFields({ jobId }, async () => {
			await new Promise((resolve) => setImmediate(resolve));
			seen.push(withLogFields({ queue: "q" }, currentLogFields));
		});
	await Promise.all([run("1"), run("2")]);
	expect(seen).toEqual([
		{ jobId: "1", queue: "q" },
		{ jobId: "2", queue: "q" },
	]);
	expect(currentLogFields()).toEqual({});
});

test("a queue's handler runs with the job's id, whatever options its worker was given", async () => {
	type Handler = (jobs: readonly { readonly id: string }[]) => Promise<unknown>;
	const handlers: Handler[] = [];
	const boss = {
		async work(_queue: string, ...rest: unknown[]) {
			// Sound: the handler is the last argument.
			handlers.push(rest.at(-1) as Handler);
			return "worker";
		},
	};
	// Sound: only `work` is called here.
	const logged = withJobId(boss as unknown as Parameters<typeof withJobId>[0]);
	const seen: object[] = [];
	const keep = async () => void seen.push(currentLogFields());
	expect(await logged.work("check-connector", { localConcurrency: 2 }, keep)).toBe("worker");
	await logged.work("check-verifier", keep);
	await handlers[0]?.([{ id: "a" }]);
	await handlers[1]?.([{ id: "b" }]);
	expect(seen).toEqual([
		{ queue: "check-connector", jobId: "a" },
		{ queue: "check-verifier", jobId: "b" },
	]);
});
