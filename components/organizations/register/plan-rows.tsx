"use client";

import { AccountNumber } from "#components/ui/account-number.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { Mono } from "#components/ui/mono.tsx";
import { PLAN_ACTIONS, type PlanAction, type PlanRow } from "#lib/domain/rollout.ts";
import type { PlanView } from "#lib/loaders/rollout-plan-view.ts";
import type { RowsAsked } from "./plan-panel.tsx";
import { ACTION_WORDS, REASON_WORDS } from "./plan-words.ts";

export type PlanRowsProps = { readonly plan: PlanView; readonly onAsk: (asked: RowsAsked) => void };

/** The plan, one action at a time, with the reason and the difference of each account. */
export function PlanRows({ plan, onAsk }: PlanRowsProps) {
	const { counts, action, rows, nextAfter, operationId } = plan;
	return (
		<Card label="The plan, account by account" className="overflow-hidden" flush>
			<ul aria-label="What would be done" className="grid grid-cols-2 gap-px bg-line sm:grid-cols-5">
				{PLAN_ACTIONS.map((each) => (
					<li key={each} className="bg-paper last:col-span-2 sm:last:col-span-1">
						<button
							type="button"
							aria-pressed={each === action}
							onClick={() => onAsk({ action: each, after: null })}
							className={`flex h-full w-full flex-col items-start px-4.5 py-3 text-left -outline-offset-2 hover:bg-wash ${each === action ? "bg-wash-2 shadow-[inset_0_-3px_0_var(--brand)]" : ""}`}
						>
							<span className="text-sm text-ink-2">{ACTION_WORDS[each].title}</span>
							<span className="text-title font-semibold tabular-nums">
								{counts[each].toLocaleString("en")}
							</span>
						</button>
					</li>
				))}
			</ul>
			<p className="border-t border-line px-4.5 py-3 text-sm text-ink-2">
				{operationId !== null && "As it stood before the registering began. "}
				{ACTION_WORDS[action].what}
			</p>
			{rows.length === 0 ? (
				<p className="border-t border-line px-4.5 py-3 text-ink-2">No account.</p>
			) : (
				<ul>
					{rows.map((row) => (
						<Row key={row.accountId} row={row} />
					))}
				</ul>
			)}
			<Pages action={action} nextAfter={nextAfter} onAsk={onAsk} />
		</Card>
	);
}

function Row({ row }: { readonly row: PlanRow }) {
	const { accountId, name, identifier, action, reason, changes } = row;
	return (
		<li className="border-t border-line px-4.5 py-2.5">
			<div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-0.5">
				<span className="min-w-0 [overflow-wrap:anywhere]">
					<b className="font-medium">{name}</b> <AccountNumber value={accountId} />
				</span>
				{action === "blocked" && <span className="text-sm text-ink-2">{REASON_WORDS[reason]}</span>}
			</div>
			{identifier !== "" && (
				<p className="text-sm text-ink-2">
					<Mono wrap>{identifier}</Mono>
				</p>
			)}
			{changes.length > 0 && (
				<Disclosure summary={changes.length === 1 ? "1 field changes" : `${changes.length} fields change`}>
					<dl className="flex flex-col gap-1.5 text-sm">
						{changes.map(({ path, from, to }) => (
							<div key={path}>
								<dt>
									<Mono>{path}</Mono>
								</dt>
								<dd className="text-ink-2 [overflow-wrap:anywhere]">
									{from || "(empty)"} → {to || "(empty)"}
								</dd>
							</div>
						))}
					</dl>
				</Disclosure>
			)}
		</li>
	);
}

function Pages({
	action,
	nextAfter,
	onAsk,
}: {
	readonly action: PlanAction;
	readonly nextAfter: string | null;
	readonly onAsk: (asked: RowsAsked) => void;
}) {
	if (nextAfter === null) return null;
	return (
		<div className="flex justify-end gap-2.5 border-t border-line px-4.5 py-3">
			<Button size="small" onClick={() => onAsk({ action, after: null })}>
				First page
			</Button>
			<Button size="small" onClick={() => onAsk({ action, after: nextAfter })}>
				Next page
			</Button>
		</div>
	);
}
