"use client";

import { usePathname } from "next/navigation";
import { cn } from "#lib/cn.ts";
import { Link } from "./link.tsx";

export type NavLink = {
	readonly href: string;
	readonly label: string;
	/** How much waits there; none is not shown. */
	readonly count?: number;
	/** Other paths that belong to this entry. The entry's own path and what lies under it always do. */
	readonly alsoUnder?: readonly string[];
	/** What lies under its path belongs to other entries. */
	readonly isExact?: boolean;
};

export type NavLinksProps = {
	readonly label: string;
	readonly links: readonly NavLink[];
	readonly stacked?: boolean;
	readonly onFollow?: () => void;
};

export function NavLinks({ label, links, stacked = false, onFollow }: NavLinksProps) {
	const pathname = usePathname();
	return (
		<nav aria-label={label}>
			<ul className={cn("flex flex-wrap gap-1", stacked && "flex-col")}>
				{links.map((link) => {
					const isCurrent = link.isExact
						? pathname === link.href
						: [link.href, ...(link.alsoUnder ?? [])].some((path) => isUnder(pathname, path));
					return (
						<li key={link.href}>
							<Link
								href={link.href}
								aria-current={isCurrent ? "page" : undefined}
								onClick={onFollow}
								className={cn(
									"block rounded-sm px-2.5 py-1.5 font-medium no-underline transition-colors",
									stacked && "py-2.75",
									isCurrent ? "bg-wash-2 text-ink" : "text-ink-2 hover:bg-wash-2 hover:text-ink",
								)}
							>
								{link.label}
								{link.count !== undefined && link.count > 0 && <Count count={link.count} />}
							</Link>
						</li>
					);
				})}
			</ul>
		</nav>
	);
}

function Count({ count }: { readonly count: number }) {
	return (
		<>
			{" "}
			<span className="ml-1 rounded-full bg-bad-wash px-1.5 py-0.5 text-sm text-bad tabular-nums">
				{count > 999 ? "999+" : count}
			</span>
			<span className="sr-only"> open</span>
		</>
	);
}

function isUnder(pathname: string | null, path: string): boolean {
	if (pathname === null) return false;
	return pathname === path || (path !== "/" && pathname.startsWith(`${path}/`));
}
