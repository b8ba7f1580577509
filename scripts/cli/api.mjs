import { randomUUID } from "node:crypto";
import { CliError } from "./cli-error.mjs";
import { EXIT } from "./exit-codes.mjs";
import { plain } from "./table.mjs";

const TRIES = 4;
const TRY_MS = 60_000;
const LONGEST_WAIT_MS = 60_000;
/** The request itself is wrong, and stays so. */
const USAGE_STATUSES = [400, 405, 413, 415, 422];
const PASSING_STATUSES = [429, 502, 503, 504];

/** The REST API of one installation. What passes is tried again; a write bears a key, so that it is done once. */
export function createApi({ url, key, fetch, sleep, out }) {
	async function send(method, path, { query = {}, body } = {}) {
		const address = new URL(`/api/v1/${path}`, url);
		for (const [name, value] of Object.entries(query)) {
			if (value !== undefined) address.searchParams.set(name, value);
		}
		const headers = {
			authorization: `Bearer ${key}`,
			accept: "application/json",
			"user-agent": "rolebridge-cli",
		};
		if (method !== "GET") headers["idempotency-key"] = randomUUID();
		if (body !== undefined) headers["content-type"] = "application/json";
		const request = {
			method,
			headers,
			redirect: "error",
			...(body !== undefined && { body: JSON.stringify(body) }),
		};
		for (let left = TRIES - 1; ; left -= 1) {
			const answer = await attempt(fetch, address, request);
			if (answer.ok) return answer;
			const isPassing = answer.status === undefined || PASSING_STATUSES.includes(answer.status);
			if (!isPassing || left === 0) throw await errorOf(answer, url);
			const ms = waitMs(answer, TRIES - left);
			const what = answer.status === undefined ? "No answer" : `Status ${answer.status}`;
			out.error(`${what}. Trying again in ${Math.ceil(ms / 1_000)} s.`);
			await sleep(ms);
		}
	}
	const json = async (answer) => {
		try {
			return await answer.json();
		} catch {
			throw new CliError(`${url} did not answer with JSON. Is it Rolebridge?`);
		}
	};
	return {
		get: async (path, query) => json(await send("GET", path, { query })),
		post: async (path, body) => json(await send("POST", path, { body })),
		/** The text as it comes, piece by piece. */
		download: async (path, query) => (await send("GET", path, { query })).body,
		/** Every item of a list, page by page, at most `most`. */
		async *items(path, query, most) {
			let cursor;
			let left = most;
			while (left > 0) {
				const page = await this.get(path, { ...query, cursor, limit: String(Math.min(100, left)) });
				yield* page.items;
				left -= page.items.length;
				cursor = page.next ?? undefined;
				if (cursor === undefined) return;
			}
		},
	};
}

async function attempt(fetch, address, request) {
	try {
		return await fetch(address, { ...request, signal: AbortSignal.timeout(TRY_MS) });
	} catch (error) {
		return { ok: false, status: undefined, reason: error?.cause?.message ?? error?.message ?? "no answer" };
	}
}

function waitMs(answer, number) {
	const asked = Number(answer.headers?.get("retry-after"));
	return Math.min(LONGEST_WAIT_MS, asked > 0 ? asked * 1_000 : 500 * 2 ** number);
}

async function errorOf(answer, url) {
	if (answer.status === undefined) return new CliError(`${url} could not be reached: ${answer.reason}.`);
	const problem = await answer.json().catch(() => null);
	const exit = USAGE_STATUSES.includes(answer.status) ? EXIT.usage : EXIT.unknown;
	if (typeof problem?.title !== "string")
		return new CliError(`${url} answered with status ${answer.status}.`, exit);
	const field = problem.field === undefined ? "" : `${problem.field}: `;
	const detail = problem.detail === undefined ? "" : ` ${field}${problem.detail}`;
	return new CliError(plain(`${problem.title}.${detail} (${problem.code ?? answer.status})`), exit);
}
