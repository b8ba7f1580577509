import * as z from "zod/mini";
import { ACTOR_KINDS, AUDIT_OUTCOMES } from "#lib/domain/audit-query.ts";
import { InstantSchema, PageQuerySchema, pageOf } from "./common.ts";

export const ApiAuditEventSchema = z.object({
	id: z.string(),
	seq: z.nullable(z.int()).check(z.describe("Its place in the hash chain; null: older than the chain.")),
	at: InstantSchema,
	actor: z.object({ kind: z.enum(ACTOR_KINDS), id: z.string(), name: z.string() }),
	action: z.string(),
	subject: z.string(),
	outcome: z.enum(AUDIT_OUTCOMES),
	address: z.nullable(z.string()),
	requestId: z.nullable(z.string()),
	details: z.unknown(),
	hash: z.nullable(z.string()).check(z.describe("Hex SHA-256 over the entry and the hash before it.")),
});

export const ApiAuditEventPageSchema = pageOf(ApiAuditEventSchema);

const text = z.string().check(z.minLength(1), z.maxLength(200));

export const ListAuditEventsQuerySchema = z.strictObject({
	...PageQuerySchema,
	who: z.optional(text.check(z.describe("Part of an actor's name, or a whole id."))),
	kind: z.optional(z.enum(ACTOR_KINDS)),
	action: z.optional(
		text.check(
			z.describe("An action, or the beginning of one up to a dot: connector.registered, connector."),
		),
	),
	about: z.optional(text.check(z.describe("Part of the subject, or of a connector's name."))),
	outcome: z.optional(z.enum(AUDIT_OUTCOMES)),
	from: z.optional(z.iso.date().check(z.describe("First day, UTC."))),
	to: z.optional(z.iso.date().check(z.describe("Last day, UTC."))),
	q: z.optional(text.check(z.describe("Part of anything that the entry says."))),
});
