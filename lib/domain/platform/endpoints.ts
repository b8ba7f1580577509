import { type Partition, partitionFacts, partitionOfRegion } from "../partition.ts";

/** What a connector does in AWS, by the service's name in IAM. */
export const ENDPOINT_SERVICES = ["s3", "ecr", "cloudformation", "lambda", "eks", "iam"] as const;
export type EndpointService = (typeof ENDPOINT_SERVICES)[number];

/** `host` may begin with `*.`: any one name in its place. */
export type AwsEndpoint = { readonly host: string; readonly why: string };

/** IAM has one host a partition, in one region of it. */
const IAM_HOSTS = {
	aws: "iam.amazonaws.com",
	"aws-us-gov": "iam.us-gov.amazonaws.com",
	"aws-cn": "iam.cn-north-1.amazonaws.com.cn",
	"aws-eusc": "iam.eusc-de-east-1.amazonaws.eu",
} as const satisfies Record<Partition, string>;

/**
 * Hosts that a firewall must let the delegate reach by HTTPS: STS and EC2 for every connector, and those of the chosen
 * services. Throws a RangeError for what is no region.
 *
 * @example awsEndpoints("us-gov-west-1", []).map(({ host }) => host)
 * // ["sts.us-gov-west-1.amazonaws.com", "ec2.us-gov-west-1.amazonaws.com"]
 * @see https://docs.aws.amazon.com/general/latest/gr/rande.html
 */
export function awsEndpoints(region: string, services: readonly EndpointService[]): readonly AwsEndpoint[] {
	const partition = partitionOfRegion(region);
	if (partition === null) throw new RangeError(`${JSON.stringify(region)} is no AWS region`);
	const place: Place = { region, partition, dnsSuffix: partitionFacts(partition).dnsSuffix };
	return [
		at(place, "sts", "Signing in and assuming roles"),
		...(partition === "aws" ? [{ host: "sts.amazonaws.com", why: "The same, by older SDKs" }] : []),
		at(place, "ec2", "DescribeRegions, which every connector needs"),
		...ENDPOINT_SERVICES.filter((service) => services.includes(service)).flatMap((service) =>
			endpointsOf(service, place),
		),
	];
}

type Place = { readonly region: string; readonly partition: Partition; readonly dnsSuffix: string };

function at({ region, dnsSuffix }: Place, name: string, why: string): AwsEndpoint {
	return { host: `${name}.${region}.${dnsSuffix}`, why };
}

function endpointsOf(service: EndpointService, place: Place): readonly AwsEndpoint[] {
	const { region, partition, dnsSuffix } = place;
	switch (service) {
		case "s3":
			return [at(place, "s3", "Amazon S3"), at(place, "*.s3", "Buckets by their own names")];
		case "ecr": {
			const layers = `prod-${region}-starport-layer-bucket.s3.${region}.${dnsSuffix}`;
			return [
				at(place, "api.ecr", "Amazon ECR"),
				at(place, "*.dkr.ecr", "Pulling and pushing images"),
				{ host: layers, why: "Layers of images" },
			];
		}
		case "eks":
			return [
				at(place, "eks", "Amazon EKS"),
				{ host: `*.${region}.eks.${dnsSuffix}`, why: "The clusters' own API" },
			];
		case "iam":
			return [{ host: IAM_HOSTS[partition], why: "AWS IAM" }];
		case "cloudformation":
			return [at(place, "cloudformation", "AWS CloudFormation")];
		case "lambda":
			return [at(place, "lambda", "AWS Lambda")];
		default:
			return service satisfies never;
	}
}
