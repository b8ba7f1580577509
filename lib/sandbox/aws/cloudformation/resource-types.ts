import { inlinePolicyType, instanceProfileType, managedPolicyType } from "./policy-resources.ts";
import type { ResourceType } from "./resource-type.ts";
import { roleType } from "./role-resource.ts";
import { bucketPolicyType, bucketType } from "./s3-resources.ts";

const RESOURCE_TYPES: Readonly<Record<string, ResourceType>> = {
	"AWS::IAM::Role": roleType,
	"AWS::IAM::ManagedPolicy": managedPolicyType,
	"AWS::IAM::Policy": inlinePolicyType,
	"AWS::IAM::InstanceProfile": instanceProfileType,
	"AWS::S3::Bucket": bucketType,
	"AWS::S3::BucketPolicy": bucketPolicyType,
};

export function resourceType(name: string): ResourceType | undefined {
	return Object.hasOwn(RESOURCE_TYPES, name) ? RESOURCE_TYPES[name] : undefined;
}
