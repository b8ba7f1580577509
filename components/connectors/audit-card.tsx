import { Card } from "#components/ui/card.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { AuditEvent } from "#lib/db/port.ts";
import { auditWords } from "./audit-words.ts";

export type AuditCardProps = {
	readonly connectorId: string;
	readonly events: readonly AuditEvent[];
	readonly now: number;
};

export function AuditCard({ connectorId, events, now }: AuditCardProps) {
	return (
		<Card
			title="Audit trail"
			subtitle={events.length === 50 ? "The newest 50 entries" : undefined}
			aside={
				<LinkButton href={`/audit?about=${encodeURIComponent(connectorId)}`} size="small">
					Open in the audit log
				</LinkButton>
			}
			flush
		>
			{events.length === 0 ? (
				<p className="px-4.5 py-4 text-ink-2">Nothing was written down yet.</p>
			) : (
				<ol>
					{events.map(({ id, action, actor, at }) => (
						<li
							key={id}
							className="flex flex-wrap items-baseline justify-between gap-x-3 border-t border-line px-4.5 py-2.5 first:border-t-0"
						>
							<span>
								{auditWords(action)} <span className="text-ink-2">by {actor}</span>
							</span>
							<RelativeTime at={at.getTime()} now={now} className="text-sm text-ink-2" />
						</li>
					))}
				</ol>
			)}
		</Card>
	);
}
