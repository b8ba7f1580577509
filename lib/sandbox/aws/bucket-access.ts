import { type Caller, contextOf, denialOf } from "./caller.ts";
import { isObject, listOf } from "./json.ts";
import { evaluate } from "./policy/evaluate.ts";
import type { Bucket } from "./state.ts";
import { accountKey, type World } from "./world.ts";

type BucketRequest = {
	/** `s3:GetObject` and the like. */
	readonly action: string;
	/** Empty: the bucket itself. */
	readonly key: string;
	readonly extra?: Readonly<Record<string, string>>;
};

/**
 * Why the caller (null: anybody) may not; null when it may. Inside an account either policy may allow, across
 * accounts both must; a deny in either wins.
 */
export function bucketDenial(
	world: World,
	caller: Caller | null,
	bucket: Bucket,
	request: BucketRequest,
): string | null {
	const { action, key } = request;
	if (bucket.publicRead && (action === "s3:GetObject" || action === "s3:GetObjectVersion")) return null;
	const partition = bucket.accountKey.split("/")[0] ?? "aws";
	const resource = `arn:${partition}:s3:::${bucket.name}${key === "" ? "" : `/${key}`}`;
	const says = bucketPolicySays(bucket, caller, resource, request);
	if (caller === null) return says === "allow" ? null : "Access Denied";
	const denial = denialOf(world, caller, action, resource, request.extra);
	const isOwn = accountKey(caller.partition, caller.accountId) === bucket.accountKey;
	if (says === "deny")
		return refusal(caller, action, resource, "with an explicit deny in a resource-based policy");
	if (isOwn) return denial !== null && says === "allow" && isOnlyMissing(denial) ? null : denial;
	if (denial !== null || says === "allow") return denial;
	return refusal(caller, action, resource, `because no resource-based policy allows the ${action} action`);
}

function refusal(caller: Caller, action: string, resource: string, why: string): string {
	return `User: ${caller.arn} is not authorized to perform: ${action} on resource: "${resource}" ${why}`;
}

function isOnlyMissing(denial: string): boolean {
	return denial.includes("because no identity-based policy");
}

function bucketPolicySays(
	bucket: Bucket,
	caller: Caller | null,
	resource: string,
	{ action, extra = {} }: BucketRequest,
): "allow" | "deny" | "none" {
	const context = caller === null ? extra : contextOf(caller, extra);
	const decision = evaluate(
		{ identity: [{ Statement: statementsFor(bucket, caller) }], organizationDenies: [] },
		{ action, resource, context },
	);
	if (decision.kind === "explicitDeny") return "deny";
	return decision.kind === "allowed" ? "allow" : "none";
}

function statementsFor(bucket: Bucket, caller: Caller | null): unknown[] {
	const names =
		caller === null
			? ["*"]
			: ["*", caller.accountId, `arn:${caller.partition}:iam::${caller.accountId}:root`, caller.principalArn];
	return listOf(bucket.policy?.Statement).filter((statement) => {
		const principal = JSON.stringify(isObject(statement) ? statement.Principal : null);
		return names.some((name) => principal.includes(JSON.stringify(name)));
	});
}
