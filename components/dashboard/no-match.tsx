import { healthLook } from "#components/connectors/health-pill.tsx";
import { Card } from "#components/ui/card.tsx";
import { CrossIcon } from "#components/ui/icons.tsx";
import { Link } from "#components/ui/link.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { type DashboardQuery, EMPTY_DASHBOARD_FILTER, formatTag } from "#lib/domain/dashboard-query.ts";
import { FEATURE_INFO } from "#lib/domain/feature-info.ts";
import { PARTITION_FACTS } from "#lib/domain/partition.ts";
import { type DashboardPlace, dashboardHref } from "./dashboard-href.ts";
import { TYPE_WORDS } from "./type-words.ts";

export type NoMatchProps = { readonly query: DashboardQuery; readonly place: DashboardPlace };

/** Nothing fits: which conditions there are, and the way out of each. */
export function NoMatch({ query, place }: NoMatchProps) {
	const conditions = conditionsOf(query);
	return (
		<Card label="No match">
			<div className="flex flex-col items-start gap-3 py-4">
				<h2>No connector matches</h2>
				{conditions.length === 0 ? (
					<p className="text-ink-2">There is none any more. Others may have been offboarded meanwhile.</p>
				) : (
					<>
						<p className="text-ink-2">
							{conditions.length === 1 ? "Take this condition away:" : "Take away one of these conditions:"}
						</p>
						<ul className="flex flex-wrap gap-2">
							{conditions.map(({ words, without }) => (
								<li key={words}>
									<Link
										href={dashboardHref(query, without, place)}
										scroll={false}
										className="inline-flex min-h-8 items-center gap-1.5 rounded-full border border-line-2 px-3 text-sm text-ink no-underline [overflow-wrap:anywhere] hover:bg-wash pointer-coarse:min-h-11"
									>
										{words}
										<CrossIcon className="size-3 text-ink-3" />
									</Link>
								</li>
							))}
						</ul>
						<LinkButton href={dashboardHref(query, EMPTY_DASHBOARD_FILTER, place)}>Clear filters</LinkButton>
					</>
				)}
			</div>
		</Card>
	);
}

type Condition = { readonly words: string; readonly without: Partial<DashboardQuery> };

function conditionsOf(query: DashboardQuery): readonly Condition[] {
	const { q, health, proof, feature, tag, partition, type, kind } = query;
	return [
		...(q === "" ? [] : [{ words: `Search: ${q}`, without: { q: "" } }]),
		...(health.length === 0
			? []
			: [
					{
						words: `Health: ${health.map((state) => healthLook(state).word).join(", ")}`,
						without: { health: [] },
					},
				]),
		...(proof === null
			? []
			: [
					{
						words: proof === "direct" ? "Proof: own checks" : "Proof: Harness’s word",
						without: { proof: null },
					},
				]),
		...(feature === null
			? []
			: [{ words: `Feature: ${FEATURE_INFO[feature].title}`, without: { feature: null } }]),
		...(tag === null ? [] : [{ words: `Tag: ${formatTag(tag)}`, without: { tag: null } }]),
		...(partition === null
			? []
			: [{ words: `Partition: ${PARTITION_FACTS[partition].title}`, without: { partition: null } }]),
		...(type === null ? [] : [{ words: `Type: ${TYPE_WORDS[type]}`, without: { type: null } }]),
		...(kind === null ? [] : [{ words: `Kind: ${kind}`, without: { kind: null } }]),
	];
}
