// Every endpoint of the API: what it takes and what it answers. Routes parse by it and the OpenAPI document is made
// from it, so neither can say what the other does not.
import type * as z from "zod/mini";
import type { RouteKey } from "#lib/auth/access.ts";
import type { FailureCode } from "#lib/domain/failures.ts";
import { ApiAuditEventPageSchema, ListAuditEventsQuerySchema } from "#lib/schemas/api/audit-event-schemas.ts";
import { ApiChecksSchema } from "#lib/schemas/api/check-schemas.ts";
import { IdSchema } from "#lib/schemas/api/common.ts";
import {
	ApiConnectorDetailSchema,
	ApiConnectorPageSchema,
	CreateConnectorSchema,
	ListConnectorsQuerySchema,
} from "#lib/schemas/api/connector-schemas.ts";
import {
	ExportConnectorsQuerySchema,
	ExportFormatSchema,
	ExportQuerySchema,
	QuickCreateLinkRequestSchema,
	QuickCreateLinkSchema,
} from "#lib/schemas/api/export-schemas.ts";
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
	ListOperationsQuerySchema,
} from "#lib/schemas/api/operation-schemas.ts";
import {
	ComposedPolicySchema,
	ComposePolicySchema,
	EvaluatedPoliciesSchema,
	EvaluatePoliciesSchema,
	PermissionLibrarySchema,
} from "#lib/schemas/api/policy-schemas.ts";
import { LintTrustPolicySchema, TrustPolicyLintSchema } from "#lib/schemas/api/trust-policy-schemas.ts";
import { ROLLOUT_ENDPOINTS } from "./rollout-endpoints.ts";

/** The routes of the table of abilities that a key opens; the document itself is for everybody. */
export type ApiRoute = Exclude<
	Extract<RouteKey, `${string} /api/v1/${string}`>,
	"GET /api/v1/openapi.json" | `${string} /api/v1/[[...path]]`
>;

export type Endpoint = {
	readonly summary: string;
	readonly description?: string;
	readonly tag: string;
	/** The ids in the path, and the failure that one which cannot be stands for. */
	readonly params?: Readonly<Record<string, z.ZodMiniType<string, string>>>;
	readonly unknownParam?: FailureCode;
	readonly query?: z.ZodMiniType;
	readonly body?: z.ZodMiniType;
	readonly status: 200 | 201 | 202;
	/** JSON of this shape; or text of these media types, as it is. */
	readonly answer: z.ZodMiniType | { readonly media: readonly string[] };
	/** What it may fail with beside what every endpoint may. */
	readonly failures?: readonly FailureCode[];
};

const connectorParams = { params: { id: IdSchema }, unknownParam: "CONNECTOR_NOT_FOUND" } as const;
const linkable = ["CONNECTOR_INCOMPLETE", "TEMPLATE_NOT_CHECKED", "TEMPLATE_PARAMETERS_UNKNOWN"] as const;

