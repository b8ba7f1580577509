import { RiskLabel } from "#components/setup/risk-label.tsx";
import { Card } from "#components/ui/card.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { Mono } from "#components/ui/mono.tsx";
import { Pill } from "#components/ui/pill.tsx";
import type { State } from "#components/ui/state.ts";
import { type Column, Table } from "#components/ui/table.tsx";
import type { Destination } from "#lib/domain/destination.ts";
import { featureWords } from "#lib/domain/destinations/words-of.ts";
import type { ActionAnswer, ComparedAction } from "#lib/domain/permissions/compare-actions.ts";
import type { ComparedFeature } from "#lib/loaders/connectors.ts";

type PermissionsCardProps = {
	readonly features: readonly ComparedFeature[];
	readonly destination: Destination;
	/** Actions the role has beyond the template; null: nobody has looked. */
	readonly beyond: readonly string[] | null;
};

/** Side by side: what each feature needs, the line of the template that gives it, what the role has. */
export function PermissionsCard({ features, beyond, destination }: PermissionsCardProps) {
	if (features.length === 0) return null;
	return (
		<Card
			title="Permissions"
			subtitle="What each feature needs, what the template gives, what the role has."
			flush
		>
			{features.map(({ feature, actions }) => (
				<Disclosure
					key={feature}
					row
					summary={featureWords(destination, feature).title}
					aside={<Summary actions={actions} />}
				>
					<div className="-mx-4.5 max-w-full">
						<Table
							caption={`Permissions of ${featureWords(destination, feature).title}`}
							columns={COLUMNS}
							rows={actions}
							rowKey={({ needed, given }) => `${needed} ${given}`}
						/>
					</div>
				</Disclosure>
			))}
			{beyond !== null && beyond.length > 0 && (
				<Disclosure row summary="Beyond the template" aside={<Pill state="warn">{beyond.length} more</Pill>}>
					<p className="mb-2 text-ink-2">The role may do this although no chosen feature needs it.</p>
					<ul className="flex flex-col gap-1">
						{beyond.map((action) => (
							<li key={action}>
								<Mono wrap>{action}</Mono>
							</li>
						))}
					</ul>
				</Disclosure>
			)}
		</Card>
	);
}

const ANSWERS = {
	allowed: { state: "ok", word: "Has it" },
	denied: { state: "bad", word: "Lacks it" },
	"denied by organization": { state: "bad", word: "Denied by the organization" },
	"cannot tell": { state: "none", word: "Cannot tell" },
	"not asked": { state: "none", word: "Not asked yet" },
} as const satisfies Record<ActionAnswer, { readonly state: State; readonly word: string }>;

const COLUMNS: readonly Column<ComparedAction>[] = [
	{ key: "needed", header: "Needed", phone: "title", cell: ({ needed }) => <Mono wrap>{needed}</Mono> },
	{
		key: "given",
		header: "Template gives",
		phone: "labelled",
		cell: ({ given, needed }) => (given === needed ? "the same" : <Mono wrap>{given}</Mono>),
	},
	{
		key: "has",
		header: "Role",
		phone: "labelled",
		cell: ({ answer }) => <Pill state={ANSWERS[answer].state}>{ANSWERS[answer].word}</Pill>,
	},
	{ key: "risk", header: "Does", phone: "labelled", cell: ({ risk }) => <RiskLabel risk={risk} /> },
	{ key: "why", header: "Why", phone: "labelled", cell: ({ why }) => <span className="text-sm">{why}</span> },
];

/** Green only when IAM allowed every one of them. */
function Summary({ actions }: { readonly actions: readonly ComparedAction[] }) {
	const lacking = actions.filter(({ answer }) => answer.startsWith("denied")).length;
	if (lacking > 0) {
		return (
			<Pill state="bad">
				lacks {lacking} of {actions.length}
			</Pill>
		);
	}
	const known = actions.filter(({ answer }) => answer === "allowed").length;
	if (known < actions.length) return <Pill state="none">{actions.length - known} not known</Pill>;
	return <Pill state="ok">has all {actions.length}</Pill>;
}
