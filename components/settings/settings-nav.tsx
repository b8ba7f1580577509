import { Link } from "#components/ui/link.tsx";
import { cn } from "#lib/cn.ts";

const PAGES = {
	general: { href: "/settings", label: "General" },
	verifier: { href: "/settings/verifier", label: "Verifier" },
	notifications: { href: "/settings/notifications", label: "Notifications" },
	apiKeys: { href: "/settings/api-keys", label: "API keys" },
	signIn: { href: "/settings/sign-in", label: "Sign-in" },
	limits: { href: "/settings/limits", label: "Limits" },
	people: { href: "/settings/people", label: "People" },
	access: { href: "/settings/access", label: "Changes of trust" },
} as const;

export type SettingsNavProps = {
	readonly current: keyof typeof PAGES;
	/** The page lies below the current entry: the entry then leads back up. */
	readonly isBelow?: boolean;
};

/** From one page of the settings to the others. */
export function SettingsNav({ current, isBelow = false }: SettingsNavProps) {
	return (
		<nav aria-label="Settings" className="border-b border-line">
			<ul className="flex flex-wrap gap-x-1">
				{Object.entries(PAGES).map(([key, { href, label }]) => {
					const isCurrent = key === current;
					return (
						<li key={key}>
							<Link
								href={href}
								aria-current={isCurrent ? (isBelow ? "true" : "page") : undefined}
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
				})}
			</ul>
		</nav>
	);
}
