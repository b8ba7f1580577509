import * as z from "zod/mini";
import { EVERYWHERE, isUnlimited, ROLES, type Scope } from "#lib/domain/access.ts";
import { TagKeySchema, TagValueSchema } from "./overview-schema.ts";

const SCOPE_LIMIT = 50;

/** A Harness account's name here, as it stands in a scope. */
const RefSchema = z.string().check(z.minLength(1), z.maxLength(64));

/** As a scope is handed on and stored. */
export const ScopeSchema = z.strictObject({
	harnessAccountRefs: z.array(RefSchema).check(z.maxLength(SCOPE_LIMIT)),
	tags: z
		.array(z.strictObject({ key: TagKeySchema, value: TagValueSchema }))
		.check(z.maxLength(SCOPE_LIMIT, `Name at most ${SCOPE_LIMIT} tags.`)),
});

const UNLIMITED_ONLY = "An administrator is never limited: choose another role, or everything.";

/** A role and what it is limited to. */
export const AccessSchema = z.strictObject({ role: z.enum(ROLES), scope: ScopeSchema }).check(
	z.refine(({ role, scope }) => role !== "administrator" || isUnlimited(scope), {
		path: ["role"],
		error: UNLIMITED_ONLY,
	}),
);

/** The fields of a scope as they are typed: tags in rows, of which empty ones do not count. */
export const ScopeFormShape = {
	reach: z.enum(["everything", "limited"]),
	harnessAccountRefs: z.array(RefSchema).check(z.maxLength(SCOPE_LIMIT)),
	tags: z.pipe(
		z.array(z.object({ key: z.string(), value: z.string() })),
		z.pipe(
			z.transform((rows: { key: string; value: string }[]) =>
				rows.filter(({ key, value }) => key.trim() !== "" || value.trim() !== ""),
			),
			ScopeSchema.shape.tags,
		),
	),
};

type TypedScope = {
	readonly reach: "everything" | "limited";
	readonly harnessAccountRefs: readonly string[];
	readonly tags: Scope["tags"];
};

/** What such fields come to. */
export function typedScope({ reach, harnessAccountRefs, tags }: TypedScope): Scope {
	return reach === "everything" ? EVERYWHERE : { harnessAccountRefs, tags };
}

/** What is wrong with the fields together; null: nothing. */
export function typedScopeProblem(typed: TypedScope): string | null {
	const isEmpty = typed.reach === "limited" && isUnlimited(typedScope(typed));
	return isEmpty ? "Name at least one tag or Harness account, or choose everything." : null;
}

/** What is filled in for a stored scope. */
export function scopeDefaults(scope: Scope) {
	return {
		reach: isUnlimited(scope) ? ("everything" as const) : ("limited" as const),
		harnessAccountRefs: [...scope.harnessAccountRefs],
		tags: scope.tags.map((tag) => ({ ...tag })),
	};
}
