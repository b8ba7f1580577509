import { PRINCIPAL_KINDS } from "#components/connectors/principal-kinds.ts";
import { Card } from "#components/ui/card.tsx";
import { Mono } from "#components/ui/mono.tsx";
import { type Column, Table } from "#components/ui/table.tsx";
import type { ConditionClause } from "#lib/domain/policy-document.ts";
import { type ExpectedTrust, HARNESS_AWS_ACCOUNTS } from "#lib/domain/trust-policy/expected-trust.ts";
import type { TrustedPrincipal } from "#lib/domain/trust-policy/who-can-assume.ts";

type WhoCanAssumeTableProps = {
	/** Null: the policy could not be read. */
	readonly principals: readonly TrustedPrincipal[] | null;
	readonly expected: ExpectedTrust;
};

/** Everybody whom the policy lets in, with the external ID and whatever else each has to bring. */
export function WhoCanAssumeTable({ principals, expected }: WhoCanAssumeTableProps) {
	if (principals === null) return null;
	const rows = principals.map((principal, at) => ({ ...principal, key: String(at) }));
	return (
		<Card
			title="Who can assume the role"
			subtitle={
				principals.some(({ mayBeDenied }) => mayBeDenied)
					? "Some statements deny, and may take this away"
					: undefined
			}
			flush
		>
			{rows.length === 0 ? (
				<p className="px-4.5 py-4 text-ink-2">The policy lets nobody in.</p>
			) : (
				<Table
					caption="Who can assume the role"
					columns={columnsFor(expected)}
					rows={rows}
					rowKey={({ key }) => key}
				/>
			)}
		</Card>
	);
}

function columnsFor(expected: ExpectedTrust): readonly Column<TrustedPrincipal & { readonly key: string }>[] {
	return [
		{
			key: "who",
			header: "Who",
			phone: "title",
			cell: (row) => (
				<div>
					<p>{nameOf(row, expected)}</p>
					<Mono wrap className="text-sm text-ink-2">
						{row.principal}
					</Mono>
				</div>
			),
		},
		{
			key: "externalId",
			header: "External ID",
			phone: "labelled",
			cell: ({ needs }) => <Clauses clauses={needs.filter(isExternalId)} none="Any, and none at all" />,
		},
		{
			key: "needs",
			header: "Also needs",
			phone: "labelled",
			cell: ({ needs }) => (
				<Clauses clauses={needs.filter((clause) => !isExternalId(clause))} none="Nothing else" withKey />
			),
		},
		{
			key: "statement",
			header: "Statement",
			phone: "labelled",
			cell: ({ statement: { index, sid } }) => (
				<span className="text-sm text-ink-2">
					{sid === null ? String(index + 1) : `${index + 1} (${sid})`}
				</span>
			),
		},
	];
}

function isExternalId({ key }: ConditionClause): boolean {
	return key.toLowerCase() === "sts:externalid";
}

type ClausesProps = {
	readonly clauses: readonly ConditionClause[];
	readonly none: string;
	readonly withKey?: boolean;
};

function Clauses({ clauses, none, withKey = false }: ClausesProps) {
	if (clauses.length === 0) return <span className="text-sm text-ink-2">{none}</span>;
	return (
		<ul className="flex flex-col gap-0.5 text-sm">
			{clauses.map(({ operator, key, values }) => (
				<li key={`${operator} ${key}`}>
					<span className="text-ink-2">{withKey ? `${key} ${operator}` : operator}</span>{" "}
					<Mono wrap>{values.join(" | ")}</Mono>
				</li>
			))}
		</ul>
	);
}

function nameOf({ kind, accountId }: TrustedPrincipal, { harness, verifier }: ExpectedTrust): string {
	if (accountId !== null && accountId === verifier?.accountId)
		return `${PRINCIPAL_KINDS[kind]} of Rolebridge`;
	if (accountId !== null && harness?.principalArn.split(":")[4] === accountId)
		return `${PRINCIPAL_KINDS[kind]} of ${harness.sid ?? "Harness"}`;
	const clusters: Readonly<Record<string, string>> = HARNESS_AWS_ACCOUNTS;
	const cluster = accountId !== null && Object.hasOwn(clusters, accountId) ? clusters[accountId] : undefined;
	return cluster === undefined ? PRINCIPAL_KINDS[kind] : `${PRINCIPAL_KINDS[kind]} of Harness: ${cluster}`;
}
