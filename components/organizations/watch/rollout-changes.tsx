import { AccountNumber } from "#components/ui/account-number.tsx";
import { Card } from "#components/ui/card.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { RolloutChangeKind } from "#lib/domain/rollout.ts";
import type { ChangeRow } from "#lib/loaders/rollout-watch-view.ts";

/** Who joined, left or was suspended since the rollout began. */
export function RolloutChanges({
	changes,
	now,
}: {
	readonly changes: readonly ChangeRow[];
	readonly now: number;
}) {
	if (changes.length === 0) return null;
	return (
		<Card title="Joined, left, changed" subtitle="The newest 20." flush>
			<ul>
				{changes.map((change) => (
					<li
						key={change.index}
						className="flex flex-wrap items-center justify-between gap-x-4 gap-y-0.5 border-t border-line px-4.5 py-2.5 first:border-t-0 [header+&]:border-t-0"
					>
						<span>
							<AccountNumber value={change.accountId} /> {wordsOf(change)}
						</span>
						<span className="text-sm text-ink-2">
							<RelativeTime at={change.at} now={now} />
						</span>
					</li>
				))}
			</ul>
		</Card>
	);
}

const WORDS = {
	joined: "joined the organization",
	left: "left the organization",
	returned: "came back",
	moved: "moved to another unit",
	"state-changed": "changed its state",
} as const satisfies Record<RolloutChangeKind, string>;

function wordsOf({ kind, details }: ChangeRow): string {
	const { from, to } = details;
	return to === undefined ? WORDS[kind] : `${WORDS[kind]}: ${from ?? "unknown"} → ${to}`;
}
