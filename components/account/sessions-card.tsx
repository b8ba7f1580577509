"use client";

import { ActionFailureNotice } from "#components/setup/action-failure-notice.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { Mono } from "#components/ui/mono.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { useToast } from "#components/ui/toast.tsx";
import { endOtherSessionsAction, endSessionAction } from "#lib/actions/account-actions.ts";
import { browserName } from "#lib/domain/browser-name.ts";
import { useOwnAct } from "./use-own-act.ts";

type Session = {
	readonly id: string;
	readonly isCurrent: boolean;
	readonly address: string | null;
	readonly userAgent: string;
	readonly signedInAt: number;
	readonly lastSeenAt: number;
	readonly provedBy: string | null;
};

export type SessionsCardProps = { readonly sessions: readonly Session[]; readonly now: number };

const PROVED_BY: Readonly<Record<string, string>> = {
	password: "with the password alone",
	"second-factor": "with password and code",
	passkey: "with a passkey",
	sso: "by single sign-on",
};

export function SessionsCard({ sessions, now }: SessionsCardProps) {
	const toast = useToast();
	const { isActing, failure, act } = useOwnAct();
	return (
		<Card
			title="Where you are signed in"
			subtitle="A session ends by itself 12 hours after its sign-in."
			{...(sessions.length > 1 && {
				aside: (
					<Button
						size="small"
						pending={isActing}
						pendingLabel="Signing out…"
						onClick={async () => {
							const answer = await act(() => endOtherSessionsAction());
							if (answer.done) toast({ state: "ok", text: "You are signed out everywhere else." });
						}}
					>
						Sign out everywhere else
					</Button>
				),
			})}
			flush
		>
			{failure !== null && (
				<div className="px-4.5 pt-4">
					<ActionFailureNotice failure={failure} />
				</div>
			)}
			<ul aria-label="Sessions" className="divide-y divide-line">
				{sessions.map((session) => (
					<SessionRow key={session.id} session={session} now={now} />
				))}
			</ul>
		</Card>
	);
}

function SessionRow({ session, now }: { readonly session: Session; readonly now: number }) {
	const { isActing, failure, act } = useOwnAct();
	const { id, isCurrent, address, userAgent, signedInAt, lastSeenAt, provedBy } = session;
	const how = PROVED_BY[provedBy ?? ""];
	return (
		<li className="px-4.5 py-3">
			<div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1.5">
				<div className="min-w-0">
					<p className="flex flex-wrap items-center gap-2 font-medium">
						<span id={`session-${id}`}>{browserName(userAgent)}</span>
						{isCurrent && <Tag>This one</Tag>}
					</p>
					<p className="text-sm text-ink-2">
						Signed in <RelativeTime at={signedInAt} now={now} />
						{how !== undefined && ` ${how}`}
						{address !== null && (
							<>
								{" "}
								from <Mono>{address}</Mono>
							</>
						)}
						{!isCurrent && (
							<>
								, last seen <RelativeTime at={lastSeenAt} now={now} />
							</>
						)}
						.
					</p>
				</div>
				{!isCurrent && (
					<Button
						size="small"
						tone="quiet"
						aria-describedby={`session-${id}`}
						pending={isActing}
						pendingLabel="Signing out…"
						onClick={() => act(() => endSessionAction({ id }))}
					>
						Sign out
					</Button>
				)}
			</div>
			<ActionFailureNotice failure={failure} />
		</li>
	);
}
