import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import createClient from "openapi-fetch";
import openapiTS, { astToString } from "openapi-typescript";
import ts from "typescript";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openApiDocument } from "./openapi.ts";

/** Below the packages, so that the program finds them. */
const FOLDER = join(import.meta.dirname, "../../node_modules/.cache", `rolebridge-client-${process.pid}`);

/** What somebody writes who has only the description, and two packages of npm. */
const PROGRAM = `
import type openapiFetch from "openapi-fetch";
import type { paths } from "./api.ts";

type Fetch = (request: Request) => Promise<Response>;

export async function run(createClient: typeof openapiFetch, fetch: Fetch) {
	const client = createClient<paths>({
		baseUrl: "https://rolebridge.example/api/v1",
		headers: { authorization: "Bearer rb_key" },
		fetch,
	});
	const listed = await client.GET("/connectors", { params: { query: { limit: 2, health: "failing,unknown" } } });
	const names: (string | null)[] = (listed.data?.items ?? []).map(({ name }) => name);
	const asked = await client.POST("/connectors/{id}/verify", {
		params: { path: { id: "a" }, header: { "Idempotency-Key": "k1" } },
	});
	const state: "queued" | "running" | "done" | "stopped" | "crashed" | undefined = asked.data?.state;
	const refused = await client.GET("/connectors/{id}", { params: { path: { id: "b" } } });
	const code: string | undefined = refused.error?.code;
	const linted = await client.POST("/trust-policies/lint", { body: { policy: { Version: "2012-10-17" } } });
	return { names, state, code, isClean: linted.data?.isClean };
}
`;

beforeAll(async () => {
	const document = structuredClone(openApiDocument({ version: "1.0.0", roleFor: () => "viewer" }));
	await mkdir(FOLDER, { recursive: true });
	await writeFile(join(FOLDER, "api.ts"), astToString(await openapiTS(JSON.stringify(document))));
});
afterAll(() => rm(FOLDER, { recursive: true, force: true }));

function problemsIn(name: string): readonly string[] {
	const program = ts.createProgram([join(FOLDER, name)], {
		strict: true,
		noEmit: true,
		skipLibCheck: true,
		allowImportingTsExtensions: true,
		target: ts.ScriptTarget.ES2024,
		module: ts.ModuleKind.ESNext,
		moduleResolution: ts.ModuleResolutionKind.Bundler,
		lib: ["lib.es2024.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
		types: [],
	});
	return ts
		.getPreEmitDiagnostics(program)
		.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}

test("a client generated from the description compiles, and finds what its user writes wrong", async () => {
	await writeFile(join(FOLDER, "right.ts"), PROGRAM);
	expect(problemsIn("right.ts")).toEqual([]);
	await writeFile(join(FOLDER, "wrong.ts"), PROGRAM.replace("({ name }) => name", "({ nmae }) => nmae"));
	expect(problemsIn("wrong.ts").join()).toContain("nmae");
}, 60_000);

test("the same client sends what the description says, and reads what comes back", async () => {
	const { outputText } = ts.transpileModule(PROGRAM, {
		compilerOptions: { target: ts.ScriptTarget.ES2024, module: ts.ModuleKind.ESNext },
	});
	await writeFile(join(FOLDER, "right.mjs"), outputText);
	const { run } = await import(/* @vite-ignore */ pathToFileURL(join(FOLDER, "right.mjs")).href);
	const sent: string[] = [];
	const result = await run(createClient, async (request: Request) => {
		sent.push(`${request.method} ${new URL(request.url).pathname}${new URL(request.url).search}`);
		expect(request.headers.get("authorization")).toBe("Bearer rb_key");
		if (request.url.includes("/verify")) return Response.json({ state: "queued" }, { status: 202 });
		if (request.url.endsWith("/b")) return Response.json({ code: "CONNECTOR_NOT_FOUND" }, { status: 404 });
		if (request.url.endsWith("/lint")) return Response.json({ isClean: false });
		return Response.json({ items: [{ name: "payer" }], next: null });
	});
	expect(result).toEqual({ names: ["payer"], state: "queued", code: "CONNECTOR_NOT_FOUND", isClean: false });
	expect(sent).toEqual([
		"GET /api/v1/connectors?limit=2&health=failing%2Cunknown",
		"POST /api/v1/connectors/a/verify",
		"GET /api/v1/connectors/b",
		"POST /api/v1/trust-policies/lint",
	]);
});
