import Link from "next/link";
import { AccountNumber } from "#components/ui/account-number.tsx";
import { Card } from "#components/ui/card.tsx";
import { Pill } from "#components/ui/pill.tsx";
import type { State } from "#components/ui/state.ts";
import type { ProblemGroup, RolloutProblem } from "#lib/db/rollouts-port.ts";
import { rolloutAccountsHref } from "#lib/domain/rollout/accounts-query.ts";
import type { Coverage } from "#lib/domain/rollout.ts";

export type ProblemsCardProps = {
	readonly rolloutId: string;
	readonly problems: readonly ProblemGroup[];
	readonly coverage: Coverage;
};

/** What stands in the way, one row a cause: forty accounts with one cause are one thing to mend. */
export function ProblemsCard({ rolloutId, problems, coverage }: ProblemsCardProps) {
	if (problems.length === 0) {
		if (coverage.deployed === 0) return null;
		return (
			<Card title="Problems">
				<p className="text-ink-2">None was seen in the accounts that have their stack.</p>
			</Card>
		);
	}
	return (
		<Card title="Problems" subtitle="Grouped by cause, the most accounts first." flush>
			<ul>
				{problems.map(({ problem, count, examples }) => (
					<li
						key={`${problem.kind}:${problem.cause}`}
						className="border-t border-line px-4.5 py-3 first:border-t-0 [header+&]:border-t-0"
					>
						<div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
							<span className="flex flex-wrap items-center gap-2">
								<Pill state={PROBLEM_LOOKS[problem.kind].state}>{PROBLEM_LOOKS[problem.kind].word}</Pill>
								<b>{count === 1 ? "1 account" : `${count.toLocaleString("en")} accounts`}</b>
							</span>
							<Link
								href={rolloutAccountsHref(rolloutId, { problem: `${problem.kind}:${problem.cause}` })}
								className="link text-sm"
							>
								Show {count === 1 ? "it" : "them"}
							</Link>
						</div>
						<p className="mt-1 [overflow-wrap:anywhere]">{problem.words}</p>
						<p className="mt-1 flex flex-wrap gap-x-3 gap-y-0.5 text-sm text-ink-2">
							{examples.slice(0, 3).map(({ accountId, name }) => (
								<span key={accountId}>
									{name !== "" && `${name} `}
									<AccountNumber value={accountId} />
								</span>
							))}
							{count > 3 && <span>and {(count - 3).toLocaleString("en")} more</span>}
						</p>
					</li>
				))}
			</ul>
		</Card>
	);
}

type Look = { readonly state: State; readonly word: string };

export const PROBLEM_LOOKS = {
	"stack-failed": { state: "bad", word: "Stack failed" },
	"stack-outdated": { state: "warn", word: "Stack not up to date" },
	"role-not-answering": { state: "bad", word: "Role does not answer" },
	trust: { state: "bad", word: "Trust" },
	permissions: { state: "warn", word: "Permissions" },
	enrol: { state: "warn", word: "No connector made" },
	registration: { state: "warn", word: "Harness" },
	health: { state: "warn", word: "Checks" },
	"account-state": { state: "none", word: "Account not active" },
} as const satisfies Record<RolloutProblem["kind"], Look>;
