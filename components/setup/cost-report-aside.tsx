import { Card } from "#components/ui/card.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { otherReaders } from "#lib/domain/cost-report-judge.ts";
import type { Destination } from "#lib/domain/destination.ts";

type CostReportAsideProps = {
	readonly advice: readonly string[];
	/** Whose connector it is. */
	readonly destination: Destination;
};

export function CostReportAside({ advice, destination }: CostReportAsideProps) {
	return (
		<div className="flex flex-col gap-4">
			{advice.length > 0 && (
				<Card title="Whom this report serves" subtitle="As it was last read by the role.">
					<ul className="flex flex-col gap-2 text-sm text-ink-2">
						{advice.map((sentence) => (
							<li key={sentence}>{sentence}</li>
						))}
					</ul>
				</Card>
			)}
			<Card title="What to know">
				<div className="flex flex-col gap-3 text-sm text-ink-2">
					<p>A new report is delivered for the first time within 24 hours. You need not wait for it here.</p>
					<p>
						Reports are made in the payer account. One report covers every account of the organization, so
						member accounts need none.
					</p>
					<p>
						With a report of its own an account is a billing connection. Covered by a payer's report, it is a
						resource connection.
					</p>
					<p>Names are case-sensitive. Spaces around a pasted name are taken away.</p>
				</div>
			</Card>
			<Notice tone="info" title={`${otherReaders(destination).join(" or ")} reads this payer too?`}>
				One CUR 2.0 export with every option on serves both. Of CUR 1.0 make two: CloudZero asks for a new
				version with each delivery, Harness for a report that is overwritten. Changing the one breaks the
				other. Step 5 says whom a report serves.
			</Notice>
		</div>
	);
}
