"use client";

import { type ReactNode, useId, useRef } from "react";
import { buttonClass } from "./button-class.ts";
import { MenuIcon } from "./icons.tsx";
import { type NavLink, NavLinks } from "./nav-links.tsx";

export type NavMenuProps = { readonly links: readonly NavLink[]; readonly children?: ReactNode };

/**
 * The navigation where the top bar has no room for it, within the thumb's reach: the browser's own popover, closed by Escape,
 * a press beside it, or following a link.
 */
export function NavMenu({ links, children }: NavMenuProps) {
	const id = useId();
	const panel = useRef<HTMLDivElement>(null);
	return (
		<>
			<button type="button" popoverTarget={id} className={buttonClass("quiet", "normal", "-mr-2")}>
				<MenuIcon />
				Menu
			</button>
			<div
				ref={panel}
				id={id}
				popover="auto"
				className="top-auto right-0 bottom-0 left-0 m-0 max-h-[80dvh] w-auto overflow-y-auto border-0 border-t border-line bg-paper p-4 pb-[max(1rem,env(safe-area-inset-bottom))] text-ink shadow-float"
			>
				<NavLinks label="Main" links={links} stacked onFollow={() => panel.current?.hidePopover()} />
				{children !== undefined && <div className="mt-3 border-t border-line pt-3">{children}</div>}
			</div>
		</>
	);
}
