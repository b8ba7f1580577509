import { Card } from "#components/ui/card.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";

const SUPPORT = [
	{ service: "Amazon EC2, Amazon ECS", what: "Every way; with an STS role too." },
	{
		service: "Amazon EKS",
		what: "Use IRSA, with an STS role if you like; or Harness's Kubernetes Cluster connector.",
	},
	{
		service: "Serverless Lambda",
		what: "Access key or delegate, and Serverless on the delegate; with an STS role the AWS CLI too.",
	},
	{ service: "Amazon S3, Amazon ECR, AWS CloudFormation", what: "Every way." },
] as const;

/** What works where, as Harness documents it. */
export function CredentialsAside() {
	return (
		<div className="flex flex-col gap-4">
			<Card title="What each service supports">
				<dl className="flex flex-col gap-3 text-sm">
					{SUPPORT.map(({ service, what }) => (
						<div key={service}>
							<dt className="font-medium">{service}</dt>
							<dd className="text-ink-2">{what}</dd>
						</div>
					))}
				</dl>
			</Card>
			<Card title="Permissions">
				<div className="flex flex-col gap-3 text-sm text-ink-2">
					<p>
						Whoever Harness signs in as needs ec2:DescribeRegions, and the policies of what it is used for. A
						role that is switched or changed may take 5 minutes to be followed.
					</p>
					<div>
						<LinkButton href="/permissions" size="small">
							Permission library
						</LinkButton>
					</div>
				</div>
			</Card>
		</div>
	);
}
