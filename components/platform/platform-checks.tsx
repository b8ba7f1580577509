import { TestCheckRow } from "#components/setup/test-check-row.tsx";
import { summaryWords } from "#components/setup/test-row-look.ts";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { ResultList } from "#components/ui/result-row.tsx";
import type { ChecksView } from "#lib/loaders/checks-view.ts";

type PlatformChecksProps = {
	readonly view: ChecksView;
	readonly isAsking: boolean;
	readonly hasRole: boolean;
	readonly onAsk: () => void;
};

/** What was tried. What cannot be tried here is one line that says why, not six that say nothing. */
export function PlatformChecks({ view, isAsking, hasRole, onAsk }: PlatformChecksProps) {
	const { rows, now, isRunning } = view;
	const left = rows.filter(({ state }) => state === "skipped");
	const tried = rows.filter((row) => !left.includes(row));
	return (
		<Card
			title="Checks"
			subtitle={<span data-testid="summary">{summaryWords(rows.map(({ state }) => state))}</span>}
			aside={
				<Button size="small" pending={isAsking || isRunning} pendingLabel="Running checks…" onClick={onAsk}>
					Run checks again
				</Button>
			}
			flush
		>
			<ResultList label="Checks">
				{tried.map((row) => (
					<TestCheckRow key={row.checkId} row={row} now={now} />
				))}
			</ResultList>
			{left.length > 0 && (
				<Disclosure summary={`Not checked here: ${left.length}`} row>
					<p className="mb-2 text-sm text-ink-2">{hasRole ? UNTRUSTED : NO_ROLE}</p>
					<ul aria-label="Not checked here" className="list-disc pl-5 text-sm text-ink-2">
						{left.map(({ checkId, title }) => (
							<li key={checkId}>{title}</li>
						))}
					</ul>
				</Disclosure>
			)}
		</Card>
	);
}

const UNTRUSTED =
	"Harness says so; Rolebridge does not trust-check this role unless it trusts our verifier. An external ID that the role's owner gave out is stored for Harness and never used by Rolebridge.";
const NO_ROLE =
	"A delegate or an access key has the permissions, and only Harness can use it. What is known comes from Harness's own test.";
