import { Card } from "#components/ui/card.tsx";
import { KeyValueList } from "#components/ui/key-value-list.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Pill } from "#components/ui/pill.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { AuditStream } from "#lib/db/audit-port.ts";
import type { AuditStreamPage } from "#lib/loaders/audit.ts";
import { AuditStreamEditor } from "./audit-stream-editor.tsx";

export function AuditStreamView({ page: { stream, chained, now } }: { readonly page: AuditStreamPage }) {
	return (
		<div className="flex w-full max-w-[52rem] flex-col gap-4">
			<PageHeader
				eyebrow="Audit log"
				title="Send to a webhook"
				subtitle="Every entry, in order, as signed JSON: a copy that nobody here can change. It begins with the first entry, and what did not arrive is sent again."
				actions={<LinkButton href="/audit">Back to the log</LinkButton>}
			/>
			<Card title="Webhook" aside={stream && <State stream={stream} />}>
				<AuditStreamEditor
					stored={
						stream && { version: stream.version, isEnabled: stream.isEnabled, label: stream.targetLabel }
					}
				/>
			</Card>
			{stream !== null && (
				<Card title="What arrived" flush>
					<KeyValueList items={progressOf(stream, chained, now)} />
				</Card>
			)}
		</div>
	);
}

function State({ stream: { isEnabled, attempts } }: { readonly stream: AuditStream }) {
	if (!isEnabled) return <Pill state="none">Off</Pill>;
	return attempts > 0 ? <Pill state="warn">Trying again</Pill> : <Pill state="ok">On</Pill>;
}

function progressOf(
	{ sentSeq, attempts, lastStatus, lastSentAt, nextAttemptAt }: AuditStream,
	chained: number,
	now: number,
) {
	return [
		{
			term: "Entries",
			value: `${sentSeq.toLocaleString("en-US")} of ${Math.max(chained, sentSeq).toLocaleString("en-US")}`,
		},
		{
			term: "Last arrival",
			value: lastSentAt === null ? "None yet" : <RelativeTime at={lastSentAt.getTime()} now={now} />,
		},
		...(lastStatus === null ? [] : [{ term: "Last answer", value: lastStatus }]),
		...(attempts === 0
			? []
			: [{ term: "Next try", value: <RelativeTime at={nextAttemptAt.getTime()} now={now} /> }]),
	];
}
