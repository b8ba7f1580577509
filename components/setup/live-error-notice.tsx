import { LinkButton } from "#components/ui/link-button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { LiveError } from "./live-fetch.ts";

/** Says that what is shown may be old, and why. */
export function LiveErrorNotice({ error }: { readonly error: Error | null }) {
	if (error === null) return null;
	const code = error instanceof LiveError ? error.code : null;
	if (code === "NOT_SIGNED_IN") {
		return (
			<Notice
				tone="warn"
				live="alert"
				title="You are signed out"
				action={
					<LinkButton href="/sign-in" size="small">
						Sign in
					</LinkButton>
				}
			>
				What you see is from before. Saved steps are kept.
			</Notice>
		);
	}
	return (
		<Notice tone="warn" live="status" title="Rolebridge could not be reached">
			What you see may be out of date. It is tried again every few seconds.
		</Notice>
	);
}
