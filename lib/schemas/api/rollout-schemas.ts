import * as z from "zod/mini";
import { ACCOUNT_STATES, COVERAGE_STAGES, PLAN_ACTIONS, PLAN_REASONS } from "#lib/domain/rollout.ts";
import {
	FailureCodeSchema,
	IdSchema,
	InstantSchema,
	MaybeInstantSchema,
	PageQuerySchema,
	pageOf,
	TagsSchema,
} from "./common.ts";

const count = z.int().check(z.minimum(0));

/** In nested stages: whoever is counted under a later one is counted under those before it. */
const CoverageSchema = z
	.object({
		expected: count,
		deployed: count,
		answering: count,
		verified: count,
		registered: count,
		healthy: count,
	})
	.check(z.describe("Accounts by how far they have come; each number holds those after it."));

const FailureSchema = z.nullable(z.object({ code: FailureCodeSchema, detail: z.string() }));

const rollout = {
	id: IdSchema,
	name: z.string(),
	kind: z
		.enum(["organization", "list"])
		.check(z.describe("`organization`: AWS Organizations knows the accounts. `list`: a person named them.")),
	status: z.enum(["draft", "launched", "ended"]),
	partition: z.string(),
	managementAccountId: z.nullable(z.string()),
	organizationId: z.nullable(z.string()).check(z.describe("Null: AWS was not read yet.")),
	way: z
		.nullable(z.enum(["stack", "console", "terraform", "cli", "existing"]))
		.check(z.describe("How it is launched; null: not said yet.")),
	waves: z.object({ begun: count, total: count }),
	createdBy: z.string(),
	createdAt: InstantSchema,
	launchedAt: MaybeInstantSchema,
	endedAt: MaybeInstantSchema,
	readAt: MaybeInstantSchema.check(z.describe("When AWS was last read with success.")),
	readFailure: FailureSchema.check(z.describe("Why the last reading did not succeed; null: it did.")),
	url: z.nullable(z.url()).check(z.describe("Its page; null where the installation's address is not set.")),
};

export const ApiRolloutSchema = z.object(rollout);
export type ApiRollout = z.infer<typeof ApiRolloutSchema>;
export const ApiRolloutPageSchema = pageOf(ApiRolloutSchema);

const ProblemSchema = z.object({
	kind: z.enum([
		"stack-failed",
		"stack-outdated",
		"role-not-answering",
		"trust",
		"permissions",
		"enrol",
		"registration",
		"health",
		"account-state",
	]),
	cause: z.string().check(z.describe("A failure code, or the class of AWS's own message.")),
	words: z.string(),
});

export const ApiPlanSchema = z.object({
	id: IdSchema,
	rolloutId: IdSchema,
	state: z.enum(["queued", "ready", "failed"]),
	failure: FailureSchema,
	counts: z.object({ create: count, update: count, adopt: count, unchanged: count, blocked: count }),
	operationId: z.nullable(IdSchema).check(z.describe("What applied it; null: nothing has.")),
	createdBy: z.string(),
	createdAt: InstantSchema,
	finishedAt: MaybeInstantSchema,
	validUntil: MaybeInstantSchema.check(z.describe("It may be applied until then; null: it is not ready.")),
});
export type ApiPlan = z.infer<typeof ApiPlanSchema>;

export const ApiRolloutDetailSchema = z.object({
	...rollout,
	coverage: CoverageSchema,
	units: z.array(
		z.object({
			id: z.nullable(z.string()).check(z.describe("Null: accounts of no unit that is known.")),
			path: z.nullable(z.string()),
			coverage: CoverageSchema,
			problems: count,
		}),
	),
	problems: z
		.array(
			z.object({
				...ProblemSchema.shape,
				count,
				examples: z.array(z.object({ accountId: z.string(), name: z.string() })),
			}),
		)
		.check(z.describe("The largest first, at most 50 causes with ten accounts each.")),
	stackSet: z.nullable(
		z.object({
			name: z.string(),
			status: z.string(),
			operation: z.nullable(
				z.object({
					id: z.string(),
					action: z.string(),
					status: z.string(),
					reason: z.nullable(z.string()),
				}),
			),
		}),
	),
	latestPlan: z.nullable(ApiPlanSchema),
});
export type ApiRolloutDetail = z.infer<typeof ApiRolloutDetailSchema>;

