import type { Metadata } from "next";
import { FullPageMessage } from "#components/ui/full-page-message.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";

export const metadata: Metadata = { title: "Page not found" };

export default function NotFound() {
	return (
		<FullPageMessage
			title="There is no page at this address"
			actions={
				<LinkButton href="/" tone="primary">
					Go to connectors
				</LinkButton>
			}
		>
			<p>
				It may have been removed, or the address may be cut short. Connectors that were offboarded stay in the
				audit trail.
			</p>
		</FullPageMessage>
	);
}
