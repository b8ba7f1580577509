"use client";

import { useTransition } from "react";
import { StatusRegion } from "#components/ui/status-region.tsx";
import { HealthMenu } from "./health-menu.tsx";
import { SearchBox } from "./search-box.tsx";
import { SelectBox, type SelectBoxOption } from "./select-box.tsx";
import { TagMenu } from "./tag-menu.tsx";
import { useFilters } from "./use-filters.ts";

export type FilterBarProps = {
	readonly features: readonly SelectBoxOption[];
	readonly partitions: readonly SelectBoxOption[];
	readonly types: readonly SelectBoxOption[];
	readonly sorts: readonly SelectBoxOption[];
	/** Tag keys that connectors bear. */
	readonly tagKeys: readonly string[];
	/** How many the filter finds, in words; said aloud when it changes. */
	readonly found: string;
};

const PROOFS = [
	{ value: "", label: "Proof: any" },
	{ value: "direct", label: "Proof: own checks" },
	{ value: "harness", label: "Proof: Harness’s word" },
] as const satisfies readonly SelectBoxOption[];

const KINDS = [
	{ value: "", label: "Kind: any" },
	{ value: "billing", label: "Kind: billing" },
	{ value: "resource", label: "Kind: resource" },
] as const satisfies readonly SelectBoxOption[];

/** Search and filters. Everything that is chosen is in the address. */
export function FilterBar({ features, partitions, types, sorts, tagKeys, found }: FilterBarProps) {
	const [isPending, startTransition] = useTransition();
	const { chosen, change, clear, isFiltered } = useFilters(startTransition);
	return (
		// biome-ignore lint/a11y/useSemanticElements: browsers before 2023 do not know <search>
		<div role="search" aria-label="Connectors" className="flex flex-wrap items-center gap-2">
			<SearchBox startTransition={startTransition} />
			<HealthMenu chosen={chosen.health} onChange={(health) => change({ health })} />
			<SelectBox label="Type" value={chosen.type} options={types} onChange={(type) => change({ type })} />
			<SelectBox label="Kind" value={chosen.kind} options={KINDS} onChange={(kind) => change({ kind })} />
			<SelectBox
				label="Proof"
				value={chosen.proof}
				options={PROOFS}
				onChange={(proof) => change({ proof })}
			/>
			<SelectBox
				label="Feature"
				value={chosen.feature}
				options={features}
				onChange={(feature) => change({ feature })}
			/>
			<SelectBox
				label="Partition"
				value={chosen.partition}
				options={partitions}
				onChange={(partition) => change({ partition })}
			/>
			<TagMenu chosen={chosen.tag} keys={tagKeys} onChange={(tag) => change({ tag })} />
			<SelectBox
				label="Sort by"
				value={`${chosen.sort || "health"} ${chosen.dir || "asc"}`}
				options={sorts}
				onChange={(value) => {
					const [sort = "", dir = ""] = value.split(" ");
					change({ sort: sort === "health" ? "" : sort, dir: dir === "asc" ? "" : dir });
				}}
				className="md:hidden"
			/>
			{isFiltered && (
				<button
					type="button"
					onClick={clear}
					className="min-h-9 rounded px-2.5 font-medium text-brand underline underline-offset-3 pointer-coarse:min-h-11"
				>
					Clear filters
				</button>
			)}
			{isPending && <span className="text-sm text-ink-3">Reading…</span>}
			<StatusRegion>{isPending ? "" : found}</StatusRegion>
		</div>
	);
}
