import { FailureByCode } from "#components/lifecycle/failure-by-code.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { relativeWords } from "#components/ui/time-words.ts";
import type { RolloutHead } from "#lib/loaders/rollout-watch.ts";
import type { RolloutWatchView } from "#lib/loaders/rollout-watch-view.ts";

/** For so long a role that is not there is on its way. */
const PATIENCE_MS = 5 * 60_000;

function isEarly({ launchedAt }: RolloutHead, now: number): boolean {
	return launchedAt !== null && now - launchedAt < PATIENCE_MS;
}

/** What is awaited, or since when nothing could be seen: numbers that are old are said to be old. */
export function ReadingNotice({
	head,
	view,
}: {
	readonly head: RolloutHead;
	readonly view: RolloutWatchView;
}) {
	const { reading, now } = view;
	if (head.status === "ended")
		return (
			<Notice tone="info" title="This rollout has ended">
				Nothing of the organization is read any more. Its connectors stay, and are checked like any other.
			</Notice>
		);
	if (!reading.isRead)
		return (
			<p className="text-sm text-ink-2">
				A list of accounts: who joins or leaves is not followed. Each role answers for itself.
			</p>
		);
	if (reading.failure !== null && reading.readerFoundAt !== null)
		return (
			<Notice
				tone="warn"
				title={`The organization could not be read${reading.reconciledAt === null ? "" : `, last ${relativeWords(reading.reconciledAt, now)}`}`}
			>
				<p>Accounts and stacks are shown as they were then. Nothing is taken for gone because of it.</p>
				<FailureByCode code={reading.failure.code} />
			</Notice>
		);
	if (reading.readerFoundAt === null)
		return (
			<Notice
				tone="wait"
				action={
					<LinkButton href={`/organizations/${head.id}/setup/launch`} size="small">
						Show the ways to launch
					</LinkButton>
				}
				title={`Waiting for the stack in ${head.isDelegated ? "the delegated administrator's account" : "the management account"}`}
			>
				<p>
					{head.launchedAt !== null && (
						<>
							Launched <RelativeTime at={head.launchedAt} now={now} />.{" "}
						</>
					)}
					This page notices by itself: the organization reader role is asked for while you look. Once it
					answers, accounts and organizational units appear here.
				</p>
				{reading.failure !== null &&
					(isEarly(head, now) && reading.failure.code === "ORGANIZATION_READER_NOT_FOUND" ? (
						<p>A new stack takes a minute or two: not found is not yet a failure.</p>
					) : (
						<FailureByCode code={reading.failure.code} />
					))}
			</Notice>
		);
	return (
		<p className="text-sm text-ink-2">
			AWS was read{" "}
			{reading.reconciledAt === null ? "not yet" : <RelativeTime at={reading.reconciledAt} now={now} />}, and
			is read again while you look.
		</p>
	);
}
