import * as z from "zod/mini";
import { ROLES } from "#lib/domain/access.ts";
import { AccessSchema, ScopeFormShape, ScopeSchema, typedScope, typedScopeProblem } from "./access-schema.ts";

const IdSchema = z.string().check(z.regex(/^[\w-]{1,64}$/));
const EmailSchema = z
	.string()
	.check(
		z.trim(),
		z.toLowerCase(),
		z.maxLength(254),
		z.email("Enter one e-mail address, for example kim@example.com."),
	);

/** A role and its limits as they are typed; an administrator's limits do not count. */
const AccessFormShape = { role: z.enum(ROLES), ...ScopeFormShape };
const accessCheck = z.refine<z.output<z.ZodMiniObject<typeof AccessFormShape>>>(
	(form) => form.role === "administrator" || typedScopeProblem(form) === null,
	{ path: ["tags"], error: "Name at least one tag or Harness account, or choose everything." },
);

export const AccessFormSchema = z.object(AccessFormShape).check(accessCheck);
export const InviteFormSchema = z
	.object({ ...AccessFormShape, email: EmailSchema, isMailed: z.boolean() })
	.check(accessCheck);

type TypedAccess = z.output<typeof AccessFormSchema>;

export function typedAccess(typed: TypedAccess): z.output<typeof AccessSchema> {
	const { role } = typed;
	const { harnessAccountRefs, tags } = typedScope(
		role === "administrator" ? { ...typed, reach: "everything" } : typed,
	);
	return { role, scope: { harnessAccountRefs: [...harnessAccountRefs], tags: [...tags] } };
}

export const InviteSchema = z.strictObject({
	email: EmailSchema,
	access: AccessSchema,
	/** Send the link by e-mail as well. */
	isMailed: z.boolean(),
});
export const InvitationIdSchema = z.strictObject({ id: IdSchema });

export const ChangeAccessSchema = z.strictObject({
	personId: IdSchema,
	/** As it was on screen: another change meanwhile is not overwritten. */
	from: z.strictObject({ role: z.enum(ROLES), scope: ScopeSchema }),
	to: AccessSchema,
});
export const PersonIdSchema = z.strictObject({ personId: IdSchema });

/** 32 random bytes in base64url. */
const SecretSchema = z.string().check(z.regex(/^[\w-]{43}$/));
const InvitationKeyShape = { id: IdSchema, secret: SecretSchema };
export const InvitationKeySchema = z.strictObject(InvitationKeyShape);

const AcceptShape = {
	name: z.string().check(z.trim(), z.minLength(1, "Enter your name."), z.maxLength(100, "This is too long.")),
	password: z
		.string()
		.check(z.minLength(12, "Use at least 12 characters."), z.maxLength(128, "Use at most 128 characters.")),
};
export const AcceptFormSchema = z.object(AcceptShape);
export const AcceptSchema = z.strictObject({ ...InvitationKeyShape, ...AcceptShape });

/** What changes of trust need. */
export const AccessSettingsSchema = z.strictObject({
	version: z.int().check(z.nonnegative()),
	fourEyes: z.boolean(),
	secondFactorRequired: z.nullable(z.boolean()),
});
export const AccessSettingsFormSchema = z.object({
	fourEyes: z.boolean(),
	secondFactor: z.enum(["default", "always", "never"]),
});

export const TrustChangeIdSchema = z.strictObject({ id: IdSchema });
/** When the newest notice on screen was made. */
export const DismissNoticesSchema = z.strictObject({ upTo: z.int().check(z.nonnegative()) });
