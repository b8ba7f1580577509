import { buttonClass } from "#components/ui/button-class.ts";
import { Notice } from "#components/ui/notice.tsx";
import { providerName } from "#lib/domain/single-sign-on.ts";

/** On a machine that others use, signing out here alone would let the next person in without a question. */
export function SignedOutNotice({ label }: { readonly label: string }) {
	return (
		<Notice
			tone="info"
			title="You are signed out of Rolebridge"
			action={
				<a href="/api/auth/sso/sign-out" className={buttonClass("default", "small")}>
					Sign out there too
				</a>
			}
		>
			You are still signed in at the provider ({providerName(label)}): whoever uses this browser next can come
			back in without a question.
		</Notice>
	);
}
