import { CopyField } from "#components/ui/copy-field.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { Failure } from "#lib/domain/failures.ts";

export type MadeInvitation = {
	readonly email: string;
	readonly isMailed: boolean;
	/** From the path on where the installation does not know its own address. */
	readonly url: string;
	/** Why the e-mail was not sent; null: it was, or none was wanted. */
	readonly mailFailure: Failure | null;
};

/** An invitation's link, the one time it is shown. */
export function InvitationMade({
	made: { email, isMailed, url, mailFailure },
}: {
	readonly made: MadeInvitation;
}) {
	return (
		<div ref={takeFocus} tabIndex={-1} className="flex flex-col gap-4 outline-none">
			<Notice tone="ok" live="status" title={`${email} is invited`}>
				{isMailed && mailFailure === null
					? "The link is on its way by e-mail. It is shown here this once as well."
					: "Hand the link on yourself. It is shown this once; whoever has it can accept."}
			</Notice>
			{mailFailure !== null && (
				<Notice tone="warn" title="The e-mail could not be sent">
					{mailFailure.detail ?? "The mail server did not take it."}
				</Notice>
			)}
			<CopyField
				label="Invitation link"
				value={new URL(url, window.location.origin).href}
				hint="It works once, for seven days. What stands after the # is sent to no server."
			/>
			<div className="flex flex-wrap gap-2.5">
				<LinkButton href="/settings/people" tone="primary">
					Done
				</LinkButton>
			</div>
		</div>
	);
}

/** The button that was pressed is far below: what must not be missed comes into view. */
function takeFocus(element: HTMLElement | null) {
	element?.focus();
}
