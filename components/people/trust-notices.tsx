"use client";

import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { Link } from "#components/ui/link.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { TrustNoticeLine, TrustNoticesView } from "#lib/loaders/trust.ts";

export type TrustNoticesProps = {
	readonly view: TrustNoticesView;
	/** Those up to this moment are not shown again. */
	readonly dismiss: (input: { readonly upTo: number }) => Promise<unknown>;
};

/** Tells administrators above every page who changed whom this installation trusts, until they have seen it. */
export function TrustNotices({ view: { lines, now }, dismiss }: TrustNoticesProps) {
	const [dismissedUpTo, setDismissedUpTo] = useState(0);
	const shown = lines.filter(({ at }) => at > dismissedUpTo);
	const [newest, ...older] = shown;
	if (newest === undefined) return null;

	async function dismissAll(upTo: number) {
		setDismissedUpTo(upTo);
		await dismiss({ upTo }).catch(() => setDismissedUpTo(0));
	}

	return (
		<aside aria-label="Changes of trust">
			<Notice
				tone="info"
				title={<Line line={newest} now={now} />}
				action={
					<Button size="small" onClick={() => dismissAll(newest.at)}>
						Dismiss
					</Button>
				}
			>
				{older.length > 0 && (
					<Disclosure
						summary={
							older.length === 1 ? "One more change of trust" : `${older.length} more changes of trust`
						}
					>
						<ul className="flex flex-col gap-1">
							{older.map((line) => (
								<li key={line.id}>
									<Line line={line} now={now} />
								</li>
							))}
						</ul>
					</Disclosure>
				)}
			</Notice>
		</aside>
	);
}

function Line({
	line: { who, words, at, isRequest },
	now,
}: {
	readonly line: TrustNoticeLine;
	readonly now: number;
}) {
	return (
		<span className="[overflow-wrap:anywhere]">
			{who} {words}{" "}
			<span className="font-normal text-ink-2">
				<RelativeTime at={at} now={now} />
				{isRequest && (
					<>
						{" · "}
						<Link href="/settings/approvals">Decide</Link>
					</>
				)}
			</span>
		</span>
	);
}
