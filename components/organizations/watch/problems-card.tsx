import { FailureExplained } from "#components/setup/failure-explained.tsx";
import { AccountNumber } from "#components/ui/account-number.tsx";
import { Card } from "#components/ui/card.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { Link } from "#components/ui/link.tsx";
import { Pill } from "#components/ui/pill.tsx";
import type { State } from "#components/ui/state.ts";
import type { ProblemGroup } from "#lib/db/rollouts-port.ts";
import type { RolloutProblem } from "#lib/domain/rollout/account-problem.ts";
import { rolloutAccountsHref } from "#lib/domain/rollout/accounts-query.ts";
import type { Coverage } from "#lib/domain/rollout.ts";
import { problemWords } from "./problem-words.ts";

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
						<p className="mt-1 [overflow-wrap:anywhere]">{problemWords(problem).title}</p>
						<p className="mt-1 flex flex-wrap gap-x-3 gap-y-0.5 text-sm text-ink-2">
							{examples.slice(0, 3).map(({ accountId, name }) => (
								<span key={accountId}>
									{name !== "" && `${name} `}
									<AccountNumber value={accountId} />
								</span>
							))}
							{count > 3 && <span>and {(count - 3).toLocaleString("en")} more</span>}
						</p>
						<Help problem={problem} />
					</li>
				))}
			</ul>
		</Card>
	);
}

/** What to do about a cause, and AWS's own words. */
function Help({ problem }: { readonly problem: RolloutProblem }) {
	const { raw, help } = problemWords(problem);
	if (raw === null && help === null) return null;
	return (
		<Disclosure summary={help === null ? "What AWS says" : "What to do"} className="mt-1 text-sm">
			{help !== null && <FailureExplained explanation={help} />}
			{raw !== null && (
				<p className="mt-2 text-ink-2 [overflow-wrap:anywhere]">
					{help !== null && <b>AWS says: </b>}
					<span translate="no">{raw}</span>
				</p>
			)}
		</Disclosure>
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
