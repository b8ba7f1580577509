import { Card } from "#components/ui/card.tsx";
import { Mono } from "#components/ui/mono.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Pill } from "#components/ui/pill.tsx";
import type { BudgetLine, LimitsPage } from "#lib/loaders/limits.ts";
import { EditableBy } from "./editable-by.tsx";
import { LimitsForm } from "./limits-form.tsx";
import { SettingsNav } from "./settings-nav.tsx";

/** What all workers together may ask of AWS and Harness, and what is kept. */
export function LimitsView({ page }: { readonly page: LimitsPage }) {
	const { budgets, ...stored } = page;
	return (
		<div className="flex w-full max-w-[52rem] flex-col gap-4">
			<SettingsNav current="limits" />
			<PageHeader
				title="Limits"
				subtitle="How much Rolebridge asks of AWS and Harness, and how long it keeps what it found."
			/>
			<Card title="Requests and history">
				<EditableBy ability="settings.change">
					<LimitsForm
						key={stored.version}
						version={stored.version}
						stsRequestsPerSecond={String(stored.stsRequestsPerSecond)}
						harnessRequestsPerMinute={String(stored.harnessRequestsPerMinute)}
						resultRetentionDays={String(stored.resultRetentionDays)}
						ownerTag={stored.ownerTag}
					/>
				</EditableBy>
			</Card>
			<Card
				title="In force now"
				subtitle="A rate is halved when the other side says “too much”, and comes back by itself."
				flush
			>
				{budgets.length === 0 ? (
					<p className="px-4.5 py-4 text-ink-2">Nothing was asked yet.</p>
				) : (
					<ul aria-label="Budgets" className="divide-y divide-line">
						{budgets.map((budget) => (
							<BudgetRow key={`${budget.system} ${budget.subject}`} budget={budget} />
						))}
					</ul>
				)}
			</Card>
		</div>
	);
}

function BudgetRow({ budget: { system, subject, requests, isLowered } }: { readonly budget: BudgetLine }) {
	const figure = `${requests} requests per ${system === "sts" ? "second" : "minute"}`;
	return (
		<li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1.5 px-4.5 py-3">
			<span className="min-w-0">
				{system === "sts" ? "AWS STS in " : "Harness account "}
				<Mono wrap>{subject}</Mono>
			</span>
			<span className="flex flex-wrap items-center gap-2.5">
				<span className="tabular-nums">{figure}</span>
				<Pill state={isLowered ? "warn" : "ok"}>{isLowered ? "Lowered" : "Full rate"}</Pill>
			</span>
		</li>
	);
}
