"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { getLive } from "#components/setup/live-fetch.ts";
import { Button } from "#components/ui/button.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { Link } from "#components/ui/link.tsx";
import { Mono } from "#components/ui/mono.tsx";
import { FAILURES } from "#lib/domain/failures.ts";
import type { FailedItem, OperationProgress } from "#lib/domain/operation.ts";

/** What failed, why, and the way there; a page at a time. */
export function FailedItems({ operation }: { readonly operation: OperationProgress }) {
	const { counts } = operation;
	const title = counts.failed === 1 ? "1 failed" : `${counts.failed.toLocaleString("en")} failed`;
	return (
		<Disclosure summary={title} defaultOpen={counts.failed <= 5} className="mt-2">
			<Pages operation={operation} />
		</Disclosure>
	);
}

function Pages({ operation }: { readonly operation: OperationProgress }) {
	const { id, kind } = operation;
	const [after, setAfter] = useState("");
	const { data } = useQuery({
		queryKey: ["failed-items", id, after],
		queryFn: ({ signal }) =>
			getLive<OperationProgress>(`/api/live/operations/${id}?after=${encodeURIComponent(after)}`, signal),
		enabled: after !== "",
		placeholderData: (shown) => shown,
	});
	const page = after === "" ? operation : (data ?? operation);
	return (
		<>
			<ul className="flex flex-col gap-1.5 text-sm">
				{page.failed.map((item) => (
					<Failed key={item.subject} item={item} isConnector={kind !== "adopt" && kind !== "register"} />
				))}
			</ul>
			{(page.failedNext !== null || after !== "") && (
				<div className="mt-2.5 flex gap-2">
					{after !== "" && (
						<Button size="small" onClick={() => setAfter("")}>
							First page
						</Button>
					)}
					{page.failedNext !== null && (
						<Button size="small" onClick={() => setAfter(page.failedNext ?? "")}>
							Next page
						</Button>
					)}
				</div>
			)}
		</>
	);
}

/** The subjects of an import are identifiers in Harness, those of a registration AWS account IDs. */
function Failed({ item, isConnector }: { readonly item: FailedItem; readonly isConnector: boolean }) {
	const { title, fixes } = FAILURES[item.code];
	return (
		<li>
			{isConnector ? (
				<Link href={`/connectors/${item.subject}`}>{item.name ?? "Draft without a name"}</Link>
			) : (
				<Mono>{item.subject}</Mono>
			)}
			<span className="text-ink-2">
				: {title}. {fixes[0]}
			</span>
		</li>
	);
}
