import type { Metadata } from "next";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";

export const metadata: Metadata = { title: "Not allowed" };

/** Within what every page has around it, so that the way on is where it always is. */
export default function Forbidden() {
	return (
		<>
			<PageHeader title="Your role does not allow this page" />
			<EmptyState
				title="Somebody else can open it"
				action={
					<LinkButton href="/" tone="primary">
						Go to connectors
					</LinkButton>
				}
			>
				<p>An administrator of this installation can give you the role, or do it for you.</p>
			</EmptyState>
		</>
	);
}
