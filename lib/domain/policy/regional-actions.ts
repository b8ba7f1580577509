/**
 * Services whose endpoint lies in the region that a request is for, so that `aws:RequestedRegion` says where it acts.
 * Not S3, which is limited by bucket names: listing buckets goes to any region. Services without regions, IAM and
 * Organizations among them, answer in one region for all and would be shut off by such a condition.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_deny-requested-region.html
 */
const REGIONAL_SERVICES: ReadonlySet<string> = new Set([
	"acm",
	"apigateway",
	"autoscaling",
	"cloudformation",
	"cloudwatch",
	"dynamodb",
	"ec2",
	"ecr",
	"ecs",
	"eks",
	"elasticloadbalancing",
	"events",
	"iot",
	"kinesis",
	"lambda",
	"logs",
	"rds",
	"secretsmanager",
	"sns",
	"ssm",
	"states",
	"tag",
]);

/**
 * Whether a limit on regions can be put on an action. Commitments are bought for a region but belong to the bill;
 * DescribeRegions is asked in Harness's test region, whatever is deployed where.
 *
 * @example isRegionalAction("iam:CreateRole") // false
 */
export function isRegionalAction(action: string): boolean {
	const [service = ""] = action.toLowerCase().split(":");
	return REGIONAL_SERVICES.has(service) && action.toLowerCase() !== "ec2:describeregions";
}
