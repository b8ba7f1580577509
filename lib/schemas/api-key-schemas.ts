import * as z from "zod/mini";
import { API_KEY_MAX_DAYS } from "#lib/domain/api-key.ts";
import { AccessSchema } from "./access-schema.ts";
import { AccessFormSchema } from "./people-schemas.ts";
import { ConnectorIdSchema } from "./step-input.ts";

const NameSchema = z
	.string()
	.check(
		z.trim(),
		z.minLength(1, "Say what uses the key, for example CI."),
		z.maxLength(80, "This is too long."),
	);

/** For how long a key is offered to be accepted. */
export const KEY_DAYS = [7, 30, 90, 180, API_KEY_MAX_DAYS] as const;

export const CreateKeySchema = z.strictObject({
	name: NameSchema,
	access: AccessSchema,
	days: z.int().check(z.minimum(1), z.maximum(API_KEY_MAX_DAYS)),
});
export const KeyIdSchema = z.strictObject({ id: ConnectorIdSchema });

/** The same as it is typed. */
export const KeyFormSchema = z.extend(AccessFormSchema, {
	name: NameSchema,
	days: z.enum(KEY_DAYS.map(String)),
});
