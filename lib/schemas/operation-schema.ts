import * as z from "zod/mini";
import {
	CONNECTABLE_PARTITIONS,
	DASHBOARD_TABLES,
	DASHBOARD_TYPES,
	HEALTH_ORDER,
} from "#lib/domain/dashboard-query.ts";
import { FEATURES } from "#lib/domain/features.ts";
import { OPERATION_ID_LIMIT } from "#lib/domain/operation.ts";
import { TagKeySchema, TagValueSchema } from "./overview-schema.ts";
import { ConnectorIdSchema } from "./step-input.ts";

/** Strict, unlike a page's address: what is not understood must not widen an act on many to all. */
const FilterSchema = z.strictObject({
	q: z.string().check(z.maxLength(200)),
	health: z.readonly(z.array(z.enum(HEALTH_ORDER)).check(z.maxLength(HEALTH_ORDER.length))),
	proof: z.nullable(z.enum(["direct", "harness"])),
	feature: z.nullable(z.enum(FEATURES)),
	tag: z.nullable(
		z.strictObject({
			key: z.string().check(z.minLength(1), z.maxLength(128)),
			value: z.nullable(z.string().check(z.maxLength(128))),
		}),
	),
	partition: z.nullable(z.enum(CONNECTABLE_PARTITIONS)),
	// What was written before there were types is about all of them.
	type: z._default(z.nullable(z.enum(DASHBOARD_TYPES)), null),
	kind: z._default(z.nullable(z.enum(DASHBOARD_TABLES)), null),
});

/** Either these connectors or all that a filter finds. */
const SubjectsSchema = z.union([
	z.strictObject({
		ids: z.readonly(z.array(ConnectorIdSchema).check(z.minLength(1), z.maxLength(OPERATION_ID_LIMIT))),
	}),
	z.strictObject({ filter: FilterSchema }),
]);

export const PauseReasonSchema = z
	.string()
	.check(z.trim(), z.minLength(1, "Say why, for those who wonder later."), z.maxLength(500));

const NoInput = z.strictObject({});

/** What may be started from a list of connectors; taking over from Harness has its own page. */
const ActSchema = z.discriminatedUnion("kind", [
	z.strictObject({ kind: z.literal("check"), input: NoInput }),
	z.strictObject({ kind: z.literal("resume"), input: NoInput }),
	z.strictObject({ kind: z.literal("offboard"), input: NoInput }),
	z.strictObject({ kind: z.literal("decline-template"), input: NoInput }),
	z.strictObject({ kind: z.literal("add-proof"), input: NoInput }),
	z.strictObject({ kind: z.literal("pause"), input: z.strictObject({ reason: PauseReasonSchema }) }),
	z.strictObject({
		kind: z.literal("add-tag"),
		input: z.strictObject({ key: TagKeySchema, value: TagValueSchema }),
	}),
	z.strictObject({ kind: z.literal("remove-tag"), input: z.strictObject({ key: TagKeySchema }) }),
]);

export const StartOperationSchema = z.strictObject({ act: ActSchema, subjects: SubjectsSchema });
export const OperationIdSchema = ConnectorIdSchema;

/** Which of Harness's connectors to take over: those named, or every one that stands in nothing's way. */
export const ImportSchema = z.union([
	z.strictObject({
		identifiers: z
			.array(z.string().check(z.regex(/^[a-zA-Z_][0-9a-zA-Z_$]{0,127}$/)))
			.check(z.minLength(1), z.maxLength(OPERATION_ID_LIMIT)),
	}),
	z.strictObject({ all: z.literal(true) }),
]);
