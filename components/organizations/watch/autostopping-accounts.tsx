import { AccountNumber } from "#components/ui/account-number.tsx";
import { buttonClass } from "#components/ui/button-class.ts";
import { Card } from "#components/ui/card.tsx";
import { Link } from "#components/ui/link.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Pill } from "#components/ui/pill.tsx";
import { type Column, Table } from "#components/ui/table.tsx";
import type { AutoStoppingMissing } from "#lib/domain/rollout/autostopping.ts";
import type { RolloutAutoStoppingPage } from "#lib/loaders/rollout-register.ts";
import type { AutoStoppingAccount } from "#lib/organizations/autostopping-ready.ts";
import { RolloutHeader } from "./rollout-head.tsx";

/** Which accounts can run AutoStopping rules now, and what is missing in the others. */
export function AutoStoppingAccounts({ page }: { readonly page: RolloutAutoStoppingPage }) {
	const { head, accounts, only, next, isFirst, newRuleUrl } = page;
	const path = `/organizations/${head.id}/autostopping`;
	const hasReady = accounts.some(({ standing }) => standing.kind === "ready");
	return (
		<>
			<RolloutHeader head={head} />
			<Card title="AutoStopping">
				<p className="text-ink-2">
					An account is ready when AutoStopping is enabled, its connector is registered, and its permissions
					were proven lately. A new rule in Harness asks for the connector: choose it there by its name.
				</p>
				<p className="mt-3 flex flex-wrap gap-2.5">
					<LinkButton href={newRuleUrl} external tone={hasReady ? "primary" : "default"}>
						New AutoStopping rule in Harness
					</LinkButton>
				</p>
			</Card>
			<nav aria-label="Which accounts" className="flex flex-wrap gap-2">
				{FILTERS.map(({ value, label }) => (
					<Link
						key={label}
						href={value === null ? path : `${path}?only=${value}`}
						aria-current={only === value ? "true" : undefined}
						className={buttonClass(
							"default",
							"small",
							only === value ? "border-ink-3 bg-wash-2" : "text-ink-2",
						)}
					>
						{label}
					</Link>
				))}
			</nav>
			<Card label="Accounts" flush>
				{accounts.length === 0 ? (
					<p className="px-4.5 py-3.5 text-ink-2">{NONE_WORDS[only ?? "all"]}</p>
				) : (
					<Table caption="Accounts" columns={COLUMNS} rows={accounts} rowKey={({ accountId }) => accountId} />
				)}
				{(next !== null || !isFirst) && (
					<div className="flex justify-end gap-2.5 border-t border-line px-4.5 py-3">
						{!isFirst && (
							<LinkButton href={hrefOf(path, only, null)} size="small">
								First page
							</LinkButton>
						)}
						{next !== null && (
							<LinkButton href={hrefOf(path, only, next)} size="small">
								Next page
							</LinkButton>
						)}
					</div>
				)}
			</Card>
		</>
	);
}

const NONE_WORDS = {
	all: "No account is known yet.",
	ready: "No account is ready yet.",
	missing: "No account is in this list.",
} as const;

const FILTERS = [
	{ value: null, label: "All" },
	{ value: "ready", label: "Ready" },
	{ value: "missing", label: "Something is missing" },
] as const;

function hrefOf(path: string, only: string | null, after: string | null): string {
	const params = new URLSearchParams({ ...(only !== null && { only }), ...(after !== null && { after }) });
	return `${path}?${params}`;
}

const COLUMNS: readonly Column<AutoStoppingAccount>[] = [
	{
		key: "account",
		header: "Account",
		phone: "title",
		className: "[overflow-wrap:anywhere]",
		cell: ({ accountId, name, connectorId }) => (
			<>
				{connectorId === null ? (
					name
				) : (
					<Link href={`/connectors/${connectorId}`} className="link">
						{name || accountId}
					</Link>
				)}
				<p className="text-sm font-normal text-ink-2">
					<AccountNumber value={accountId} />
				</p>
			</>
		),
	},
	{
		key: "connector",
		header: "Connector in Harness",
		phone: "labelled",
		className: "[overflow-wrap:anywhere]",
		cell: ({ connectorName }) => connectorName ?? "None",
	},
	{
		key: "standing",
		header: "AutoStopping",
		phone: "labelled",
		cell: ({ standing }) =>
			standing.kind === "ready" ? (
				<Pill state="ok">Ready</Pill>
			) : (
				<span className="text-sm">{missingWords(standing.missing)}</span>
			),
	},
];

function missingWords(missing: AutoStoppingMissing): string {
	switch (missing.kind) {
		case "account-left":
			return "The account left the organization.";
		case "not-connected":
			return "No connector yet.";
		case "not-enabled":
			return "AutoStopping is not enabled for it.";
		case "not-registered":
			return "The connector is not in Harness yet.";
		case "not-proven":
			return "Its permissions were not proven lately.";
		case "permissions":
			return missing.observed || "The role lacks permissions that AutoStopping needs.";
		default:
			return missing satisfies never;
	}
}
