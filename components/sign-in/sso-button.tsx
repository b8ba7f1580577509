import { buttonClass } from "#components/ui/button-class.ts";
import { providerName } from "#lib/domain/single-sign-on.ts";

export type SsoButtonProps = {
	/** What the company calls its provider, often nothing. */
	readonly label: string;
	/** The page to open once signed in. */
	readonly next: string;
};

/** A plain link: the server sends the browser on to the provider. */
export function SsoButton({ label, next }: SsoButtonProps) {
	const query = new URLSearchParams({ next });
	return (
		<a href={`/api/auth/sso/start?${query}`} className={buttonClass("primary", "normal", "w-full")}>
			Sign in with {providerName(label)}
		</a>
	);
}
