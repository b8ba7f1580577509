// A scope as SQL: what lies outside is not found, rather than found and taken away again. Each form says what
// isWithin() of lib/domain/access.ts says; the integration test beside seen-by.ts compares them.
import type { Scope } from "#lib/domain/access.ts";
import { Prisma } from "./generated/client.ts";

/** For Prisma's own queries of connectors. */
export function scopeWhere({ harnessAccountRefs, tags }: Scope): Prisma.ConnectorWhereInput {
	return {
		...(harnessAccountRefs.length > 0 && { harnessAccountRef: { in: [...harnessAccountRefs] } }),
		...(tags.length > 0 && {
			OR: tags.map(({ key, value }) => ({ tags: { path: [key], equals: value } })),
		}),
	};
}

/** A condition on the table `connector`, for raw statements; TRUE without limits. */
export function scopeSql({ harnessAccountRefs, tags }: Scope): Prisma.Sql {
	const parts = [
		...(harnessAccountRefs.length > 0
			? [Prisma.sql`harness_account_ref = ANY(${[...harnessAccountRefs]}::text[])`]
			: []),
		...(tags.length > 0 ? [Prisma.sql`(${Prisma.join(tags.map(tagSql), " OR ")})`] : []),
	];
	return parts.length === 0 ? Prisma.sql`TRUE` : Prisma.join(parts, " AND ");
}

function tagSql({ key, value }: Scope["tags"][number]): Prisma.Sql {
	return Prisma.sql`tags @> ${tagJson(key, value)}::jsonb`;
}

/** Conditions for statements that name their values themselves. */
export function scopeParts(
	{ harnessAccountRefs, tags }: Scope,
	param: (value: unknown, type: "text[]" | "jsonb") => string,
): readonly string[] {
	const refs =
		harnessAccountRefs.length > 0 && `harness_account_ref = ANY(${param(harnessAccountRefs, "text[]")})`;
	const likes = tags.map(({ key, value }) => `tags @> ${param(tagJson(key, value), "jsonb")}`);
	return [...(refs ? [refs] : []), ...(likes.length > 0 ? [`(${likes.join(" OR ")})`] : [])];
}

function tagJson(key: string, value: string): string {
	return JSON.stringify({ [key]: value });
}
