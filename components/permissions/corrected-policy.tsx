import { Card } from "#components/ui/card.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { TextDiff } from "#components/ui/text-diff.tsx";
import type { CorrectedTrustPolicy } from "#lib/domain/trust-policy/correct-trust-policy.ts";
import type { TrustPolicy } from "#lib/domain/trust-policy/expected-trust.ts";

type CorrectedPolicyProps = {
	readonly policy: unknown;
	readonly correction: CorrectedTrustPolicy;
	/** What is expected and nothing else; null: not all of it is known. */
	readonly expectedPolicy: TrustPolicy | null;
};

/** The policy with what is safe to correct corrected, as a difference; what is left takes a person. */
export function CorrectedPolicy({ policy, correction, expectedPolicy }: CorrectedPolicyProps) {
	const corrected = correction.policy === null ? null : json(correction.policy);
	return (
		<Card
			title="Corrected policy"
			subtitle="Only ever narrowed: whoever is refused now is refused by it, too"
			aside={
				corrected !== null && <CopyButton value={corrected} label="Copy corrected policy" tone="primary" />
			}
		>
			<div className="flex flex-col gap-4">
				<Changes correction={correction} />
				{corrected !== null && correction.changes.length > 0 && (
					<TextDiff before={json(policy)} after={corrected} label="What changes in the trust policy" />
				)}
				<Left correction={correction} />
				{expectedPolicy !== null && (
					<Disclosure summary="The policy from scratch: whom this role is expected to trust, and nobody else">
						<CodeBlock label="Expected trust policy" code={json(expectedPolicy)} />
					</Disclosure>
				)}
			</div>
		</Card>
	);
}

function Changes({ correction: { policy, changes } }: { readonly correction: CorrectedTrustPolicy }) {
	if (policy === null) {
		return (
			<Notice tone="warn" title="Nothing of it can be kept">
				No statement is left that could be corrected in place. Take the policy from scratch below.
			</Notice>
		);
	}
	if (changes.length === 0)
		return <p className="text-ink-2">There is nothing to correct that is safe to correct.</p>;
	return (
		<ul aria-label="Changes" className="flex list-disc flex-col gap-1 pl-5">
			{changes.map(({ kind, statement, explanation }, index) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: two parties of a statement may be corrected alike
				<li key={`${kind} ${index}`}>
					Statement {statement + 1}: {explanation}
				</li>
			))}
		</ul>
	);
}

function Left({ correction: { policy, left } }: { readonly correction: CorrectedTrustPolicy }) {
	if (policy === null || left.length === 0) return null;
	return (
		<Notice tone="warn" title="This takes a person">
			<ul className="flex flex-col gap-1">
				{left.map(({ code, explanation, fix, statement }, index) => (
					// biome-ignore lint/suspicious/noArrayIndexKey: a code may be found more than once in a statement
					<li key={`${code} ${index}`}>
						{statement !== null && <b>Statement {statement + 1}. </b>}
						{explanation} {fix}
					</li>
				))}
			</ul>
		</Notice>
	);
}

function json(value: unknown): string {
	return JSON.stringify(value, null, 2);
}
