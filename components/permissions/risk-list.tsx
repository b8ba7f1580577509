import { Mono } from "#components/ui/mono.tsx";
import { ResultList, ResultRow } from "#components/ui/result-row.tsx";
import type { State } from "#components/ui/state.ts";
import type { PolicyRisk, RiskKind } from "#lib/domain/policy/risks.ts";

const KINDS = {
	"privilege-escalation": { state: "bad", word: "Escalation" },
	"data-exposure": { state: "warn", word: "Exposure" },
	destructive: { state: "warn", word: "Destructive" },
} as const satisfies Record<RiskKind, { readonly state: State; readonly word: string }>;

/** What somebody who holds the policy could do with it that nobody asked for. */
export function RiskList({ risks }: { readonly risks: readonly PolicyRisk[] }) {
	if (risks.length === 0) return <p className="px-4.5 py-4 text-ink-2">No risky combination was found.</p>;
	return (
		<ResultList label="Risks">
			{risks.map(({ id, kind, title, explanation, actions, resource }) => (
				<ResultRow key={`${id} ${resource}`} state={KINDS[kind].state} word={KINDS[kind].word} title={title}>
					<p>{explanation}</p>
					<p className="mt-1">
						<Mono wrap>{actions.join(", ")}</Mono> on <Mono wrap>{resource}</Mono>
					</p>
				</ResultRow>
			))}
		</ResultList>
	);
}
