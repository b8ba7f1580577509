import { Card } from "#components/ui/card.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import type { DelegateLinks } from "#lib/domain/platform/delegate-guide.ts";

/** Where to go on: a new delegate, and Harness's and AWS's own pages. */
export function DelegateLinksCard({ links }: { readonly links: DelegateLinks }) {
	return (
		<Card title="More about delegates">
			<div className="flex flex-col gap-3">
				<p className="text-sm text-ink-2">
					A new delegate is made in Harness, at <b>New Delegate</b> on its list of delegates; choose
					Kubernetes, then the manifest. To deploy to an EKS cluster as a cluster, the Kubernetes connector is
					the one to use; this connector is for AWS itself.
				</p>
				<div className="flex flex-wrap gap-2">
					<LinkButton href={links.delegates} external size="small">
						Install a new delegate in Harness
					</LinkButton>
					<LinkButton href={links.install} external size="small">
						How to install one
					</LinkButton>
					<LinkButton href={links.irsa} external size="small">
						IAM roles for service accounts
					</LinkButton>
					<LinkButton href={links.initScript} external size="small">
						Software on a delegate
					</LinkButton>
					<LinkButton href={links.kubernetesConnector} external size="small">
						Kubernetes connector for EKS
					</LinkButton>
				</div>
			</div>
		</Card>
	);
}
