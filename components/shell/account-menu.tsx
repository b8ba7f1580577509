import { SignOutButton } from "#components/sign-in/sign-out-button.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";

/** Who is signed in, and what one may do about it. */
export function AccountMenu({ email }: { readonly email: string }) {
	return (
		<div className="flex items-center gap-x-2 gap-y-1 max-nav:flex-wrap nav:whitespace-nowrap">
			<span
				title={email}
				className="min-w-0 truncate px-2.5 text-sm text-ink-2 max-nav:w-full nav:max-w-44 nav:max-wide:hidden"
			>
				{email}
			</span>
			<LinkButton href="/account" tone="quiet" size="small">
				Account
			</LinkButton>
			<SignOutButton />
		</div>
	);
}
