import { SignOutButton } from "#components/sign-in/sign-out-button.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";

/** Who is signed in, and what one may do about it. */
export function AccountMenu({ email }: { readonly email: string }) {
	return (
		<div className="flex flex-wrap items-center gap-x-2 gap-y-1">
			<span className="px-2.5 text-sm text-ink-2 max-lg:w-full md:max-lg:hidden">{email}</span>
			<LinkButton href="/account" tone="quiet" size="small">
				Account
			</LinkButton>
			<SignOutButton />
		</div>
	);
}
