import { Disclosure } from "#components/ui/disclosure.tsx";
import { Mono } from "#components/ui/mono.tsx";
import { ResultList, ResultRow } from "#components/ui/result-row.tsx";
import type { State } from "#components/ui/state.ts";
import type { PolicyRisk, RiskKind } from "#lib/domain/policy/risks.ts";

const KINDS = {
	"privilege-escalation": { state: "bad", word: "Escalation" },
	"data-exposure": { state: "warn", word: "Exposure" },
	destructive: { state: "warn", word: "Destructive" },
} as const satisfies Record<RiskKind, { readonly state: State; readonly word: string }>;

/** So many stand open, the gravest first; a wide policy would otherwise push its own text out of sight. */
const SHOWN = 5;

/** What somebody who holds the policy could do with it that nobody asked for. */
export function RiskList({ risks }: { readonly risks: readonly PolicyRisk[] }) {
	if (risks.length === 0) return <p className="px-4.5 py-4 text-ink-2">No risky combination was found.</p>;
	const isLong = risks.length > SHOWN + 1;
	const rest = isLong ? risks.slice(SHOWN) : [];
	return (
		<>
			<ResultList label="Risks">
				{(isLong ? risks.slice(0, SHOWN) : risks).map((risk) => (
					<Risk key={`${risk.id} ${risk.resource}`} {...risk} />
				))}
			</ResultList>
			{rest.length > 0 && (
				<Disclosure row summary={`${rest.length} more: ${countsOf(rest)}`}>
					<ResultList label="More risks">
						{rest.map((risk) => (
							<Risk key={`${risk.id} ${risk.resource}`} {...risk} />
						))}
					</ResultList>
				</Disclosure>
			)}
		</>
	);
}

function Risk({ kind, title, explanation, actions, resource }: PolicyRisk) {
	return (
		<ResultRow state={KINDS[kind].state} word={KINDS[kind].word} title={title}>
			<p>{explanation}</p>
			<p className="mt-1">
				<Mono wrap>{actions.join(", ")}</Mono> on <Mono wrap>{resource}</Mono>
			</p>
		</ResultRow>
	);
}

/** @example "4 escalation, 3 exposure" */
function countsOf(risks: readonly PolicyRisk[]): string {
	const counts = Map.groupBy(risks, ({ kind }) => KINDS[kind].word.toLowerCase());
	return [...counts].map(([word, those]) => `${those.length} ${word}`).join(", ");
}
