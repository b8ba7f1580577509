import { Card } from "#components/ui/card.tsx";

export function ConnectivityAside() {
	return (
		<Card title="Which one to take">
			<div className="flex flex-col gap-3 text-sm text-ink-2">
				<p>
					Through Harness Platform where AWS's public endpoints are reached and nothing else is: artifacts in
					Amazon ECR or S3, CloudFormation.
				</p>
				<p>Through a delegate where the targets are in a private network, or the delegate has the role.</p>
				<p>
					A delegate's firewall must let it reach Harness, and the AWS endpoints of the services it is to use;
					the step before lists them.
				</p>
			</div>
		</Card>
	);
}
