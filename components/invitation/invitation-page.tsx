"use client";

import { useState } from "react";
import { failureOf } from "#components/setup/action-failure.ts";
import { ActionFailureNotice } from "#components/setup/action-failure-notice.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { openInvitationAction } from "#lib/actions/people-actions.ts";
import type { Failure } from "#lib/domain/failures.ts";
import { ROLE_INFO } from "#lib/domain/people.ts";
import type { InvitationView } from "#lib/people/open-invitation.ts";
import { AcceptForm } from "./accept-form.tsx";

type Opened = { readonly view: InvitationView; readonly secret: string };

/** Neutral until the button is pressed: a preview of the link, or a scanner that loads it, learns and uses nothing. */
export function InvitationPage({ id }: { readonly id: string }) {
	const [opened, setOpened] = useState<Opened | null>(null);
	const [isOpening, setIsOpening] = useState(false);
	const [failure, setFailure] = useState<Failure | "unreachable" | null>(null);

	async function open() {
		setIsOpening(true);
		const { hash, pathname } = window.location;
		const secret = hash.slice(1);
		const refused = await failureOf(async () => {
			const answer = await openInvitationAction({ id, secret });
			if (answer.data?.ok) setOpened({ view: answer.data.value, secret });
			return answer;
		});
		// Out of the address bar and the history, before anybody looks over a shoulder.
		if (refused === null) window.history.replaceState(null, "", pathname);
		// A link that was cut short is no better than none.
		const isMalformed = refused !== null && refused !== "unreachable" && refused.code === "INPUT_INVALID";
		setFailure(isMalformed ? { code: "INVITATION_NOT_VALID" } : refused);
		setIsOpening(false);
	}

	if (opened !== null) return <OpenedInvitation id={id} {...opened} />;
	return (
		<>
			<h1>You are invited</h1>
			<Card label="Invitation">
				<p className="mb-4 text-ink-2">
					Somebody invites you to Rolebridge, which connects AWS accounts to Harness. Nothing happens until
					you have seen by whom and as what.
				</p>
				<div className="flex flex-col items-start gap-3">
					<ActionFailureNotice failure={failure} />
					<Button tone="primary" pending={isOpening} pendingLabel="Opening…" onClick={open}>
						Open the invitation
					</Button>
				</div>
			</Card>
		</>
	);
}

function OpenedInvitation({ id, view, secret }: Opened & { readonly id: string }) {
	const { email, role, invitedBy, isPasswordAllowed } = view;
	const { label, summary } = ROLE_INFO[role];
	return (
		<>
			<h1>{invitedBy} invites you</h1>
			<Card label="Invitation">
				<p className="[overflow-wrap:anywhere]">
					You will sign in as <b>{email}</b>.
				</p>
				<p className="mt-1 mb-4 text-ink-2">
					Your role: {label.toLowerCase()}. {summary}
				</p>
				{isPasswordAllowed ? (
					<AcceptForm id={id} secret={secret} email={email} />
				) : (
					<Notice
						tone="info"
						title="Sign in with your company's account"
						action={<LinkButton href="/sign-in">Sign in</LinkButton>}
					>
						This installation lets people in by single sign-on. No password is needed.
					</Notice>
				)}
			</Card>
		</>
	);
}
