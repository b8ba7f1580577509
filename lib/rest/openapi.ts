// The API's description, made from the schemas that its routes parse by.
import * as z from "zod/mini";
import type { Role } from "#lib/domain/access.ts";
import { ApiAuditEventPageSchema, ApiAuditEventSchema } from "#lib/schemas/api/audit-event-schemas.ts";
import { ApiCheckSchema, ApiChecksSchema } from "#lib/schemas/api/check-schemas.ts";
import { FailureCodeSchema, ProblemSchema, WHOLE_NUMBER } from "#lib/schemas/api/common.ts";
import {
	ApiConnectorDetailSchema,
	ApiConnectorPageSchema,
	ApiConnectorSchema,
	CreateConnectorSchema,
} from "#lib/schemas/api/connector-schemas.ts";
import { QuickCreateLinkRequestSchema, QuickCreateLinkSchema } from "#lib/schemas/api/export-schemas.ts";
import { ApiOwnKeySchema } from "#lib/schemas/api/key-schemas.ts";
import {
	ApiLaunchLinkSchema,
	ApiLaunchLinksSchema,
	CreatedLaunchLinkSchema,
	CreateLaunchLinkSchema,
} from "#lib/schemas/api/launch-link-schemas.ts";
import {
	ApiOperationPageSchema,
	ApiOperationSchema,
	ApiStartOperationSchema,
} from "#lib/schemas/api/operation-schemas.ts";
import {
	ComposedPolicySchema,
	ComposePolicySchema,
	EvaluatedPoliciesSchema,
	EvaluatePoliciesSchema,
	PermissionLibrarySchema,
} from "#lib/schemas/api/policy-schemas.ts";
import {
	ApiOrganizationsSchema,
	ApiPlanRowPageSchema,
	ApiPlanSchema,
	ApiRolloutAccountPageSchema,
	ApiRolloutDetailSchema,
	ApiRolloutPageSchema,
	ApiRolloutSchema,
} from "#lib/schemas/api/rollout-schemas.ts";
import { LintTrustPolicySchema, TrustPolicyLintSchema } from "#lib/schemas/api/trust-policy-schemas.ts";
import { type ApiRoute, ENDPOINTS, type Endpoint } from "./endpoints.ts";
import { failureStatuses } from "./failure-statuses.ts";

/** What goes out, by the name that clients are generated with. */
const ANSWERS = {
	AuditEvent: ApiAuditEventSchema,
	AuditEventPage: ApiAuditEventPageSchema,
	Check: ApiCheckSchema,
	Checks: ApiChecksSchema,
	ComposedPolicy: ComposedPolicySchema,
	Connector: ApiConnectorSchema,
	ConnectorDetail: ApiConnectorDetailSchema,
	ConnectorPage: ApiConnectorPageSchema,
	CreatedLaunchLink: CreatedLaunchLinkSchema,
	EvaluatedPolicies: EvaluatedPoliciesSchema,
	FailureCode: FailureCodeSchema,
	Key: ApiOwnKeySchema,
	LaunchLink: ApiLaunchLinkSchema,
	LaunchLinks: ApiLaunchLinksSchema,
	Operation: ApiOperationSchema,
	OperationPage: ApiOperationPageSchema,
	Organizations: ApiOrganizationsSchema,
	PermissionLibrary: PermissionLibrarySchema,
	Plan: ApiPlanSchema,
	PlanRowPage: ApiPlanRowPageSchema,
	Problem: ProblemSchema,
	QuickCreateLink: QuickCreateLinkSchema,
	Rollout: ApiRolloutSchema,
	RolloutAccountPage: ApiRolloutAccountPageSchema,
	RolloutDetail: ApiRolloutDetailSchema,
	RolloutPage: ApiRolloutPageSchema,
	TrustPolicyLint: TrustPolicyLintSchema,
} as const satisfies Readonly<Record<string, z.ZodMiniType>>;

