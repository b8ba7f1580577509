import { globSync, readFileSync } from "node:fs";
import type { APIRequestContext } from "@playwright/test";

/** An action's id, and the address of a page that knows it, such as `/connectors/[id]/features`. */
type KnownAction = { readonly id: string; readonly page: string };
type KnownActions = ReadonlyMap<string, readonly KnownAction[]>;

/** By name, as the build or the development server wrote them down. */
export function knownActions(): KnownActions {
	const known = new Map<string, KnownAction[]>();
	for (const file of globSync(".next/{server,dev/server}/**/server-reference-manifest.json")) {
		const manifest = JSON.parse(readFileSync(file, "utf8"));
		const actions = Object.entries<{ exportedName?: string; workers: object }>(manifest.node);
		for (const [id, { exportedName = "", workers }] of actions) {
			const others = known.get(exportedName) ?? [];
			if (others.some((other) => other.id === id)) continue;
			known.set(exportedName, [...others, { id, page: pageOf(Object.keys(workers)[0] ?? "") }]);
		}
	}
	return known;
}

/** `app/(main)/connectors/[id]/page` → `/connectors/[id]` */
function pageOf(worker: string): string {
	const path = worker.replace(/^app/, "").replace(/\/page$/, "");
	return path.replace(/\/\([^)]+\)/g, "") || "/";
}

type Call = {
	readonly name: string;
	readonly input: unknown;
	/** Fills a page's address in. */
	readonly filled: (page: string) => string;
};

/** What the server answers to an action called without its page; null: this server knows no such action. */
export async function askAction(
	request: APIRequestContext,
	known: KnownActions,
	{ name, input, filled }: Call,
): Promise<string | null> {
	for (const { id, page } of known.get(name) ?? []) {
		const response = await request.post(filled(page), {
			headers: { "next-action": id, "content-type": "text/plain;charset=UTF-8" },
			data: JSON.stringify([input]),
			maxRedirects: 0,
		});
		if (response.headers()["x-nextjs-action-not-found"] === undefined) return response.text();
	}
	return null;
}

/** The development server compiles a page, and so learns of its actions, when somebody first opens it. */
export async function isDevelopment(request: APIRequestContext): Promise<boolean> {
	const { "content-security-policy": policy = "" } = (await request.get("/sign-in")).headers();
	return policy.includes("'unsafe-eval'");
}
