import { createKey } from "#lib/api-keys/create-key.ts";
import type { Context } from "#lib/context.ts";
import { createDb } from "#lib/db/create-db.ts";
import { EVERYWHERE, type Role, type Scope } from "#lib/domain/access.ts";
import { type ApiRoute, ENDPOINTS } from "#lib/rest/endpoints.ts";
import { respond } from "../../app/api/v1/respond.ts";
import { testSecretBox } from "./database.ts";
import { type OwnDatabase, ownDatabase } from "./own-database.ts";
import { TESTER, type TestContext, type TestContextParts, testContext } from "./test-context.ts";

export type ApiCall = {
	/** Null: no Authorization header. */
	readonly key: string | null;
	/** Sent as JSON; text goes as it is. */
	readonly body?: unknown;
	readonly headers?: Readonly<Record<string, string>>;
};

export type ApiWorld = {
	readonly database: OwnDatabase;
	/** As an administrator. */
	readonly ctx: TestContext;
	readonly makeKey: (access?: {
		readonly role?: Role;
		readonly scope?: Scope;
		readonly days?: number;
	}) => Promise<string>;
	/** A request to the API, without the server around it: `POST /api/v1/connectors?…`. */
	readonly call: (target: string, call: ApiCall) => Promise<Response>;
	/** A key's own requests go on after this, whatever it sent before. */
	readonly rest: () => Promise<void>;
};

/** The API over a real database of its own, with everything outside of it scripted. */
export async function apiWorld(parts: TestContextParts = {}): Promise<ApiWorld> {
	const database = await ownDatabase();
	const ctx: TestContext = { ...testContext(parts), db: createDb(database.prisma, testSecretBox()) };
	await database.sql(
		`INSERT INTO "user" (id, name, email, "emailVerified", role, "createdAt", "updatedAt")
		VALUES ($1, $2, 'test@rolebridge.example', true, 'administrator', now(), now())`,
		[TESTER.id, TESTER.name],
	);
	const stranger = strangerOf(ctx);
	return {
		database,
		ctx,
		async makeKey({ role = "operator", scope = EVERYWHERE, days = 30 } = {}) {
			const made = await createKey(ctx, { name: `${role} key`, access: { role, scope }, days });
			if (!made.ok) throw new Error(made.failure.code);
			return made.value.secret;
		},
		call(target, { key, body, headers = {} }) {
			const [method = "", path = ""] = target.split(" ");
			const { route, params } = routeOf(method, path.split("?")[0] ?? "");
			const request = new Request(`https://rolebridge.example${path}`, {
				method,
				headers: {
					...(key !== null && { authorization: `Bearer ${key}` }),
					...(body !== undefined && { "content-type": "application/json" }),
					...headers,
				},
				...(body !== undefined && { body: bytesOf(body) }),
			});
			return respond(stranger, { route, request, params });
		},
		async rest() {
			await database.sql("DELETE FROM request_budget WHERE key LIKE 'api:%'", []);
		},
	};
}

function bytesOf(body: unknown): Blob {
	if (body instanceof Uint8Array) return new Blob([Uint8Array.from(body)]);
	return new Blob([typeof body === "string" ? body : JSON.stringify(body)]);
}

/** Sees next to nothing, and acts as others from the whole, as the real context does. */
function strangerOf(ctx: TestContext): Context {
	const stranger = { kind: "key", id: "stranger", name: "Nobody", role: null } as const;
	const own = ctx.actingAs({ ...TESTER, ...stranger, address: "203.0.113.7" });
	return { ...own, actingAs: (actor) => ctx.actingAs(actor) };
}

/** As the framework finds it by the folders under app/api/v1. */
function routeOf(method: string, path: string): { route: ApiRoute; params: Record<string, string> } {
	const given = path.split("/");
	for (const route of Object.keys(ENDPOINTS)) {
		const [routeMethod, pattern = ""] = route.split(" ");
		const parts = pattern.split("/");
		const isMatch =
			routeMethod === method &&
			parts.length === given.length &&
			parts.every((part, at) => part.startsWith("[") || part === given[at]);
		if (!isMatch) continue;
		const named = parts.flatMap((part, at) =>
			part.startsWith("[") ? [[part.slice(1, -1), decodeURIComponent(given[at] ?? "")]] : [],
		);
		return { route: route as ApiRoute, params: Object.fromEntries(named) };
	}
	throw new Error(`There is no route for ${method} ${path}.`);
}
