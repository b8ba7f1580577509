import type { ReactNode } from "react";
import { Link } from "#components/ui/link.tsx";
import { cn } from "#lib/cn.ts";
import type { DashboardQuery } from "#lib/domain/dashboard-query.ts";
import { type DashboardPlace, dashboardHref } from "./dashboard-href.ts";

export type DashboardTabsProps = {
	readonly query: DashboardQuery;
	readonly place: DashboardPlace;
	/** What the open view can be told. */
	readonly children?: ReactNode;
};

const VIEWS = [
	{ view: "tables", label: "List" },
	{ view: "fleet", label: "Fleet" },
] as const;

/** Two pages of one address: the list, and the figures of all together. */
export function DashboardTabs({ query, place, children }: DashboardTabsProps) {
	return (
		<div className="flex flex-wrap items-end border-b border-line">
			<nav aria-label="Dashboard">
				<ul className="flex gap-1.5">
					{VIEWS.map(({ view, label }) => (
						<li key={view}>
							<Link
								href={dashboardHref(query, {}, { ...place, view })}
								aria-current={place.view === view ? "page" : undefined}
								scroll={false}
								className={cn(
									"-mb-px block border-b-2 px-3 py-2.25 font-medium no-underline transition-colors",
									place.view === view
										? "border-brand text-ink"
										: "border-transparent text-ink-2 hover:text-ink",
								)}
							>
								{label}
							</Link>
						</li>
					))}
				</ul>
			</nav>
			{children}
		</div>
	);
}
