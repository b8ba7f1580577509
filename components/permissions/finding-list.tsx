import { Card } from "#components/ui/card.tsx";
import { ResultList, ResultRow } from "#components/ui/result-row.tsx";
import type { State } from "#components/ui/state.ts";
import type { LintFinding, LintSeverity } from "#lib/domain/trust-policy/lint-findings.ts";

const LOOKS = {
	error: { state: "bad", word: "Error" },
	warning: { state: "warn", word: "Warning" },
	info: { state: "none", word: "Note" },
} as const satisfies Record<LintSeverity, { readonly state: State; readonly word: string }>;

type FindingListProps = { readonly title: string; readonly findings: readonly LintFinding[] };

/** What is wrong with a policy, in plain words, with what mends it. */
export function FindingList({ title, findings }: FindingListProps) {
	const errors = findings.filter(({ severity }) => severity === "error").length;
	return (
		<Card title={title} state={stateOf(findings)} subtitle={countWords(findings.length, errors)} flush>
			{findings.length === 0 ? (
				<p className="px-4.5 py-4 text-ink-2">Nothing to find fault with.</p>
			) : (
				<ResultList label={title}>
					{findings.map(({ code, severity, explanation, fix, statement }, index) => (
						<ResultRow
							// biome-ignore lint/suspicious/noArrayIndexKey: a code may be found more than once in a statement
							key={`${code} ${index}`}
							state={LOOKS[severity].state}
							word={LOOKS[severity].word}
							title={explanation}
							aside={statement === null ? "Whole policy" : `Statement ${statement + 1}`}
						>
							{fix}
						</ResultRow>
					))}
				</ResultList>
			)}
		</Card>
	);
}

function stateOf(findings: readonly LintFinding[]): State {
	if (findings.some(({ severity }) => severity === "error")) return "bad";
	return findings.some(({ severity }) => severity === "warning") ? "warn" : "ok";
}

function countWords(all: number, errors: number): string {
	if (all === 0) return "None";
	return `${all} ${all === 1 ? "finding" : "findings"}, ${errors} of them ${errors === 1 ? "an error" : "errors"}`;
}