export const ENDPOINTS = {
	"GET /api/v1/key": {
		summary: "Get the key of the request",
		description: "What the key may do, and until when. A way to try a key out.",
		tag: "Keys",
		status: 200,
		answer: ApiOwnKeySchema,
	},
	"GET /api/v1/connectors": {
		summary: "List connectors",
		description:
			"Connectors with a cost report of their own first, then all others, each by name. Evidence past its limit counts as unknown.",
		tag: "Connectors",
		query: ListConnectorsQuerySchema,
		status: 200,
		answer: ApiConnectorPageSchema,
	},
	"POST /api/v1/connectors": {
		summary: "Create a connector",
		description:
			"The steps of the set-up as one body. What is left out stays open and can be filled in on the connector's page. Nothing is made in AWS or registered in Harness by this.",
		tag: "Connectors",
		body: CreateConnectorSchema,
		status: 201,
		answer: ApiConnectorDetailSchema,
		failures: ["CONNECTOR_ACCOUNT_TAKEN", "CONNECTOR_IDENTIFIER_TAKEN", "HARNESS_CONNECTOR_EXISTS"],
	},
	"GET /api/v1/connectors/[id]": {
		summary: "Get a connector",
		tag: "Connectors",
		...connectorParams,
		status: 200,
		answer: ApiConnectorDetailSchema,
	},
	"POST /api/v1/connectors/[id]/verify": {
		summary: "Verify a connector",
		description:
			"Asks the worker for every check. A verification that is under way or a few seconds old answers as well: then its operation comes back. Poll the operation until its state is done or crashed.",
		tag: "Connectors",
		...connectorParams,
		status: 202,
		answer: ApiOperationSchema,
		failures: ["CONNECTOR_INCOMPLETE"],
	},
	"GET /api/v1/connectors/[id]/checks": {
		summary: "List a connector's checks",
		description: "The newest result of each check, and the newest verification.",
		tag: "Connectors",
		...connectorParams,
		status: 200,
		answer: ApiChecksSchema,
	},
	"GET /api/v1/connectors/[id]/launch-links": {
		summary: "List a connector's launch links",
		tag: "Launch links",
		...connectorParams,
		status: 200,
		answer: ApiLaunchLinksSchema,
	},
	"POST /api/v1/connectors/[id]/launch-links": {
		summary: "Create a launch link",
		description:
			"A link for whoever administers the AWS account; it opens without an account here. Its URL is shown in this answer only.",
		tag: "Launch links",
		...connectorParams,
		body: CreateLaunchLinkSchema,
		status: 201,
		answer: CreatedLaunchLinkSchema,
		failures: linkable,
	},
	"DELETE /api/v1/connectors/[id]/launch-links/[linkId]": {
		summary: "Revoke a launch link",
		tag: "Launch links",
		params: { id: IdSchema, linkId: IdSchema },
		unknownParam: "LAUNCH_LINK_NOT_FOUND",
		status: 200,
		answer: ApiLaunchLinkSchema,
	},
	"GET /api/v1/connectors/[id]/exports/[format]": {
		summary: "Take a connector away",
		description:
			"terraform: the role's stack and the connector in Harness. terraform-module: the same by the community module. opentofu: by OpenTofu's provider for_each. cli: the AWS CLI command that makes the stack. cloudformation: input of aws cloudformation create-stack --cli-input-json. curl: the request that registers the connector in Harness. json: that request's body. csv: a table. Files hold no secret. With as=zip every file comes, and a README with the next commands.",
		tag: "Exports",
		params: { id: IdSchema, format: ExportFormatSchema },
		query: ExportQuerySchema,
		unknownParam: "API_ADDRESS_UNKNOWN",
		status: 200,
		answer: { media: ["text/plain", "application/json", "text/csv", "application/zip"] },
		failures: [...linkable, "CONNECTOR_NOT_FOUND", "CONNECTOR_OF_STACK_SET"],
	},
	"GET /api/v1/exports/connectors": {
		summary: "Export connectors",
		description:
			"All connectors that the filter finds, as one file, written while it is read. json and csv: as the dashboard exports them. The other formats make what the connectors need and come as a zip with a README; they ask for a key that may see trust policies.",
		tag: "Exports",
		query: ExportConnectorsQuerySchema,
		status: 200,
		answer: { media: ["application/json", "text/csv", "application/zip"] },
		failures: linkable,
	},
	"POST /api/v1/quick-create-links": {
		summary: "Create a quick-create link",
		description:
			"The link that opens the CloudFormation console with the connector's stack filled in. Before it leaves, CloudFormation has said that the template takes its parameters.",
		tag: "Launch links",
		body: QuickCreateLinkRequestSchema,
		status: 201,
		answer: QuickCreateLinkSchema,
		failures: [...linkable, "CONNECTOR_NOT_FOUND"],
	},
	"POST /api/v1/trust-policies/lint": {
		summary: "Judge a trust policy",
		description:
			"How it is written and what it does: the decision for each expected principal with the right, no and almost right external IDs; who can assume the role; and the policy corrected as far as that is safe. AWS is not asked.",
		tag: "Trust policies",
		body: LintTrustPolicySchema,
		status: 200,
		answer: TrustPolicyLintSchema,
		failures: ["CONNECTOR_NOT_FOUND", "HARNESS_NOT_CONFIGURED"],
	},
	"GET /api/v1/permission-library": {
		summary: "List the permission library",
		description: "What a connector can be asked to do, and the policy that each takes, with its source.",
		tag: "Permissions",
		status: 200,
		answer: PermissionLibrarySchema,
	},
	"POST /api/v1/policies/compose": {
		summary: "Compose a policy",
		description:
			"The chosen tasks as one merged policy, in as many parts as IAM's limit takes, with what its wildcards mean and what is risky about it. Nothing is made in AWS.",
		tag: "Permissions",
		body: ComposePolicySchema,
		status: 200,
		answer: ComposedPolicySchema,
	},
	"POST /api/v1/policies/evaluate": {
		summary: "Evaluate policies",
		description:
			"Whether identity policies allow what the chosen tasks take, or single requests, by IAM's rules. What depends on something that is not known here is unknown, never allowed. AWS is not asked.",
		tag: "Permissions",
		body: EvaluatePoliciesSchema,
		status: 200,
		answer: EvaluatedPoliciesSchema,
	},
	"GET /api/v1/operations": {
		summary: "List operations",
		description:
			"Acts on many connectors, newest first. A single connector's verification has its own address.",
		tag: "Operations",
		query: ListOperationsQuerySchema,
		status: 200,
		answer: ApiOperationPageSchema,
	},
	"POST /api/v1/operations": {
		summary: "Start an operation",
		description: "One act on many connectors, by their ids or by a filter that is settled now.",
		tag: "Operations",
		body: ApiStartOperationSchema,
		status: 202,
		answer: ApiOperationSchema,
		failures: ["OPERATION_EMPTY"],
	},
	"GET /api/v1/operations/[id]": {
		summary: "Get an operation",
		tag: "Operations",
		params: { id: IdSchema },
		unknownParam: "OPERATION_NOT_FOUND",
		status: 200,
		answer: ApiOperationSchema,
	},
	"POST /api/v1/operations/[id]/stop": {
		summary: "Stop an operation",
		description: "What is done stays done; what was not reached is skipped.",
		tag: "Operations",
		params: { id: IdSchema },
		unknownParam: "OPERATION_NOT_FOUND",
		status: 200,
		answer: ApiOperationSchema,
	},
	...ROLLOUT_ENDPOINTS,
	"GET /api/v1/audit-events": {
		summary: "List audit events",
		description: "Newest first. A limited key sees what is about connectors within its scope.",
		tag: "Audit",
		query: ListAuditEventsQuerySchema,
		status: 200,
		answer: ApiAuditEventPageSchema,
	},
} as const satisfies Readonly<Record<ApiRoute, Endpoint>>;

type Endpoints = typeof ENDPOINTS;
type Output<E, Part extends "query" | "body"> =
	E extends Readonly<Record<Part, infer Schema extends z.ZodMiniType>> ? z.output<Schema> : undefined;
type Params<E> = E extends { readonly params: infer P extends Readonly<Record<string, z.ZodMiniType>> }
	? { readonly [Name in keyof P]: z.output<P[Name]> }
	: Readonly<Record<string, never>>;

/** What a handler is given, parsed. */
export type Input<R extends ApiRoute> = {
	readonly params: Params<Endpoints[R]>;
	readonly query: Output<Endpoints[R], "query">;
	readonly body: Output<Endpoints[R], "body">;
	/** Where the request was sent to. */
	readonly origin: string;
};

/** What a handler answers with. */
export type Answer<R extends ApiRoute> = Endpoints[R]["answer"] extends infer Schema extends z.ZodMiniType
	? z.input<Schema>
	: Download;

/** Text or bytes as they are; a generator's pieces are sent as they come. */
export type Download = {
	readonly mediaType: string;
	readonly fileName: string;
	readonly text: string | AsyncGenerator<string | Uint8Array>;
};
