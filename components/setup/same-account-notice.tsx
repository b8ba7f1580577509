"use client";

import { useState } from "react";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Mono } from "#components/ui/mono.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { SameAccount } from "#lib/loaders/same-account.ts";
import { getLive } from "./live-fetch.ts";

/** Looks up which connector has an account already; finding none, or nobody, says nothing more. */
export function useSameAccount(connectorId: string) {
	const [found, setFound] = useState<SameAccount>(null);

	async function find(awsAccountId: string) {
		const query = new URLSearchParams({ account: awsAccountId });
		const path = `/api/live/connectors/${connectorId}/same-account?${query}`;
		setFound(await getLive<SameAccount>(path, AbortSignal.timeout(10_000)).catch(() => null));
	}

	return { found, find: (awsAccountId: string) => void find(awsAccountId) };
}

/** Which connector has the account, and the way to it. */
export function SameAccountNotice({ found }: { readonly found: SameAccount }) {
	if (found === null) return null;
	if (found.where === "here") {
		const { id, name, isDraft } = found;
		const href = isDraft ? `/connectors/${id}/setup` : `/connectors/${id}`;
		return (
			<Notice
				tone="warn"
				live="status"
				title={`This AWS account belongs to ${name === null ? "another draft" : `“${name}”`}`}
				action={<LinkButton href={href}>{isDraft ? "Go on with it" : "Open it"}</LinkButton>}
			>
				{isDraft
					? "Its set-up was begun and not finished. An AWS account has one connector, drafts included."
					: "An AWS account has one connector. Change that one, or offboard it first."}
			</Notice>
		);
	}
	return (
		<Notice
			tone="warn"
			live="status"
			title={`Harness has ${found.name === "" ? "a connector" : `“${found.name}”`} for this AWS account`}
			action={
				found.url !== null && (
					<LinkButton href={found.url} external>
						Open Harness
					</LinkButton>
				)
			}
		>
			{found.identifier !== "" && (
				<>
					Its identifier is <Mono wrap>{found.identifier}</Mono>.{" "}
				</>
			)}
			Two connectors for one account would report its costs twice: edit that one in Harness, or delete it
			there, then press Continue again.
		</Notice>
	);
}
