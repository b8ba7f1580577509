"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { lazy, Suspense, useState } from "react";
import { getLive } from "#components/setup/live-fetch.ts";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import type { LaunchLinkKind } from "#lib/domain/launch-link.ts";
import type { ConnectorLinksView, RolloutLinksView } from "#lib/launch-links/view.ts";
import type { LinkAbout } from "./link-about.ts";
import type { LinkActs } from "./link-acts.ts";
import { LinkRow } from "./link-row.tsx";
import { isAlive } from "./link-words.ts";

const CreateLinkDialog = lazy(async () => ({
	default: (await import("./create-link-dialog.tsx")).CreateLinkDialog,
}));

const LOOK_MS = 3_000;
const SHOWN_AT_ONCE = 3;

export type LinksPanelProps = {
	readonly acts: LinkActs;
	readonly about: LinkAbout;
	readonly title: string;
	/** Under the title, while there is no link yet: what it is good for. */
	readonly what: string;
	/** The one thing to ask for here, and nothing is shown while it cannot be; without it, whatever is needed. */
	readonly kind?: LaunchLinkKind;
};

/** The links of one connector, alive: sent, opened, acted on, answered. */
export function LinksPanel({ about, title, what, kind, acts }: LinksPanelProps) {
	const { data, refresh } = useLinks(about);
	const [isCreating, setIsCreating] = useState(false);
	const [isAll, setIsAll] = useState(false);
	const links = data?.links ?? [];
	const kinds = data && kindsOf(data).filter((each) => kind === undefined || each === kind);
	if (kind !== undefined && kinds?.length === 0 && links.length === 0) return null;
	const shown = isAll ? links : links.filter((link, index) => index < SHOWN_AT_ONCE || isAlive(link));
	return (
		<Card label={title} flush>
			<div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2.5 px-4.5 py-3.5">
				<div className="min-w-0 flex-1 basis-52">
					<h2>{title}</h2>
					<p className="text-sm text-ink-2">{what}</p>
				</div>
				<Button disabled={kinds === undefined || kinds.length === 0} onClick={() => setIsCreating(true)}>
					Send to somebody with AWS access
				</Button>
			</div>
			{kinds?.length === 0 && (
				<p className="border-t border-line px-4.5 py-3 text-sm text-ink-2">
					There is nothing to ask for in AWS at present.
				</p>
			)}
			{data !== undefined && shown.length > 0 && (
				<ul aria-label="Launch links" className="border-t border-line">
					{shown.map((link) => (
						<LinkRow key={link.id} link={link} now={data.now} acts={acts} onChanged={refresh} />
					))}
				</ul>
			)}
			{shown.length < links.length && (
				<div className="border-t border-line px-4.5 py-2">
					<Button tone="quiet" size="small" onClick={() => setIsAll(true)}>
						Show {links.length - shown.length} older
					</Button>
				</div>
			)}
			<Suspense>
				{isCreating && (
					<CreateLinkDialog
						about={about}
						kinds={kinds ?? []}
						onCreated={refresh}
						onClose={() => setIsCreating(false)}
					/>
				)}
			</Suspense>
		</Card>
	);
}

function kindsOf(data: ConnectorLinksView | RolloutLinksView): readonly LaunchLinkKind[] {
	return "kinds" in data ? data.kinds : ["roll-out"];
}

function useLinks(about: LinkAbout) {
	const client = useQueryClient();
	const router = useRouter();
	const { data } = useQuery({
		queryKey: ["launch-links", about],
		queryFn: ({ signal }) => getLive<ConnectorLinksView | RolloutLinksView>(pathOf(about), signal),
		refetchInterval: ({ state }) => (state.data?.links.some(isAlive) ? LOOK_MS : false),
		refetchOnWindowFocus: "always",
	});
	function refresh() {
		void client.invalidateQueries({ queryKey: ["launch-links", about] });
		// An offer that was taken changes the rest of the page as well.
		router.refresh();
	}
	return { data, refresh };
}

function pathOf(about: LinkAbout): string {
	return "rolloutId" in about
		? `/api/live/rollouts/${about.rolloutId}/launch-links`
		: `/api/live/connectors/${about.connectorId}/launch-links`;
}