/** What comes in, before it is parsed. */
const REQUESTS = {
	ComposePolicy: ComposePolicySchema,
	CreateConnector: CreateConnectorSchema,
	CreateLaunchLink: CreateLaunchLinkSchema,
	EvaluatePolicies: EvaluatePoliciesSchema,
	LintTrustPolicy: LintTrustPolicySchema,
	QuickCreateLinkRequest: QuickCreateLinkRequestSchema,
	StartOperation: ApiStartOperationSchema,
} as const satisfies Readonly<Record<string, z.ZodMiniType>>;

type JsonSchema = { readonly [keyword: string]: unknown };
type Options = {
	/** Of this build. */
	readonly version: string;
	/** The least role whose keys may use a route. */
	readonly roleFor: (route: ApiRoute) => Role;
};

/** The OpenAPI 3.1 document. */
export function openApiDocument({ version, roleFor }: Options): JsonSchema {
	const paths: Record<string, Record<string, JsonSchema>> = {};
	for (const [key, endpoint] of endpoints()) {
		const [method = "", path = ""] = key.split(" ");
		const template = path.replace("/api/v1", "").replaceAll("[", "{").replaceAll("]", "}");
		paths[template] = {
			...paths[template],
			[method.toLowerCase()]: operation(method, endpoint, roleFor(key)),
		};
	}
	return {
		openapi: "3.1.0",
		info: {
			title: "Rolebridge",
			version,
			description: DESCRIPTION,
			license: { name: "Apache 2.0", identifier: "Apache-2.0" },
		},
		servers: [{ url: "/api/v1" }],
		security: [{ apiKey: [] }],
		tags: [...new Set(endpoints().map(([, { tag }]) => tag))].map((name) => ({ name })),
		paths,
		components: {
			securitySchemes: { apiKey: { type: "http", scheme: "bearer", bearerFormat: "rb_<id>_<secret>" } },
			schemas: { ...componentsOf(ANSWERS, "output"), ...componentsOf(REQUESTS, "input") },
			headers: { RetryAfter: { description: "Seconds to wait.", schema: { type: "integer" } } },
		},
	};
}

const DESCRIPTION = `Every request bears an API key: \`Authorization: Bearer rb_…\`. Keys are made in Settings; each has a role and an end.

Errors are problem details (RFC 9457) with a failure code. Lists come in pages: hand \`next\` of one page as \`cursor\` for the next. Times are ISO 8601 in UTC.

A write may bear an \`Idempotency-Key\`: sent again within 24 hours, the same request gets the first answer and nothing is done twice.

A key may send 20 requests a second, and 120 at once after a pause; beyond that the answer is 429 with \`Retry-After\`.`;

/** Sound: the keys of the table are its routes. */
function endpoints(): readonly (readonly [ApiRoute, Endpoint])[] {
	return Object.entries(ENDPOINTS) as unknown as readonly (readonly [ApiRoute, Endpoint])[];
}

function operation(method: string, endpoint: Endpoint, role: Role): JsonSchema {
	const { summary, description, tag, params = {}, query, body } = endpoint;
	const isWrite = method !== "GET";
	return {
		operationId: operationId(summary),
		summary,
		description: [description, `Role: ${role} or above.`].filter(Boolean).join("\n\n"),
		tags: [tag],
		parameters: [
			...Object.entries(params).map(([name, schema]) => ({
				name,
				in: "path",
				required: true,
				schema: schemaOf(schema, "input"),
			})),
			...(query === undefined ? [] : queryParameters(query)),
			...(isWrite ? [IDEMPOTENCY_KEY] : []),
		],
		...(body !== undefined && {
			requestBody: { required: true, content: { "application/json": { schema: refOf(REQUESTS, body) } } },
		}),
		responses: {
			[endpoint.status]: { description: "Done.", content: answerContent(endpoint) },
			...failureResponses(endpoint, isWrite),
		},
	};
}

