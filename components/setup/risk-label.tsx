import { Pill } from "#components/ui/pill.tsx";
import { Tag } from "#components/ui/tag.tsx";
import type { Risk } from "#lib/domain/permissions/manifest-types.ts";
import type { Counts } from "./features-counts.ts";

const WORDS = {
	read: "reads",
	change: "changes things",
	spend: "spends money",
	escalate: "could win further rights",
} as const satisfies Record<Risk, string>;

/** What one action does, in a word; only what does more than read is coloured. */
export function RiskLabel({ risk }: { readonly risk: Risk }) {
	if (risk === "read") return <span className="text-ink-2">{WORDS.read}</span>;
	return (
		<Pill state="warn" plain>
			{WORDS[risk]}
		</Pill>
	);
}

/** How many actions there are, and how many of them do more than read. */
export function CountLabel({ counts }: { readonly counts: Counts }) {
	const strong = counts.total - counts.read;
	if (strong === 0) return <Tag>{counts.read} read</Tag>;
	return (
		<span className="inline-flex flex-wrap items-center gap-1.5">
			{counts.read > 0 && <Tag>{counts.read} read</Tag>}
			<Pill state="warn">{strong} can change things</Pill>
		</span>
	);
}
