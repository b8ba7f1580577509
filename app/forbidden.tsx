import type { Metadata } from "next";
import { FullPageMessage } from "#components/ui/full-page-message.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";

export const metadata: Metadata = { title: "Not allowed" };

export default function Forbidden() {
	return (
		<FullPageMessage
			title="Your role does not allow this page"
			actions={
				<LinkButton href="/" tone="primary">
					Go to connectors
				</LinkButton>
			}
		>
			<p>An administrator of this installation can give you the role, or do it for you.</p>
		</FullPageMessage>
	);
}
