import { CopyField } from "#components/ui/copy-field.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Notice } from "#components/ui/notice.tsx";

export type NotificationSecretProps = {
	readonly secret: string;
	/** Where to go once it is kept; null: one is there already. */
	readonly doneHref: string | null;
};

/** A webhook's signing key, the one time it is shown. */
export function NotificationSecret({ secret, doneHref }: NotificationSecretProps) {
	return (
		<div ref={takeFocus} tabIndex={-1} className="flex flex-col gap-4 outline-none">
			<Notice tone="warn" live="status" title="Copy the signing key now">
				It is shown this once. The receiver verifies with it that a message comes from here; without it, make
				a new one here.
			</Notice>
			<CopyField
				label="Signing key"
				value={secret}
				hint="For the header Rolebridge-Signature; docs/notifications.md has an example to copy."
			/>
			{doneHref !== null && (
				<div>
					<LinkButton href={doneHref} tone="primary">
						I have copied it
					</LinkButton>
				</div>
			)}
		</div>
	);
}

/** The button that was pressed may be far below: what must not be missed comes into view. */
function takeFocus(element: HTMLElement | null) {
	element?.focus();
}
