import { Validator } from "@seriousme/openapi-schema-validator";
import { describe, expect, test } from "vitest";
import { ROUTES } from "#lib/auth/access.ts";
import { FAILURES } from "#lib/domain/failures.ts";
import { ENDPOINTS } from "./endpoints.ts";
import { openApiDocument } from "./openapi.ts";

type Operation = {
	readonly operationId: string;
	readonly parameters: readonly { readonly name: string; readonly in: string }[];
	readonly responses: Readonly<Record<string, { readonly description: string; readonly content: object }>>;
};
type Document = {
	readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
	readonly components: { readonly schemas: Readonly<Record<string, object>> };
};

const document = structuredClone(openApiDocument({ version: "1.2.3", roleFor: () => "viewer" })) as Document;
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
	Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

describe("the API's description", () => {
	test("is valid OpenAPI 3.1", async () => {
		const validator = new Validator();
		const { valid, errors } = await validator.validate(structuredClone(document));
		expect(errors).toBeUndefined();
		expect(valid).toBe(true);
		expect(validator.version).toBe("3.1");
	});

	test("describes every route of the table of abilities, and no other", () => {
		const described = operations.map(
			({ path, method }) =>
				`${method.toUpperCase()} /api/v1${path.replaceAll("{", "[").replaceAll("}", "]")}`,
		);
		const routes = Object.keys(ROUTES).filter(
			(key) => key.includes(" /api/v1/") && !key.includes("openapi.json") && !key.includes("[[..."),
		);
		expect(described.sort()).toEqual(routes.sort());
		expect(described).toEqual(Object.keys(ENDPOINTS).sort());
	});

	test("names each parameter of a path, and each operation once", () => {
		for (const { path, operation } of operations) {
			const inPath = operation.parameters.filter((each) => each.in === "path").map(({ name }) => `{${name}}`);
			expect(path.match(/\{\w+\}/g) ?? [], path).toEqual(inPath);
		}
		const ids = operations.map(({ operation }) => operation.operationId);
		expect(new Set(ids).size).toBe(ids.length);
	});

	test("says what every operation may fail with, in codes that exist", () => {
		for (const { path, operation } of operations) {
			for (const status of ["401", "403", "429"]) expect(operation.responses, path).toHaveProperty(status);
			const codes = Object.entries(operation.responses)
				.filter(([status]) => Number(status) >= 400)
				.flatMap(([, { description }]) => description.match(/[A-Z_]{5,}/g) ?? []);
			for (const code of codes) expect(FAILURES).toHaveProperty(code);
		}
	});

	test("lets a write, and nothing else, be repeated by a key", () => {
		for (const { method, path, operation } of operations) {
			const isRepeatable = operation.parameters.some(({ name }) => name === "Idempotency-Key");
			expect(isRepeatable, `${method} ${path}`).toBe(method !== "get");
		}
	});

	test("uses each named schema and no other, and says of a connector's health what unknown means", () => {
		const text = JSON.stringify(document);
		const used = new Set(text.match(/(?<="#\/components\/schemas\/)[^"]+/g));
		expect([...used].sort()).toEqual(Object.keys(document.components.schemas).sort());
		expect(text.includes("never shown as healthy")).toBe(true);
	});
});
