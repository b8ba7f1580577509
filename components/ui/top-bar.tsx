import type { ReactNode } from "react";
import { Link } from "./link.tsx";
import { Logo } from "./logo.tsx";
import { type NavLink, NavLinks } from "./nav-links.tsx";
import { NavMenu } from "./nav-menu.tsx";

export type TopBarProps = {
	/** Where the mark leads. */
	readonly homeHref: string;
	readonly links?: readonly NavLink[];
	/** Right end, where there is room. */
	readonly aside?: ReactNode;
	/** The same for phones, inside the menu. */
	readonly menuAside?: ReactNode;
};

export function TopBar({ homeHref, links = [], aside, menuAside }: TopBarProps) {
	return (
		<header className="flex h-14 items-center gap-5 border-b border-line bg-paper px-4 md:px-6 print:hidden">
			<Link href={homeHref} className="flex rounded-sm text-ink no-underline">
				<Logo />
			</Link>
			{links.length > 0 && (
				<div className="max-nav:hidden">
					<NavLinks label="Main" links={links} />
				</div>
			)}
			<div className="flex-1" />
			{aside !== undefined && <div className="flex min-w-0 items-center gap-2 max-nav:hidden">{aside}</div>}
			{links.length > 0 && (
				<div className="nav:hidden">
					<NavMenu links={links}>{menuAside}</NavMenu>
				</div>
			)}
		</header>
	);
}
