import type { UniqueViolation } from "./port.ts";

const RULES: readonly (readonly [index: string, columns: string, rule: UniqueViolation])[] = [
	["connector_account_key", "aws_account_id", "account"],
	["connector_role_key", "role_arn", "role"],
	["connector_identifier_key", "identifier", "identifier"],
];

/** Which of our unique rules a database error tells of; null: it is another error. */
export function uniqueViolation(error: unknown): UniqueViolation | null {
	if (!(error instanceof Error) || !("code" in error) || error.code !== "P2002") return null;
	// Prisma words the rule by index or by columns, depending on how the index was made.
	const text = `${error.message} ${JSON.stringify("meta" in error ? error.meta : "")}`;
	return RULES.find(([index, columns]) => text.includes(index) || text.includes(columns))?.[2] ?? null;
}
