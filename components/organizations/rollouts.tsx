import { AccountNumber } from "#components/ui/account-number.tsx";
import { Card } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Link } from "#components/ui/link.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Pill } from "#components/ui/pill.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { State } from "#components/ui/state.ts";
import { type Column, Table } from "#components/ui/table.tsx";
import type { RolloutSummary, RolloutsPage } from "#lib/loaders/rollouts.ts";

export type RolloutsProps = { readonly page: RolloutsPage; readonly isFirst: boolean };

/** Every rollout, the newest first. */
export function Rollouts({ page, isFirst }: RolloutsProps) {
	const { rollouts, nextAfter, now, mayBegin } = page;
	const isEmpty = rollouts.length === 0 && isFirst;
	return (
		<>
			<PageHeader
				title="Organizations"
				subtitle="Many AWS accounts connected by one decision: a whole organization, or a list of accounts."
				actions={
					mayBegin &&
					!isEmpty && (
						<LinkButton href="/organizations/new" tone="primary">
							Connect an organization
						</LinkButton>
					)
				}
			/>
			{isEmpty ? (
				<EmptyState
					title="No organization is connected yet"
					action={
						mayBegin && (
							<LinkButton href="/organizations/new" tone="primary">
								Connect an organization
							</LinkButton>
						)
					}
				>
					One stack in the management account makes a role in every account, and in each that joins later. You
					see here how many answer, are proven and are registered in Harness.
				</EmptyState>
			) : (
				<Card label="Organizations" flush className="overflow-hidden">
					<Table caption="Organizations" columns={columns(now)} rows={rollouts} rowKey={({ id }) => id} />
					{(nextAfter !== null || !isFirst) && <Pages nextAfter={nextAfter} isFirst={isFirst} />}
				</Card>
			)}
		</>
	);
}

function Pages({ nextAfter, isFirst }: { readonly nextAfter: string | null; readonly isFirst: boolean }) {
	return (
		<div className="flex justify-end gap-2.5 border-t border-line px-4.5 py-3">
			{!isFirst && (
				<LinkButton href="/organizations" size="small">
					Newest
				</LinkButton>
			)}
			{nextAfter !== null && (
				<LinkButton href={`/organizations?after=${encodeURIComponent(nextAfter)}`} size="small">
					Older
				</LinkButton>
			)}
		</div>
	);
}

function columns(now: number): readonly Column<RolloutSummary>[] {
	return [
		{
			key: "name",
			header: "Organization",
			phone: "title",
			className: "[overflow-wrap:anywhere]",
			cell: (rollout) => (
				<>
					<Link href={hrefOf(rollout)} className="link font-medium">
						{rollout.name || "Draft without a name"}
					</Link>
					<p className="text-sm font-normal text-ink-2">
						{rollout.kind === "list" ? (
							"A list of accounts"
						) : rollout.managementAccountId === null ? (
							"AWS Organizations"
						) : (
							<AccountNumber value={rollout.managementAccountId} />
						)}
					</p>
				</>
			),
		},
		{ key: "state", header: "State", phone: "labelled", cell: (rollout) => <StatePill rollout={rollout} /> },
		{
			key: "healthy",
			header: "Healthy",
			phone: "labelled",
			align: "end",
			cell: ({ coverage }) => <Share coverage={coverage} part="healthy" />,
		},
		{
			key: "registered",
			header: "Registered",
			phone: "labelled",
			align: "end",
			cell: ({ coverage }) => <Share coverage={coverage} part="registered" />,
		},
		{
			key: "begun",
			header: "Begun",
			phone: "labelled",
			cell: ({ createdAt, createdByName }) => (
				<span>
					<RelativeTime at={createdAt} now={now} /> by {createdByName}
				</span>
			),
		},
	];
}

/** A draft goes on where it stopped; what was launched is watched. */
function hrefOf({ id, status }: RolloutSummary): string {
	return status === "draft" ? `/organizations/${id}/setup` : `/organizations/${id}`;
}

function Share({
	coverage,
	part,
}: {
	readonly coverage: RolloutSummary["coverage"];
	readonly part: "healthy" | "registered";
}) {
	if (coverage === null) return <span className="text-ink-3">Not launched</span>;
	return (
		<span className="tabular-nums">
			{coverage[part].toLocaleString("en")} of {coverage.expected.toLocaleString("en")}
		</span>
	);
}

function StatePill({ rollout }: { readonly rollout: RolloutSummary }) {
	const { state, word } = lookOf(rollout);
	return <Pill state={state}>{word}</Pill>;
}

function lookOf({ status, isUnseen, coverage }: RolloutSummary): {
	readonly state: State;
	readonly word: string;
} {
	if (status === "draft") return { state: "wait", word: "Set-up not finished" };
	if (status === "ended") return { state: "none", word: "Ended" };
	if (isUnseen) return { state: "warn", word: "AWS does not answer" };
	const isWhole = coverage !== null && coverage.expected > 0 && coverage.healthy === coverage.expected;
	return isWhole ? { state: "ok", word: "All healthy" } : { state: "wait", word: "Under way" };
}
