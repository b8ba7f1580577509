import { organizationDeniesFor } from "../caller.ts";
import { type JsonObject, textOf } from "../json.ts";
import { evaluate } from "../policy/evaluate.ts";
import type { Stack } from "../state.ts";
import { accountByKey, type World } from "../world.ts";
import { ResourceFailure } from "./resource-failure.ts";

/** What making a resource calls, its service's name in errors, and how its ARN goes on. */
const CALLS: Readonly<
	Record<string, { readonly action: string; readonly service: string; readonly kind: string }>
> = {
	"AWS::IAM::Role": { action: "iam:CreateRole", service: "Iam", kind: "role" },
	"AWS::IAM::ManagedPolicy": { action: "iam:CreatePolicy", service: "Iam", kind: "policy" },
	"AWS::IAM::Policy": { action: "iam:PutRolePolicy", service: "Iam", kind: "role" },
	"AWS::IAM::InstanceProfile": {
		action: "iam:CreateInstanceProfile",
		service: "Iam",
		kind: "instance-profile",
	},
	"AWS::S3::Bucket": { action: "s3:CreateBucket", service: "S3", kind: "" },
	"AWS::S3::BucketPolicy": { action: "s3:PutBucketPolicy", service: "S3", kind: "" },
};

/** Who acts in the account: the stack set's own role there, or the person who launched the stack. */
export function actorIn(stack: Pick<Stack, "accountKey" | "madeBy">): string {
	const [partition = "aws", id = ""] = stack.accountKey.split("/");
	const uuid = stack.madeBy?.kind === "stack-set" ? stack.madeBy.stackSetId.slice(-36) : null;
	const session =
		uuid === null
			? "AWSReservedSSO_AdministratorAccess/administrator"
			: `stacksets-exec-${uuid.replaceAll("-", "")}/${uuid}`;
	return `arn:${partition}:sts::${id}:assumed-role/${session}`;
}

/** AWS's sentence where the organization denies the action in the stack's account; else null. */
export function organizationRefusal(
	world: World,
	stack: Pick<Stack, "accountKey" | "madeBy">,
	action: string,
	resource: string,
): string | null {
	const organizationDenies = organizationDeniesFor(world, accountByKey(world, stack.accountKey));
	if (organizationDenies.length === 0) return null;
	const decision = evaluate({ identity: [], organizationDenies }, { action, resource, context: {} });
	if (decision.kind !== "explicitDeny") return null;
	return `User: ${actorIn(stack)} is not authorized to perform: ${action} on resource: ${resource} with an explicit deny in a service control policy`;
}

/** Stops a resource that the account's organization does not let anybody make. */
export function requireAllowed(world: World, stack: Stack, type: string, properties: JsonObject): void {
	const call = CALLS[type];
	if (call === undefined) return;
	const [partition, id] = stack.accountKey.split("/");
	const name =
		textOf(properties.RoleName ?? properties.ManagedPolicyName ?? properties.PolicyName) ?? stack.name;
	const resource =
		call.kind === ""
			? `arn:${partition}:s3:::${textOf(properties.BucketName ?? properties.Bucket) ?? stack.name}`
			: `arn:${partition}:iam::${id}:${call.kind}/${name}`;
	const refusal = organizationRefusal(world, stack, call.action, resource);
	if (refusal !== null) throw new ResourceFailure(refusal, call.service, "AccessDenied", 403);
}
