import { AwsError } from "../errors.ts";
import { type JsonObject, stringOf } from "../json.ts";
import type { InOrganization } from "../organization.ts";

const A_PAGE = 20;

export function arnOf({ management }: InOrganization, rest: string): string {
	return `arn:${management.partition}:organizations::${management.id}:${rest}`;
}

export function accountArn(found: InOrganization, id: string): string {
	return arnOf(found, `account/${found.organization.id}/${id}`);
}

export function placeArn(found: InOrganization, id: string): string {
	return arnOf(found, `${id.startsWith("r-") ? "root" : "ou"}/${found.organization.id}/${id}`);
}

export function targetArn(found: InOrganization, id: string): string {
	return /^\d{12}$/.test(id) ? accountArn(found, id) : placeArn(found, id);
}

/** `Status` was retired in September 2026; only `State` is answered. */
export function accountJson(found: InOrganization, id: string): JsonObject {
	const { management, organization } = found;
	const member = organization.members[id] ?? {
		name: management.name,
		email: `aws+${id}@example.com`,
		state: "ACTIVE",
		joinedAt: 1_600_000_000_000,
	};
	return {
		Id: id,
		Arn: accountArn(found, id),
		Email: member.email,
		Name: member.name,
		State: member.state,
		JoinedMethod: "CREATED",
		JoinedTimestamp: member.joinedAt / 1000,
	};
}

export function unitJson(found: InOrganization, id: string): JsonObject {
	return { Id: id, Arn: placeArn(found, id), Name: found.organization.units[id]?.name };
}

export function page<T>(
	name: string,
	all: readonly T[],
	input: JsonObject,
	show: (item: T) => JsonObject,
): JsonObject {
	const start = Number(stringOf(input.NextToken) ?? 0);
	if (!Number.isInteger(start) || start < 0)
		throw new AwsError("InvalidInputException", "You provided a next token that is not valid.");
	const wanted = typeof input.MaxResults === "number" ? input.MaxResults : A_PAGE;
	const end = start + Math.max(1, Math.min(A_PAGE, wanted));
	return { [name]: all.slice(start, end).map(show), ...(end < all.length ? { NextToken: String(end) } : {}) };
}
