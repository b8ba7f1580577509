import { SettingsNav } from "#components/settings/settings-nav.tsx";
import { Allowed } from "#components/shell/abilities.tsx";
import { Card } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Link } from "#components/ui/link.tsx";
import { Mono } from "#components/ui/mono.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Pill } from "#components/ui/pill.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { type Column, Table } from "#components/ui/table.tsx";
import { ROLE_INFO } from "#lib/domain/people.ts";
import type { KeysPage, KeyView } from "#lib/loaders/api-keys.ts";
import { NewKey } from "./new-key.tsx";
import { RevokeKey } from "./revoke-key.tsx";

export function ApiKeysView({ page: { keys, harnessAccounts, now } }: { readonly page: KeysPage }) {
	return (
		<div className="flex w-full max-w-[62rem] flex-col gap-4">
			<SettingsNav current="apiKeys" />
			<PageHeader
				title="API keys"
				subtitle={
					<>
						For programs: the command line, CI, your own tools. What they can ask for is in the{" "}
						<Link href="/docs/api">description of the API</Link>.
					</>
				}
			/>
			<Allowed to="trust.api-keys">
				<NewKey harnessAccounts={harnessAccounts} />
			</Allowed>
			{keys.length === 0 ? (
				<EmptyState title="There is no API key yet">
					A key does what its role says, ends by itself after a year at most, and goes with the person who
					made it.
				</EmptyState>
			) : (
				<Card label="API keys" flush>
					<Table caption="API keys" columns={columns(now)} rows={keys} rowKey={({ id }) => id} />
				</Card>
			)}
		</div>
	);
}

function columns(now: number): readonly Column<KeyView>[] {
	return [
		{
			key: "name",
			header: "Name",
			phone: "title",
			className: "[overflow-wrap:anywhere]",
			cell: ({ name, prefix }) => (
				<>
					{name} <Mono className="text-ink-2">{prefix}…</Mono>
				</>
			),
		},
		{
			key: "role",
			header: "May act as",
			phone: "labelled",
			className: "[overflow-wrap:anywhere]",
			cell: ({ role, reach }) =>
				reach === "Everything" ? ROLE_INFO[role].label : `${ROLE_INFO[role].label}. ${reach}`,
		},
		{ key: "by", header: "Made by", phone: "labelled", cell: ({ createdBy }) => createdBy },
		{
			key: "used",
			header: "Last used",
			phone: "labelled",
			cell: ({ lastUsedAt }) => (lastUsedAt === null ? "Never" : <RelativeTime at={lastUsedAt} now={now} />),
		},
		{ key: "state", header: "State", phone: "labelled", cell: (key) => <KeyState of={key} now={now} /> },
		{
			key: "act",
			header: "Act",
			hideHeader: true,
			align: "end",
			cell: ({ id, name, state }) =>
				state === "accepted" && (
					<Allowed to="trust.api-keys">
						<RevokeKey id={id} name={name} />
					</Allowed>
				),
		},
	];
}

function KeyState({ of, now }: { readonly of: KeyView; readonly now: number }) {
	if (of.state === "revoked") return <Pill state="none">Revoked</Pill>;
	if (of.state === "expired") return <Pill state="none">Expired</Pill>;
	return (
		<span className="inline-flex flex-wrap items-center gap-x-2">
			<Pill state="ok">Accepted</Pill>
			<span className="text-sm text-ink-2">
				ends <RelativeTime at={of.expiresAt} now={now} />
			</span>
		</span>
	);
}
