import { Card } from "#components/ui/card.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { Mono } from "#components/ui/mono.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { ComposedPolicy, LibraryChoice, NamedPolicy } from "#lib/domain/policy/compose.ts";
import { findEntry } from "#lib/domain/policy/library.ts";
import { MANAGED_POLICIES_PER_ROLE, MANAGED_POLICY_CHARACTERS } from "#lib/domain/policy/split.ts";
import { RiskList } from "./risk-list.tsx";

type ComposedPolicyCardsProps = { readonly composed: ComposedPolicy; readonly choice: LibraryChoice };

/** What came of the choice: how large it is, what is risky about it, what its wildcards mean. */
export function ComposedPolicyCards({ composed, choice }: ComposedPolicyCardsProps) {
	const { risks, wildcards, bucketPolicies, managedPolicyArns } = composed;
	const notes = choice.entries.flatMap(({ id }) => findEntry(id)?.notes ?? []);
	return (
		<>
			<Sizes composed={composed} />
			<Card title="Risks" subtitle="What somebody who holds this policy could do with it" flush>
				<RiskList risks={risks} />
			</Card>
			{bucketPolicies.length > 0 && (
				<Card
					title="For the bucket's owner"
					subtitle="The other account has to allow the role in its bucket policy"
				>
					<div className="flex flex-col gap-3">
						{bucketPolicies.map(({ bucketName, policy }) => (
							<CodeBlock
								key={bucketName}
								label={`Bucket policy of ${bucketName}`}
								code={JSON.stringify(policy, null, 2)}
							/>
						))}
					</div>
				</Card>
			)}
			<Card flush label="Explanations">
				<Disclosure row summary={`Wildcards: ${wildcards.length}`}>
					<Wildcards wildcards={wildcards} />
				</Disclosure>
				<Disclosure row summary={`Notes on the published policies: ${notes.length}`}>
					<ul className="flex flex-col gap-1.5 text-sm text-ink-2">
						{[...new Set(notes)].map((note) => (
							<li key={note}>{note}</li>
						))}
						{managedPolicyArns.length > 0 && (
							<li>
								The sources attach policies of AWS's own for these tasks:{" "}
								<Mono wrap>{managedPolicyArns.join(", ")}</Mono>
							</li>
						)}
					</ul>
				</Disclosure>
			</Card>
		</>
	);
}

function Sizes({ composed: { policies, fitsRole, notes } }: { readonly composed: ComposedPolicy }) {
	const statements = policies.reduce((sum, { policy }) => sum + policy.Statement.length, 0);
	return (
		<Card
			title={policies.length === 1 ? "One policy" : `${policies.length} policies`}
			subtitle={`${statements} ${statements === 1 ? "statement" : "statements"} after merging; IAM takes ${MANAGED_POLICY_CHARACTERS.toLocaleString("en")} characters a policy`}
		>
			<ul className="flex flex-col gap-2">
				{policies.map((policy) => (
					<li key={policy.name}>
						<Size policy={policy} />
					</li>
				))}
			</ul>
			{notes.length > 0 && (
				<ul className="mt-3 flex flex-col gap-1 text-sm text-ink-2">
					{notes.map((note) => (
						<li key={note}>{note}</li>
					))}
				</ul>
			)}
			{!fitsRole && (
				<Notice tone="bad" title="Too many policies for one role" className="mt-3">
					IAM attaches at most {MANAGED_POLICIES_PER_ROLE} managed policies to a role by default. Choose fewer
					tasks, or give them to two roles.
				</Notice>
			)}
		</Card>
	);
}

function Size({ policy: { name, size } }: { readonly policy: NamedPolicy }) {
	const percent = Math.round((100 * size) / MANAGED_POLICY_CHARACTERS);
	return (
		<div>
			<p className="flex flex-wrap justify-between gap-x-4 text-sm">
				<Mono wrap>{name}</Mono>
				<span className="text-ink-2 tabular-nums">
					{size.toLocaleString("en")} characters, {percent}%
				</span>
			</p>
			<div aria-hidden="true" className="mt-1 h-1 overflow-hidden rounded-full bg-line">
				<div className="h-full rounded-full bg-wait" style={{ width: `${Math.min(100, percent)}%` }} />
			</div>
		</div>
	);
}

function Wildcards({ wildcards }: Pick<ComposedPolicy, "wildcards">) {
	if (wildcards.length === 0) return <p className="text-sm text-ink-2">Every action is written out.</p>;
	return (
		<ul className="flex flex-col gap-1.5 text-sm text-ink-2">
			{wildcards.map(({ action, meaning, count }) => (
				<li key={action}>
					<Mono wrap>{action}</Mono> {meaning}
					{count !== null && ` AWS listed ${count} when this was written.`}
				</li>
			))}
		</ul>
	);
}