/** "List a connector's checks" → `listConnectorsChecks` */
function operationId(summary: string): string {
	const words = summary
		.replaceAll("'", "")
		.toLowerCase()
		.split(/\W+/)
		.filter((word) => !["a", "an", "the", "of"].includes(word));
	return words
		.map((word, index) => (index === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1)))
		.join("");
}

const IDEMPOTENCY_KEY = {
	name: "Idempotency-Key",
	in: "header",
	description: "1 to 64 printable characters; a UUID, for example.",
	schema: { type: "string", minLength: 1, maxLength: 64 },
};

function queryParameters(query: z.ZodMiniType): readonly JsonSchema[] {
	const { properties = {}, required = [] } = schemaOf(query, "input");
	const needed: unknown = required;
	return Object.entries(properties).map(([name, { description, ...schema }]) => ({
		name,
		in: "query",
		required: Array.isArray(needed) && needed.includes(name),
		...(description !== undefined && { description }),
		schema,
	}));
}

function answerContent({ answer }: Endpoint): JsonSchema {
	if ("media" in answer) {
		const text = { schema: { type: "string" } };
		return Object.fromEntries(
			answer.media.map((type) => [type, type === "application/json" ? { schema: {} } : text]),
		);
	}
	return { "application/json": { schema: refOf(ANSWERS, answer) } };
}

function failureResponses(endpoint: Endpoint, isWrite: boolean): JsonSchema {
	const codes = failureStatuses(endpoint, isWrite);
	const content = { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } };
	return Object.fromEntries(
		[...codes].map(([status, failures]) => [
			status,
			{
				description: failures.map((code) => `\`${code}\``).join(", "),
				...(status === "429" && { headers: { "Retry-After": { $ref: "#/components/headers/RetryAfter" } } }),
				content,
			},
		]),
	);
}

function refOf(named: Readonly<Record<string, z.ZodMiniType>>, schema: z.ZodMiniType): JsonSchema {
	const name = Object.keys(named).find((each) => named[each] === schema);
	if (name === undefined) throw new Error("A schema of an endpoint has no name in the API's description.");
	return { $ref: `#/components/schemas/${name}` };
}

/** Times are known by their format; and what TypeScript may not change, a client may well send. */
function override({ jsonSchema }: { readonly jsonSchema: z.core.JSONSchema.BaseSchema }): void {
	if (jsonSchema.format === "date-time") delete jsonSchema.pattern;
	delete jsonSchema.readOnly;
	if (jsonSchema.default !== undefined) {
		// As a keyword it makes generators of clients ask for the field.
		const words = `Where nothing is said: ${JSON.stringify(jsonSchema.default)}.`;
		jsonSchema.description = [jsonSchema.description, words].filter(Boolean).join(" ");
		delete jsonSchema.default;
	}
	const { [WHOLE_NUMBER]: range } = jsonSchema;
	if (typeof range !== "object") return;
	delete jsonSchema[WHOLE_NUMBER];
	delete jsonSchema.pattern;
	Object.assign(jsonSchema, { type: "integer", ...range });
}

type ObjectSchema = JsonSchema & {
	readonly properties?: Readonly<Record<string, JsonSchema>>;
	readonly required?: readonly string[];
};

function schemaOf(schema: z.ZodMiniType, io: "input" | "output"): ObjectSchema {
	const { $schema: _, ...json } = z.toJSONSchema(schema, { io, override });
	return json as ObjectSchema;
}

function componentsOf(named: Readonly<Record<string, z.ZodMiniType>>, io: "input" | "output"): JsonSchema {
	const registry = z.registry<{ id: string }>();
	for (const [id, schema] of Object.entries(named)) registry.add(schema, { id });
	const { schemas } = z.toJSONSchema(registry, { io, override, uri: (id) => `#/components/schemas/${id}` });
	return Object.fromEntries(
		Object.entries(schemas).map(([id, { $schema: _, $id: __, id: ___, ...schema }]) => [id, schema]),
	);
}
