import * as z from "zod/mini";
import { IdSchema } from "./common.ts";

export const LintTrustPolicySchema = z.strictObject({
	policy: z
		.union([z.record(z.string(), z.unknown()), z.string().check(z.maxLength(60_000))])
		.check(z.describe("The trust policy: a JSON object, or its text.")),
	connectorId: z
		.optional(IdSchema)
		.check(
			z.describe(
				"Whose role it is for: then the external IDs are known exactly. Left out: the policy is judged for Harness alone.",
			),
		),
	isGovCloud: z._default(z.boolean(), false),
});

const ConditionSchema = z.object({ operator: z.string(), key: z.string(), values: z.array(z.string()) });

const FindingSchema = z.object({
	code: z.string(),
	severity: z.enum(["error", "warning", "info"]),
	explanation: z.string(),
	fix: z.string(),
	statement: z
		.nullable(z.int())
		.check(z.describe("Index of the statement it is about; null: the policy as a whole.")),
});

export const TrustPolicyLintSchema = z.object({
	isClean: z.boolean().check(z.describe("No finding is an error.")),
	findings: z.array(FindingSchema),
	whoCanAssume: z.array(
		z.object({
			kind: z.string(),
			principal: z.string(),
			accountId: z.nullable(z.string()),
			actions: z.array(z.string()),
			conditions: z.array(ConditionSchema),
		}),
	),
	corrected: z
		.record(z.string(), z.unknown())
		.check(z.describe("Exactly what is expected, and nothing else: a policy without findings.")),
	correction: z
		.object({
			policy: z
				.nullable(z.record(z.string(), z.unknown()))
				.check(z.describe("Null: nothing that could be stored would be left of it.")),
			changes: z.array(z.object({ kind: z.string(), statement: z.int(), explanation: z.string() })),
			left: z
				.array(FindingSchema)
				.check(z.describe("What takes a person, by statement of the corrected policy.")),
		})
		.check(
			z.describe("The given policy, only ever narrowed: whoever it refuses, the corrected one refuses."),
		),
});
