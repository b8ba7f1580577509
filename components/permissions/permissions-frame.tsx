import type { ReactNode } from "react";
import { Allowed } from "#components/shell/abilities.tsx";
import { Link } from "#components/ui/link.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { cn } from "#lib/cn.ts";

const PAGES = {
	compose: { href: "/permissions", label: "Compose a policy" },
	check: { href: "/permissions/check", label: "Check a role" },
	trust: { href: "/permissions/trust-policy", label: "Trust-policy doctor" },
} as const;
type Page = keyof typeof PAGES;

type PermissionsFrameProps = {
	readonly current: Page;
	readonly title: string;
	readonly subtitle: ReactNode;
	readonly children: ReactNode;
};

/** The three pages about what a role may do and who may use it. */
export function PermissionsFrame({ current, title, subtitle, children }: PermissionsFrameProps) {
	return (
		<div className="flex flex-col gap-4">
			<PageHeader eyebrow="Permissions" title={title} subtitle={subtitle} />
			<nav aria-label="Permissions" className="border-b border-line">
				<ul className="flex flex-wrap gap-x-1">
					<Entry page="compose" current={current} />
					<Entry page="check" current={current} />
					<Allowed to="connector.view-trust">
						<Entry page="trust" current={current} />
					</Allowed>
				</ul>
			</nav>
			{children}
		</div>
	);
}

function Entry({ page, current }: { readonly page: Page; readonly current: Page }) {
	const { href, label } = PAGES[page];
	const isCurrent = page === current;
	return (
		<li>
			<Link
				href={href}
				aria-current={isCurrent ? "page" : undefined}
				className={cn(
					"block border-b-2 px-2.5 py-2.25 font-medium whitespace-nowrap no-underline transition-colors sm:px-3",
					isCurrent
						? "border-brand text-ink"
						: "border-transparent text-ink-2 hover:text-ink focus-visible:text-ink",
				)}
			>
				{label}
			</Link>
		</li>
	);
}
