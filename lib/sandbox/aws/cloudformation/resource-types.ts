import { nestedStackType } from "./nested-stack-resource.ts";
import { inlinePolicyType, instanceProfileType, managedPolicyType } from "./policy-resources.ts";
import { dataExportType, reportDefinitionType } from "./report-resources.ts";
import type { ResourceType } from "./resource-type.ts";
import { roleType } from "./role-resource.ts";
import { bucketPolicyType, bucketType } from "./s3-resources.ts";
import { stackSetType } from "./stack-set-resource.ts";

export const RESOURCE_TYPES: Readonly<Record<string, ResourceType>> = {
	"AWS::IAM::Role": roleType,
	"AWS::IAM::ManagedPolicy": managedPolicyType,
	"AWS::IAM::Policy": inlinePolicyType,
	"AWS::IAM::InstanceProfile": instanceProfileType,
	"AWS::S3::Bucket": bucketType,
	"AWS::S3::BucketPolicy": bucketPolicyType,
	"AWS::CUR::ReportDefinition": reportDefinitionType,
	"AWS::BCMDataExports::Export": dataExportType,
	"AWS::CloudFormation::Stack": nestedStackType,
	"AWS::CloudFormation::StackSet": stackSetType,
};
