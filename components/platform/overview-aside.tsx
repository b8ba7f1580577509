import { Card } from "#components/ui/card.tsx";
import { Mono } from "#components/ui/mono.tsx";

export function OverviewAside() {
	return (
		<Card title="What this connector is">
			<div className="flex flex-col gap-3 text-sm text-ink-2">
				<p>
					Harness's general AWS connector, of type <Mono>Aws</Mono>: pipelines use it to fetch artifacts, to
					deploy, to provision and to verify in one AWS account.
				</p>
				<p>
					Costs and AutoStopping need a Cost Management connector instead. An account can have one of each.
				</p>
				<p>
					To deploy to Amazon EKS, Harness's Kubernetes Cluster connector works too, and with any cluster.
				</p>
				<p>Nothing is registered in Harness before the last step.</p>
			</div>
		</Card>
	);
}
