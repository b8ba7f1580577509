"use client";

import { useQuery } from "@tanstack/react-query";
import { askLive } from "#components/setup/live-fetch.ts";
import { Mono } from "#components/ui/mono.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { StatusRegion } from "#components/ui/status-region.tsx";
import { type NameCollision, parseIdentifierPattern, parseNamePattern } from "#lib/domain/rollout/naming.ts";
import type { RolloutKind } from "#lib/domain/rollout.ts";
import type { NamesCheck as Checked } from "#lib/organizations/check-names.ts";
import type { OrganizationForm as Values } from "#lib/schemas/rollout-organization-schema.ts";

const TIMEOUT_MS = 30_000;

type NamesCheckProps = {
	readonly rolloutId: string;
	readonly kind: RolloutKind;
	/** As the fields were when one was left last. */
	readonly asked: Values;
};

/** Whether two connectors would have one identifier, asked whenever a field is left. */
export function NamesCheck({ rolloutId, kind, asked }: NamesCheckProps) {
	const { connectorName, identifier, accounts } = asked;
	const list = kind === "list" ? accounts : null;
	const isReadable = parseNamePattern(connectorName).ok && parseIdentifierPattern(identifier).ok;
	const { data, error, isFetching } = useQuery({
		queryKey: ["names", rolloutId, connectorName, identifier, list],
		queryFn: ({ signal }) =>
			askLive<Checked>(
				`/api/live/rollouts/${rolloutId}/names`,
				{ naming: { connectorName, identifier }, accounts: list },
				AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
			),
		enabled: isReadable && list !== "",
		refetchOnWindowFocus: false,
		staleTime: 60_000,
	});
	if (!isReadable || list === "") return null;
	return (
		<div className="mt-2 flex flex-col gap-2">
			<StatusRegion visible className="text-sm text-ink-2">
				{isFetching && "Comparing with the connectors here and in Harness…"}
				{!isFetching && error !== null && "The names could not be compared: Rolebridge did not answer."}
				{!isFetching && data !== undefined && verdict(data)}
			</StatusRegion>
			{data?.harness != null && !isFetching && (
				<Notice tone="warn" title="Harness's own connectors were not compared">
					{data.harness.code === "HARNESS_NOT_CONFIGURED"
						? "No API key is set up yet. The plan before registering compares them again."
						: "Harness did not answer. The plan before registering compares them again."}
				</Notice>
			)}
			{data !== undefined && data.collisionCount > 0 && !isFetching && <Collisions checked={data} />}
		</div>
	);
}

function verdict({ count, collisionCount }: Checked): string {
	if (count === 0) return "No account is known yet; names are compared as soon as accounts are.";
	const accounts = `${count.toLocaleString("en")} ${count === 1 ? "account" : "accounts"}`;
	return collisionCount === 0
		? `${accounts} compared: no identifier meets another.`
		: `${accounts} compared.`;
}

function Collisions({ checked: { collisions, collisionCount } }: { readonly checked: Checked }) {
	return (
		<Notice
			tone="bad"
			live="status"
			title={`${collisionCount.toLocaleString("en")} ${collisionCount === 1 ? "identifier is" : "identifiers are"} taken more than once`}
		>
			<ul className="list-disc pl-5">
				{collisions.map((collision) => (
					<li key={`${collision.identifier} ${collision.with}`}>
						<Mono wrap>{collision.identifier}</Mono>: {words(collision)}
					</li>
				))}
			</ul>
			<p className="mt-1">
				With {"{accountId}"} in the pattern no two accounts meet. An account whose identifier another
				connector has cannot be registered.
			</p>
		</Notice>
	);
}

function words({ with: whom, count, accountIds, takenFor }: NameCollision): string {
	const who = `${accountIds.slice(0, 3).join(", ")}${count > 3 ? ` and ${count - 3} more` : ""}`;
	switch (whom) {
		case "each-other":
			return `${count} accounts, ${who}.`;
		case "here":
			return `${who}; a connector here has it${takenFor === null ? "" : `, for ${takenFor}`}.`;
		case "harness":
			return `${who}; a connector in Harness has it${takenFor === null ? "" : `, for ${takenFor}`}.`;
		default:
			return whom satisfies never;
	}
}
