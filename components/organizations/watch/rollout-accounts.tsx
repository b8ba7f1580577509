import { HealthPill } from "#components/connectors/health-pill.tsx";
import { AccountNumber } from "#components/ui/account-number.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { Link } from "#components/ui/link.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { type Column, Table } from "#components/ui/table.tsx";
import type { RolloutAccountRow } from "#lib/db/rollouts-port.ts";
import { HEALTH_STATES, type HealthState } from "#lib/domain/health.ts";
import type { RolloutProblem } from "#lib/domain/rollout/account-problem.ts";
import { type RolloutAccountsQuery, rolloutAccountsHref } from "#lib/domain/rollout/accounts-query.ts";
import { COVERAGE_STAGES } from "#lib/domain/rollout.ts";
import type { RolloutAccountsPage } from "#lib/loaders/rollout-watch.ts";
import { problemWords } from "./problem-words.ts";
import { PROBLEM_LOOKS } from "./problems-card.tsx";
import { RolloutHeader } from "./rollout-head.tsx";
import { STAGE_WORDS } from "./stage-words.ts";

/** The accounts of a rollout, by what was chosen; everything that was chosen stands in the address. */
export function RolloutAccounts({ page }: { readonly page: RolloutAccountsPage }) {
	const { head, query, rows, total, nextAfter } = page;
	return (
		<>
			<RolloutHeader head={head} />
			<Filters page={page} />
			<Card
				label="Accounts"
				title={total === 1 ? "1 account" : `${total.toLocaleString("en")} accounts`}
				flush
			>
				{rows.length === 0 ? (
					<p className="px-4.5 py-3.5 text-ink-2">{noneWords(page)}</p>
				) : (
					<Table caption="Accounts" columns={columnsOf(page)} rows={rows} rowKey={(row) => row.accountId} />
				)}
				<Pages rolloutId={head.id} query={query} nextAfter={nextAfter} />
			</Card>
		</>
	);
}

/** An ordinary form that writes the address: it works before any script does. */
function Filters({ page: { head, query, units } }: { readonly page: RolloutAccountsPage }) {
	return (
		<form
			action={`/organizations/${head.id}/accounts`}
			aria-label="Which accounts"
			className="flex flex-wrap items-end gap-3 max-sm:flex-col max-sm:items-stretch"
		>
			<label className="flex flex-col gap-1">
				<span className="text-sm font-medium">Name or account ID</span>
				<input name="text" defaultValue={query.text ?? ""} maxLength={100} className="control sm:w-56" />
			</label>
			<label className="flex flex-col gap-1">
				<span className="text-sm font-medium">Where it stands</span>
				<select name="stage" defaultValue={query.stage ?? ""} className="control">
					<option value="">Anywhere</option>
					{COVERAGE_STAGES.map((stage) => (
						<option key={stage} value={stage}>
							{STAGE_WORDS[stage].here}
						</option>
					))}
				</select>
			</label>
			{units.length > 0 && (
				<label className="flex min-w-0 flex-col gap-1">
					<span className="text-sm font-medium">Organizational unit</span>
					<select name="unit" defaultValue={query.unitId ?? ""} className="control sm:max-w-72">
						<option value="">All</option>
						{units.map(({ id, path }) => (
							<option key={id} value={id}>
								{path || id}
							</option>
						))}
					</select>
				</label>
			)}
			<label className="flex min-h-9 items-center gap-2">
				<input
					type="checkbox"
					name="left"
					value="yes"
					defaultChecked={query.hasLeft}
					className="size-4 flex-none"
				/>
				Left the organization
			</label>
			{query.problem !== null && <input type="hidden" name="problem" value={query.problem} />}
			<span className="flex gap-2.5">
				<Button type="submit">Show</Button>
				<LinkButton href={`/organizations/${head.id}/accounts`} tone="quiet">
					Show all
				</LinkButton>
			</span>
		</form>
	);
}

function Pages({
	rolloutId,
	query,
	nextAfter,
}: {
	readonly rolloutId: string;
	readonly query: RolloutAccountsQuery;
	readonly nextAfter: string | null;
}) {
	if (nextAfter === null && query.after === null) return null;
	return (
		<div className="flex justify-end gap-2.5 border-t border-line px-4.5 py-3">
			{query.after !== null && (
				<LinkButton href={rolloutAccountsHref(rolloutId, { ...query, after: null })} size="small">
					First page
				</LinkButton>
			)}
			{nextAfter !== null && (
				<LinkButton href={rolloutAccountsHref(rolloutId, { ...query, after: nextAfter })} size="small">
					Next page
				</LinkButton>
			)}
		</div>
	);
}

function columnsOf({ units }: RolloutAccountsPage): readonly Column<RolloutAccountRow>[] {
	const pathOf = new Map(units.map(({ id, path }) => [id, path]));
	return [
		{
			key: "account",
			header: "Account",
			phone: "title",
			className: "md:w-64 [overflow-wrap:anywhere]",
			cell: ({ accountId, name, connector }) => (
				<>
					{connector === null ? (
						name
					) : (
						<Link href={`/connectors/${connector.id}`} className="link">
							{name || connector.name}
						</Link>
					)}
					<p className="text-sm font-normal text-ink-2">
						<AccountNumber value={accountId} />
					</p>
				</>
			),
		},
		{
			key: "unit",
			header: "Unit",
			phone: "labelled",
			className: "text-sm text-ink-2 md:w-56",
			cell: ({ unitId, isManagement }) =>
				isManagement ? "Management account" : unitId === null ? "" : (pathOf.get(unitId) ?? unitId),
		},
		{ key: "stage", header: "Where it stands", phone: "labelled", className: "md:w-44", cell: stageWords },
		{
			key: "health",
			header: "Health",
			phone: "labelled",
			cell: ({ connector }) => connector !== null && <HealthPill health={healthOf(connector.state)} />,
		},
		{
			key: "problem",
			header: "Problem",
			phone: "labelled",
			className: "text-sm",
			cell: ({ problem }) => problem !== null && <Problem problem={problem} />,
		},
	];
}

/** The cause in a line; AWS's own words stand behind it. */
function Problem({ problem }: { readonly problem: RolloutProblem }) {
	const { title, raw } = problemWords(problem);
	return (
		<div className="min-w-0">
			<b>{PROBLEM_LOOKS[problem.kind].word}.</b> {title}
			{raw !== null && (
				<Disclosure summary="What AWS says">
					<p className="text-ink-2 [overflow-wrap:anywhere]" translate="no">
						{raw}
					</p>
				</Disclosure>
			)}
		</div>
	);
}

function noneWords({ query, head, units }: RolloutAccountsPage): string {
	const isAnyAsked = Object.values(query).some((asked) => asked !== null && asked !== false);
	if (isAnyAsked) return "No account matches.";
	return head.kind === "organization" && units.length === 0
		? "No account is known yet. They appear once the stack is there and the organization was read."
		: "This rollout has no account.";
}

function stageWords({ leftAt, stage, wave, isManagement }: RolloutAccountRow): string {
	if (leftAt !== null) return "Left the organization";
	if (stage !== null) return STAGE_WORDS[stage].here;
	return wave === null && !isManagement ? "Not covered" : "Not expected yet";
}

/** Sound: the column holds what the health engine wrote; anything else is unknown. */
function healthOf(state: string): HealthState {
	return HEALTH_STATES.find((known) => known === state) ?? "unknown";
}
