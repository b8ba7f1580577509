import { Card } from "#components/ui/card.tsx";
import { Notice } from "#components/ui/notice.tsx";

export function CostReportAside() {
	return (
		<div className="flex flex-col gap-4">
			<Card title="What to know">
				<div className="flex flex-col gap-3 text-sm text-ink-2">
					<p>A new report is delivered for the first time within 24 hours. You need not wait for it here.</p>
					<p>
						Reports are made in the payer account. One report covers every account of the organization, so
						member accounts need none.
					</p>
					<p>Names are case-sensitive. Spaces around a pasted name are taken away.</p>
				</div>
			</Card>
			<Notice tone="info" title="CloudZero reads this payer too?">
				Then make two reports. CloudZero asks for a new version with each delivery, Harness for one that is
				overwritten; no single report does both.
			</Notice>
		</div>
	);
}
