import { Card } from "#components/ui/card.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { ProgressBar } from "#components/ui/progress-bar.tsx";

export function ImportLoading() {
	return (
		<>
			<PageHeader title="Import from Harness" />
			<Card label="Reading">
				<ProgressBar label="Reading the connectors that Harness has" />
			</Card>
		</>
	);
}
