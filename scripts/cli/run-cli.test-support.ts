import { Readable } from "node:stream";
import { run } from "./program.mjs";

export const KEY = `rb_${"k".repeat(20)}_${"s".repeat(43)}`;
export const URL_ = "https://rolebridge.example";

type Asked = {
	readonly method: string;
	readonly path: string;
	readonly headers: Headers;
	readonly body: unknown;
};
export type Answers = Readonly<Record<string, unknown>>;

/** Runs one command line against answers by `METHOD path`; a list of answers is given one after another. */
export async function runCli(
	folder: string,
	args: readonly string[],
	answers: Answers = {},
	options: { env?: Record<string, string>; stdin?: string } = {},
) {
	const asked: Asked[] = [];
	const slept: number[] = [];
	let [stdout, stderr, clock] = ["", "", 0];
	const left = new Map(
		Object.entries(answers).map(([name, answer]) => [name, Array.isArray(answer) ? [...answer] : [answer]]),
	);
	const exit = await run([...args], {
		env: { HOME: folder, ROLEBRIDGE_URL: URL_, ROLEBRIDGE_API_KEY: KEY, ...options.env },
		stdin: Object.assign(Readable.from([options.stdin ?? ""]), { isTTY: false }),
		stdout: {
			write(text: string | Uint8Array) {
				stdout += typeof text === "string" ? text : new TextDecoder().decode(text);
			},
		},
		stderr: {
			write(text: string) {
				stderr += text;
			},
		},
		fetch: async (address: URL, request: RequestInit) => {
			const { pathname, search } = address;
			const path = `${pathname.replace("/api/v1/", "")}${search}`;
			const method = request.method ?? "GET";
			asked.push({
				method,
				path,
				headers: new Headers(request.headers),
				body: request.body && JSON.parse(String(request.body)),
			});
			const found = left.get(`${method} ${path}`);
			const answer = (found?.length ?? 0) > 1 ? found?.shift() : found?.[0];
			if (answer instanceof Error) throw answer;
			if (answer instanceof Response) return answer.clone();
			return answer === undefined
				? problem(404, "API_ADDRESS_UNKNOWN", "There is no such address")
				: Response.json(answer);
		},
		sleep: async (ms: number) => {
			slept.push(ms);
			clock += ms;
		},
		now: () => clock,
		askHidden: async () => KEY,
		version: "0.0.0",
	});
	return { exit, stdout, stderr, asked, slept };
}

export function problem(status: number, code: string, title: string, headers: Record<string, string> = {}) {
	return Response.json({ type: "", title, status, detail: "Why it is so.", code }, { status, headers });
}
