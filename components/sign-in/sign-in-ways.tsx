import type { ReactNode } from "react";
import { Card } from "#components/ui/card.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import type { SignInWays as Ways } from "#lib/loaders/single-sign-on.ts";
import { SignedOutNotice } from "./signed-out-notice.tsx";
import { SsoButton } from "./sso-button.tsx";
import { SsoError } from "./sso-error.tsx";

export type SignInWaysProps = {
	readonly ways: Ways;
	readonly next: string;
	/** From the address: what came back from the provider. */
	readonly error: string | readonly string[] | undefined;
	/** The form for e-mail and password. */
	readonly children: ReactNode;
};

/** The provider first, where there is one; the form beside it, or folded away where it lets in one account only. */
export function SignInWays({ ways, next, error, children }: SignInWaysProps) {
	const { ssoLabel, isSsoOnly, mayEndAtProvider } = ways;
	if (ssoLabel === null)
		return (
			<>
				<SsoError code={error} />
				<Card label="Sign in">{children}</Card>
			</>
		);
	return (
		<>
			<SsoError code={error} />
			{mayEndAtProvider && <SignedOutNotice label={ssoLabel} />}
			<Card label="Sign in">
				<SsoButton label={ssoLabel} next={next} />
				{isSsoOnly ? (
					<Disclosure summary="Break-glass account" className="mt-4">
						<p className="mb-3 text-sm text-ink-2">
							For one account, on the day the provider fails. Every administrator is told when it is used.
						</p>
						{children}
					</Disclosure>
				) : (
					<>
						<p className="my-4 flex items-center gap-3 text-sm text-ink-2 before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
							or
						</p>
						{children}
					</>
				)}
			</Card>
		</>
	);
}
