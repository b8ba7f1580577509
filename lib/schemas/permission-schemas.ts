import * as z from "zod/mini";
import { ConnectorIdSchema } from "./step-input.ts";

/** More tasks than the library has, and more of each resource than one role is given. */
const MOST_TASKS = 60;
const MOST_BUCKETS = 20;
const MOST_ACCOUNTS = 20;

export const TaskIdSchema = z.string().check(z.regex(/^[a-z0-9-]{1,64}$/, "This is no task's id."));
export const TaskIdsSchema = z.array(TaskIdSchema).check(z.minLength(1), z.maxLength(MOST_TASKS));
export const BucketNamesSchema = z
	.array(z.string().check(z.minLength(1), z.maxLength(255)))
	.check(z.maxLength(MOST_BUCKETS));
export const AccountIdsSchema = z
	.array(z.string().check(z.regex(/^[0-9]{12}$/, "An account ID has 12 digits.")))
	.check(z.maxLength(MOST_ACCOUNTS));
export const OtherAccountSchema = z.nullable(
	z.string().check(z.regex(/^[0-9]{12}$/, "An account ID has 12 digits.")),
);

/** What is asked of a connector's role; what of it the library knows, the verb says. */
export const AskPermissionsSchema = z.strictObject({
	connectorId: ConnectorIdSchema,
	choice: z.strictObject({
		entries: TaskIdsSchema,
		bucketNames: BucketNamesSchema,
		accountIds: AccountIdsSchema,
		otherAccountId: OtherAccountSchema,
	}),
});
