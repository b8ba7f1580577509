// The endpoints of rollouts, part of the table in endpoints.ts.
import { IdSchema } from "#lib/schemas/api/common.ts";
import { ExportFormatSchema, ManyExportQuerySchema } from "#lib/schemas/api/export-schemas.ts";
import { ApiOperationSchema } from "#lib/schemas/api/operation-schemas.ts";
import {
	ApiOrganizationsSchema,
	ApiPlanRowPageSchema,
	ApiPlanSchema,
	ApiRolloutAccountPageSchema,
	ApiRolloutDetailSchema,
	ApiRolloutPageSchema,
	ListPlanRowsQuerySchema,
	ListRolloutAccountsQuerySchema,
	ListRolloutsQuerySchema,
} from "#lib/schemas/api/rollout-schemas.ts";

const rolloutParams = { params: { id: IdSchema }, unknownParam: "ROLLOUT_NOT_FOUND" } as const;
const planParams = {
	params: { id: IdSchema, planId: IdSchema },
	unknownParam: "ROLLOUT_PLAN_NOT_FOUND",
} as const;

export const ROLLOUT_ENDPOINTS = {
	"GET /api/v1/organizations": {
		summary: "List organizations",
		description: "AWS organizations as the last readings of their rollouts saw them.",
		tag: "Rollouts",
		status: 200,
		answer: ApiOrganizationsSchema,
	},
	"GET /api/v1/rollouts": {
		summary: "List rollouts",
		description: "Newest first. A key that is limited to tags sees none.",
		tag: "Rollouts",
		query: ListRolloutsQuerySchema,
		status: 200,
		answer: ApiRolloutPageSchema,
	},
	"GET /api/v1/rollouts/[id]": {
		summary: "Get a rollout",
		description: "With its coverage in total and by unit, what stands in the way, and the newest plan.",
		tag: "Rollouts",
		...rolloutParams,
		status: 200,
		answer: ApiRolloutDetailSchema,
	},
	"GET /api/v1/rollouts/[id]/accounts": {
		summary: "List a rollout's accounts",
		description: "By account id.",
		tag: "Rollouts",
		...rolloutParams,
		query: ListRolloutAccountsQuerySchema,
		status: 200,
		answer: ApiRolloutAccountPageSchema,
	},
	"GET /api/v1/rollouts/[id]/exports/[format]": {
		summary: "Take a rollout away",
		description:
			"What the rollout plans, for other tools: as a zip with a README of the next commands, or with as=file the main file alone. terraform: a stack set, and a connector for each account. terraform-organization: AWS Organizations names the accounts at every run. terraform-accounts: a root module for each account. The rest as for a connector. Files hold no secret.",
		tag: "Exports",
		params: { id: IdSchema, format: ExportFormatSchema },
		unknownParam: "API_ADDRESS_UNKNOWN",
		query: ManyExportQuerySchema,
		status: 200,
		answer: { media: ["application/zip", "text/plain", "application/json", "text/csv"] },
		failures: [
			"ROLLOUT_NOT_FOUND",
			"ROLLOUT_INCOMPLETE",
			"TEMPLATE_NOT_CHECKED",
			"TEMPLATE_PARAMETERS_UNKNOWN",
		],
	},
	"POST /api/v1/rollouts/[id]/plans": {
		summary: "Plan a rollout",
		description:
			"Asks the worker what registering would do in Harness. Nothing is written there. A plan that is being made answers as well. Poll it until its state is ready or failed.",
		tag: "Rollouts",
		...rolloutParams,
		status: 202,
		answer: ApiPlanSchema,
	},
	"GET /api/v1/rollouts/[id]/plans/[planId]": {
		summary: "Get a plan",
		tag: "Rollouts",
		...planParams,
		status: 200,
		answer: ApiPlanSchema,
	},
	"GET /api/v1/rollouts/[id]/plans/[planId]/rows": {
		summary: "List a plan's rows",
		description: "What would be done with each account and why, by account id.",
		tag: "Rollouts",
		...planParams,
		query: ListPlanRowsQuerySchema,
		status: 200,
		answer: ApiPlanRowPageSchema,
	},
	"POST /api/v1/rollouts/[id]/plans/[planId]/apply": {
		summary: "Apply a plan",
		description:
			"Starts the operation that creates, updates and adopts connectors as the plan says, within the limits of Harness. A plan is applied once, within an hour. Each account's evidence is asked again when its turn comes.",
		tag: "Rollouts",
		...planParams,
		status: 202,
		answer: ApiOperationSchema,
		failures: ["ROLLOUT_PLAN_NOT_READY", "ROLLOUT_PLAN_TOO_OLD", "ROLLOUT_PLAN_APPLIED", "OPERATION_EMPTY"],
	},
	"POST /api/v1/operations/[id]/retry": {
		summary: "Retry an operation",
		description:
			"Of kind register: applies the same plan once more to the accounts that failed, and to no others.",
		tag: "Operations",
		params: { id: IdSchema },
		unknownParam: "OPERATION_NOT_FOUND",
		status: 202,
		answer: ApiOperationSchema,
		failures: ["ROLLOUT_PLAN_NOT_FOUND", "ROLLOUT_PLAN_TOO_OLD", "OPERATION_UNFINISHED", "OPERATION_EMPTY"],
	},
} as const;
