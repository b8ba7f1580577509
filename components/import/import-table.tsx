import type { ReactNode } from "react";
import { AccountNumber } from "#components/ui/account-number.tsx";
import { Link } from "#components/ui/link.tsx";
import { Mono } from "#components/ui/mono.tsx";
import { Pill } from "#components/ui/pill.tsx";
import { type Column, Table } from "#components/ui/table.tsx";
import { FEATURE_INFO } from "#lib/domain/feature-info.ts";
import { FEATURES } from "#lib/domain/features.ts";
import type { ImportCandidate, ImportVerdict } from "#lib/domain/import-connector.ts";
import { ImportOne } from "./import-one.tsx";
import { PROBLEM_WORDS } from "./import-words.ts";

const COLUMNS: readonly Column<ImportCandidate>[] = [
	{ key: "name", header: "In Harness", cell: (row) => <Name row={row} />, phone: "title" },
	{
		key: "account",
		header: "AWS account ID",
		cell: ({ awsAccountId }) => awsAccountId !== "" && <AccountNumber value={awsAccountId} />,
		phone: "labelled",
	},
	{ key: "features", header: "Features", cell: (row) => <Features row={row} />, phone: "hidden" },
	{ key: "verdict", header: "What can be done", cell: ({ verdict }) => <Verdict verdict={verdict} /> },
	{ key: "act", header: "Import", hideHeader: true, align: "end", cell: (row) => <Act row={row} /> },
];

export function ImportTable({ candidates }: { readonly candidates: readonly ImportCandidate[] }) {
	return (
		<Table
			caption="Connectors in Harness"
			columns={COLUMNS}
			rows={candidates}
			rowKey={({ identifier }) => identifier}
		/>
	);
}

function Name({ row: { name, identifier } }: { readonly row: ImportCandidate }) {
	return (
		<span className="flex min-w-0 flex-col">
			<span className="[overflow-wrap:anywhere]">{name}</span>
			{identifier !== name && (
				<span className="text-sm text-ink-2">
					<Mono wrap>{identifier}</Mono>
				</span>
			)}
		</span>
	);
}

function Features({ row: { features, unknownFeatures } }: { readonly row: ImportCandidate }) {
	const known = FEATURES.filter((feature) => features.includes(feature)).map(
		(name) => FEATURE_INFO[name].title,
	);
	return (
		<span className="text-sm text-ink-2">
			{known.join(", ")}
			{unknownFeatures.length > 0 && (
				<>
					{known.length > 0 && "; "}
					unknown here and left as they are: <Mono wrap>{unknownFeatures.slice(0, 5).join(", ")}</Mono>
				</>
			)}
		</span>
	);
}

function Verdict({ verdict }: { readonly verdict: ImportVerdict }) {
	switch (verdict.kind) {
		case "new":
			return <Pill state="ok">Can be imported</Pill>;
		case "here":
			return (
				<Explained word={<Pill state="none">Already here</Pill>}>
					<Link href={`/connectors/${verdict.connectorId}`}>Open it</Link>
				</Explained>
			);
		case "account-here":
			return (
				<Explained word={<Pill state="none">Account is here</Pill>}>
					as{" "}
					<Link href={`/connectors/${verdict.connectorId}`}>{verdict.name ?? "a draft without a name"}</Link>
				</Explained>
			);
		case "duplicate":
			return (
				<Explained word={<Pill state="warn">Shares its account</Pill>}>
					with <Mono wrap>{verdict.others.slice(0, 3).join(", ")}</Mono>. One of them can be imported: choose
					it.
				</Explained>
			);
		case "cannot":
			return <Explained word={<Pill state="bad">Cannot</Pill>}>{PROBLEM_WORDS[verdict.problem]}</Explained>;
		default:
			return verdict satisfies never;
	}
}

function Explained({ word, children }: { readonly word: ReactNode; readonly children: ReactNode }) {
	return (
		<span className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
			{word}
			<span className="text-sm text-ink-2">{children}</span>
		</span>
	);
}

function Act({ row: { identifier, name, verdict } }: { readonly row: ImportCandidate }) {
	if (verdict.kind !== "new" && verdict.kind !== "duplicate") return null;
	return <ImportOne identifier={identifier} name={name} />;
}
