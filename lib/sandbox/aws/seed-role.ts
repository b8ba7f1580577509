import type { JsonObject } from "./json.ts";
import type { Account, Role } from "./state.ts";
import { stableId } from "./world.ts";

export const SEEDED_AT = Date.UTC(2026, 0, 5);

/** A trust policy that lets one principal in. */
export function trusting(principal: string, condition: JsonObject = {}): JsonObject {
	return {
		Version: "2012-10-17",
		Statement: [
			{ Effect: "Allow", Principal: { AWS: principal }, Action: "sts:AssumeRole", Condition: condition },
		],
	};
}

/** A role that is there from the beginning. */
export function seedRole(
	account: Account,
	name: string,
	trustPolicy: JsonObject,
	inline: Record<string, JsonObject>,
): Role {
	const arn = `arn:${account.partition}:iam::${account.id}:role/${name}`;
	const role: Role = {
		name,
		path: "/",
		arn,
		id: stableId("AROA", arn),
		createdAt: SEEDED_AT,
		description: "",
		maxSessionSeconds: 3600,
		trustPolicy,
		previousTrustPolicy: null,
		trustEffectiveAt: SEEDED_AT,
		inline,
		attached: [],
		boundaryArn: null,
		tags: {},
	};
	account.roles[name] = role;
	return role;
}
