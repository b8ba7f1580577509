import { Link } from "#components/ui/link.tsx";
import { rolloutAccountsHref } from "#lib/domain/rollout/accounts-query.ts";
import { COVERAGE_STAGES, type Coverage, type CoverageStage } from "#lib/domain/rollout.ts";
import { STAGE_WORDS } from "./stage-words.ts";

export type CoverageStripProps = {
	readonly rolloutId: string;
	/** Null: nobody has seen the accounts yet, so that 0 would say too much. */
	readonly coverage: Coverage | null;
};

/** How many accounts have come how far; each number holds all that follow it. */
export function CoverageStrip({ rolloutId, coverage }: CoverageStripProps) {
	return (
		<ol
			aria-label="Coverage"
			className="grid grid-cols-2 gap-px overflow-hidden rounded bg-line sm:grid-cols-3 lg:grid-cols-6"
		>
			{COVERAGE_STAGES.map((stage) => (
				<li key={stage} className="bg-paper px-4.5 py-3.5">
					<p className="text-sm text-ink-2">{STAGE_WORDS[stage].title}</p>
					<p className="text-title font-semibold tabular-nums sm:text-display">
						{coverage === null ? (
							<>
								<span aria-hidden="true">–</span>
								<span className="sr-only">Not known yet</span>
							</>
						) : (
							coverage[stage].toLocaleString("en")
						)}
					</p>
					<Share stage={stage} coverage={coverage ?? NOTHING} />
					<Behind rolloutId={rolloutId} stage={stage} coverage={coverage ?? NOTHING} />
				</li>
			))}
		</ol>
	);
}

const NOTHING = {
	expected: 0,
	deployed: 0,
	answering: 0,
	verified: 0,
	registered: 0,
	healthy: 0,
} as const satisfies Coverage;

/** A bar beside the number, never instead of it. */
function Share({ stage, coverage }: { readonly stage: CoverageStage; readonly coverage: Coverage }) {
	const share = coverage.expected === 0 ? 0 : coverage[stage] / coverage.expected;
	const isAll = coverage.expected > 0 && coverage[stage] >= coverage.expected;
	return (
		<div aria-hidden="true" className="mt-2 h-1 overflow-hidden rounded-full bg-line">
			<div
				className={isAll && stage === "healthy" ? "h-full bg-ok" : "h-full bg-wait"}
				style={{ width: `${Math.round(Math.min(1, share) * 100)}%` }}
			/>
		</div>
	);
}

type BehindProps = {
	readonly rolloutId: string;
	readonly stage: CoverageStage;
	readonly coverage: Coverage;
};

/** Those that have come so far and no further. */
function Behind({ rolloutId, stage, coverage }: BehindProps) {
	const next = COVERAGE_STAGES[COVERAGE_STAGES.indexOf(stage) + 1];
	const count = next === undefined ? 0 : coverage[stage] - coverage[next];
	if (count <= 0) return <p className="mt-1 min-h-5 text-sm text-ink-3">{STAGE_WORDS[stage].what}</p>;
	return (
		<p className="mt-1 text-sm">
			<Link href={rolloutAccountsHref(rolloutId, { stage })} className="link">
				{count.toLocaleString("en")} {STAGE_WORDS[stage].behind}
			</Link>
		</p>
	);
}
