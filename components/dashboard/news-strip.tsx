"use client";

import { healthLook } from "#components/connectors/health-pill.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { Link } from "#components/ui/link.tsx";
import { Pill } from "#components/ui/pill.tsx";
import { STATE_LOOKS } from "#components/ui/state.ts";
import { cn } from "#lib/cn.ts";
import type { ChangeGroup } from "#lib/db/dashboard-port.ts";
import type { HealthState } from "#lib/domain/health.ts";
import { changeWords, splitChanges } from "./change-words.ts";
import { numberWords } from "./chart-words.ts";
import { useLiveDashboard } from "./live-dashboard.tsx";
import { useTitles } from "./titles.tsx";

export type NewsStripProps = {
	/** The page's address with only connectors of that state, the newest first. */
	readonly hrefs: Readonly<Record<HealthState, string>>;
};

/** What changed in the last 24 hours: the gravest in a line with its likely cause, the rest behind it. */
export function NewsStrip({ hrefs }: NewsStripProps) {
	const { view } = useLiveDashboard();
	const { trouble, rest } = splitChanges(view.changes);
	const [lead] = trouble;
	const others = [...trouble.slice(1), ...rest];
	if (lead === undefined && others.length === 0) return null;
	return (
		<section
			aria-label="Last 24 hours"
			className={cn(
				"border-t border-line px-4.5 py-2.5",
				lead !== undefined && STATE_LOOKS[healthLook(lead.health).state].wash,
			)}
		>
			{lead !== undefined && <Line change={lead} href={hrefs[lead.health]} now={view.now} />}
			{others.length > 0 && (
				<Disclosure
					summary={
						lead === undefined
							? `${countWords(others, "")} in the last 24 hours`
							: `${countWords(others, "more ")} in the last 24 hours`
					}
					className="text-sm"
				>
					<ul className="flex flex-col gap-1">
						{others.map((change) => (
							<li key={`${change.health} ${change.code}`}>
								<Line change={change} href={hrefs[change.health]} now={view.now} />
							</li>
						))}
					</ul>
				</Disclosure>
			)}
		</section>
	);
}

type LineProps = { readonly change: ChangeGroup; readonly href: string; readonly now: number };

function Line({ change, href, now }: LineProps) {
	const look = healthLook(change.health);
	return (
		<p className="flex flex-wrap items-center gap-x-3 gap-y-0.5 text-sm">
			<Pill state={look.state} icon={look.icon} plain className="whitespace-normal">
				{changeWords(change, now)}
			</Pill>
			<span>
				<Cause change={change} />{" "}
				<Link href={href} className="link">
					{change.count === 1 ? "See it" : "See them"}
				</Link>
			</span>
		</p>
	);
}

function Cause({ change: { code, count, examples } }: { readonly change: ChangeGroup }) {
	const titles = useTitles();
	const names = examples.map(({ name }) => name).filter((name) => name !== null);
	const who =
		names.length === 0 ? "" : `${names.slice(0, 3).join(", ")}${count > names.length ? " and others" : ""}.`;
	if (code === null) return who;
	return (
		<>
			{count > 1 && "Likely one cause: "}
			<b>{titles[code]}.</b> {who}
		</>
	);
}

function countWords(changes: readonly ChangeGroup[], more: "" | "more "): string {
	const count = changes.reduce((sum, change) => sum + change.count, 0);
	return count === 1 ? `1 ${more}change` : `${numberWords(count)} ${more}changes`;
}
