import { CONNECTABLE_PARTITIONS, DASHBOARD_SORTS, DASHBOARD_TYPES } from "#lib/domain/dashboard-query.ts";
import { FEATURE_INFO } from "#lib/domain/feature-info.ts";
import { FEATURES } from "#lib/domain/features.ts";
import { PARTITION_FACTS } from "#lib/domain/partition.ts";
import { SORT_WORDS } from "./column-words.ts";
import type { SelectBoxOption } from "./select-box.tsx";
import { TYPE_WORDS } from "./type-words.ts";

export function featureOptions(): readonly SelectBoxOption[] {
	const features = FEATURES.map((value) => ({ value, label: FEATURE_INFO[value].title }));
	return [{ value: "", label: "Feature: any" }, ...features];
}

export function partitionOptions(): readonly SelectBoxOption[] {
	const partitions = CONNECTABLE_PARTITIONS.map((value) => ({ value, label: PARTITION_FACTS[value].title }));
	return [{ value: "", label: "Partition: any" }, ...partitions];
}

export function typeOptions(): readonly SelectBoxOption[] {
	return [
		{ value: "", label: "Type: any" },
		...DASHBOARD_TYPES.map((value) => ({ value, label: TYPE_WORDS[value] })),
	];
}

/** Each order both ways, as one choice: for phones, where no header can be pressed. */
export function sortOptions(): readonly SelectBoxOption[] {
	return DASHBOARD_SORTS.flatMap((sort) =>
		(["asc", "desc"] as const).map((dir) => ({ value: `${sort} ${dir}`, label: SORT_WORDS[sort][dir] })),
	);
}
