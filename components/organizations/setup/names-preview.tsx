"use client";

import { useDeferredValue, useMemo } from "react";
import { useWatch } from "react-hook-form";
import type { ZodForm } from "#components/form/zod-form.ts";
import { AccountNumber } from "#components/ui/account-number.tsx";
import { Mono } from "#components/ui/mono.tsx";
import { parseAccountList } from "#lib/domain/rollout/account-list.ts";
import {
	type NamedAccount,
	namePreview,
	parseIdentifierPattern,
	parseNamePattern,
} from "#lib/domain/rollout/naming.ts";
import type { RolloutKind } from "#lib/domain/rollout.ts";
import type {
	OrganizationStep,
	OrganizationForm as Values,
} from "#lib/schemas/rollout-organization-schema.ts";

const SHOWN = 5;

/** Made up, until accounts are known: one plain, one with what Harness does not take. */
const EXAMPLES: readonly NamedAccount[] = [
	{ accountId: "123456789012", name: "payments-prod", unitName: "Production" },
	{ accountId: "210987654321", name: "Zürich Sandbox", unitName: "R&D" },
];

type NamesPreviewProps = {
	readonly form: ZodForm<Values, OrganizationStep>;
	readonly kind: RolloutKind;
	readonly sample: readonly NamedAccount[];
};

/** The first names that the patterns give, as they are typed. */
export function NamesPreview({ form, kind, sample }: NamesPreviewProps) {
	const [connectorName, identifier, accounts] = useWatch({
		control: form.control,
		name: ["connectorName", "identifier", "accounts"],
	});
	const text = useDeferredValue(kind === "list" ? accounts : "");
	const listed = useMemo(() => firstListed(text), [text]);
	const known = kind === "list" ? listed : sample;
	const patterns = { name: parseNamePattern(connectorName), identifier: parseIdentifierPattern(identifier) };
	if (!patterns.name.ok || !patterns.identifier.ok) return null;
	const naming = { connectorName: patterns.name.value, identifier: patterns.identifier.value };
	const names = namePreview(naming, known.length > 0 ? known : EXAMPLES, SHOWN);
	return (
		<div className="mt-2">
			<p className="text-sm font-medium">{known.length > 0 ? "The first names" : "An example"}</p>
			<ul>
				{names.map(({ accountId, name, identifier: id }) => (
					<li
						key={accountId}
						className="grid gap-x-4 border-t border-line py-1.75 text-sm first:border-t-0 sm:grid-cols-[8.5rem_minmax(0,1fr)_minmax(0,1fr)]"
					>
						<AccountNumber value={accountId} className="text-ink-2" />
						<span className="min-w-0 [overflow-wrap:anywhere]">{name}</span>
						<Mono wrap className="text-ink-2">
							{id}
						</Mono>
					</li>
				))}
			</ul>
		</div>
	);
}

/** Enough lines for the first names, whatever the rest is. */
const LINES_READ = 40;

function firstListed(text: string): readonly NamedAccount[] {
	const start = text.split("\n", LINES_READ).join("\n");
	return parseAccountList(start).accounts.slice(0, SHOWN);
}