export const ApiOrganizationSchema = z.object({
	id: z.string(),
	rootId: z.string(),
	managementAccountId: z.string(),
	isStackSetsTrusted: z
		.nullable(z.boolean())
		.check(z.describe("CloudFormation StackSets is a trusted service of it; null: it could not be told.")),
	delegatedAdministratorIds: z
		.nullable(z.array(z.string()))
		.check(z.describe("Null: it could not be told, or the key may not review trust.")),
	serviceControlPolicies: z
		.nullable(z.array(z.string()))
		.check(z.describe("Null: it could not be told, or the key may not review trust.")),
	rolloutIds: z.array(IdSchema),
	readAt: MaybeInstantSchema,
});
export const ApiOrganizationsSchema = z.object({ items: z.array(ApiOrganizationSchema) });

export const ApiRolloutAccountSchema = z.object({
	accountId: z.string(),
	name: z.string(),
	unitId: z.nullable(z.string()),
	tags: TagsSchema,
	state: z
		.enum(ACCOUNT_STATES)
		.check(z.describe("As AWS Organizations says; UNKNOWN where it said nothing.")),
	isManagement: z.boolean(),
	wave: z.nullable(z.int()),
	leftAt: MaybeInstantSchema,
	stage: z
		.nullable(z.enum(COVERAGE_STAGES))
		.check(z.describe("How far it has come; null: it is not expected.")),
	problem: z.nullable(ProblemSchema),
	instance: z.nullable(
		z.object({ status: z.string(), detail: z.nullable(z.string()), reason: z.nullable(z.string()) }),
	),
	connector: z.nullable(
		z.object({
			id: IdSchema,
			name: z.nullable(z.string()),
			identifier: z.nullable(z.string()),
			status: z.enum(["draft", "registered", "offboarded"]),
			health: z.string(),
			isVerified: z.boolean().check(z.describe("The four trust checks have passed and are young enough.")),
			isAdopted: z.boolean().check(z.describe("It was here before this rollout.")),
		}),
	),
});
export const ApiRolloutAccountPageSchema = pageOf(ApiRolloutAccountSchema);

export const ApiPlanRowSchema = z.object({
	accountId: z.string(),
	connectorId: z.nullable(IdSchema),
	action: z.enum(PLAN_ACTIONS),
	reason: z.enum(PLAN_REASONS),
	name: z.string(),
	identifier: z.string(),
	changes: z
		.array(z.object({ path: z.string(), from: z.string(), to: z.string() }))
		.check(z.describe("Field by field, of `update` and `adopt`; `…` for what only reviewers see.")),
});
export const ApiPlanRowPageSchema = pageOf(ApiPlanRowSchema);

export const ListRolloutsQuerySchema = z.strictObject(PageQuerySchema);
export const ListRolloutAccountsQuerySchema = z.strictObject({
	...PageQuerySchema,
	unit: z.optional(
		z.string().check(z.regex(/^(r|ou)-[0-9a-z-]{4,68}$/), z.describe("The id of a root or a unit.")),
	),
	stage: z.optional(z.enum(COVERAGE_STAGES).check(z.describe("Those that have come so far and no further."))),
	problem: z.optional(
		z
			.string()
			.check(z.regex(/^[\x20-\x7e]{1,300}$/), z.describe("A problem's kind, cause, or `kind:cause`.")),
	),
	q: z.optional(
		z
			.string()
			.check(z.minLength(1), z.maxLength(200), z.describe("Part of an account's name, or of its id.")),
	),
	left: z.optional(
		z
			.enum(["true", "false"])
			.check(z.describe("true: only those that left. false: only those that did not.")),
	),
});
export const ListPlanRowsQuerySchema = z.strictObject({
	...PageQuerySchema,
	action: z.optional(z.enum(PLAN_ACTIONS)),
});
