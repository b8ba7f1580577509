import { Card } from "#components/ui/card.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import type { ExceptionStep } from "#lib/organizations/exception-steps.ts";
import { GuideSteps } from "./guide-steps.tsx";
import { matchWords } from "./match-words.ts";

type ExceptionStepsProps = {
	readonly steps: readonly ExceptionStep[];
	/** Of all exceptions; those about accounts that nobody has seen yet have no step. */
	readonly count: number;
	readonly isDelegated: boolean;
};

/** What is done about exceptions once the stacks are there. */
export function ExceptionSteps({ steps, count, isDelegated }: ExceptionStepsProps) {
	if (count === 0) return null;
	const unseen = count - steps.length;
	return (
		<Card
			title="After the launch: the exceptions"
			subtitle={`Once every account has its stack, in ${isDelegated ? "the delegated administrator's account" : "the management account"}, in this order. Until then those accounts have what all the others have, and their checks say so.`}
			flush
		>
			{steps.map((step) => (
				<Disclosure key={step.number} row summary={titleOf(step)}>
					<div className="flex flex-col gap-3">
						{step.commands.map((command) => (
							<CodeBlock key={command} label="AWS CLI command" code={command} />
						))}
						<Disclosure summary="The same in the AWS console">
							<GuideSteps steps={step.guide} />
						</Disclosure>
					</div>
				</Disclosure>
			))}
			{unseen > 0 && (
				<p className="border-t border-line px-4.5 py-3 text-ink-2 [header+&]:border-t-0">
					{unseen === 1 ? "1 exception by tag names" : `${unseen} exceptions by tag name`} no account that is
					known yet. The step appears here once the organization was read.
				</p>
			)}
		</Card>
	);
}

function titleOf({ number, match, accountCount }: ExceptionStep): string {
	const accounts =
		accountCount === null ? "accounts" : `${accountCount} ${accountCount === 1 ? "account" : "accounts"}`;
	return `Exception ${number}: ${accounts} ${matchWords(match)}`;
}
