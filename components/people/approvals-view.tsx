import { SettingsNav } from "#components/settings/settings-nav.tsx";
import { Card } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Pill } from "#components/ui/pill.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { State } from "#components/ui/state.ts";
import type { TrustChange, TrustChangeState } from "#lib/db/trust-changes-port.ts";
import { FAILURES } from "#lib/domain/failures.ts";
import type { ApprovalsPage } from "#lib/loaders/trust.ts";
import { ApprovalButtons } from "./approval-buttons.tsx";
import { ApprovalSecret } from "./approval-secret.tsx";

export function ApprovalsView({ page }: { readonly page: ApprovalsPage }) {
	const { changes, isFourEyes } = page;
	return (
		<div className="flex w-full max-w-[52rem] flex-col gap-4">
			<SettingsNav current="access" isBelow />
			<PageHeader
				title="Approvals"
				subtitle={
					isFourEyes
						? "Changes of trust that one administrator asked for and another one decides."
						: "Changes of trust happen at once here: a second administrator is not asked for."
				}
			/>
			{changes.length === 0 ? (
				<EmptyState title="Nothing was asked for">
					What an administrator saves that changes whom Rolebridge trusts appears here first.
				</EmptyState>
			) : (
				changes.map((change) => <ChangeCard key={change.id} change={change} page={page} />)
			)}
		</div>
	);
}

function ChangeCard({ change, page }: { readonly change: TrustChange; readonly page: ApprovalsPage }) {
	const { id, what, requestedBy, requestedAt, expiresAt, decidedByName, decidedAt, failureCode } = change;
	const { ownId, now } = page;
	const isExpired = change.state === "waiting" && expiresAt.getTime() <= now;
	const look = isExpired ? EXPIRED : LOOKS[change.state];
	const isOwn = requestedBy.id === ownId;
	return (
		<Card label={what[0] ?? "A change of trust"}>
			<div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
				<div className="min-w-0 flex-1 basis-60 [overflow-wrap:anywhere]">
					{what.map((line, index) => (
						<p key={line} className={index === 0 ? "font-semibold" : "text-ink-2"}>
							{line}
						</p>
					))}
					<p className="mt-1.5 text-sm text-ink-2">
						{isOwn ? "You" : requestedBy.name} asked <RelativeTime at={requestedAt.getTime()} now={now} />
						{decidedByName !== null && decidedAt !== null && (
							<>
								; decided by {decidedByName} <RelativeTime at={decidedAt.getTime()} now={now} />
							</>
						)}
						.
					</p>
					{failureCode !== null && (
						<p className="mt-1.5 text-sm">
							{FAILURES[failureCode].title}. It was not done; ask for it again if it is still wanted.
						</p>
					)}
				</div>
				<Pill state={look.state}>{look.word}</Pill>
			</div>
			{change.state === "waiting" && !isExpired && <ApprovalButtons id={id} isOwn={isOwn} />}
			{change.hasSecret && isOwn && <ApprovalSecret id={id} />}
		</Card>
	);
}

type Look = { readonly state: State; readonly word: string };
const EXPIRED: Look = { state: "none", word: "Expired" };
const LOOKS = {
	waiting: { state: "wait", word: "Waiting" },
	running: { state: "wait", word: "Under way" },
	done: { state: "ok", word: "Done" },
	failed: { state: "bad", word: "Not done" },
	refused: { state: "none", word: "Refused" },
	withdrawn: { state: "none", word: "Withdrawn" },
} as const satisfies Readonly<Record<TrustChangeState, Look>>;
