import { type ReactNode, useId } from "react";
import { auditWords } from "#components/connectors/audit-words.ts";
import { Button } from "#components/ui/button.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { ChevronIcon } from "#components/ui/icons.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { ACTOR_KINDS, AUDIT_OUTCOMES, type AuditFilter } from "#lib/domain/audit-query.ts";
import { KIND_WORDS, OUTCOME_WORDS } from "./audit-kinds.ts";

export type AuditFiltersProps = { readonly filter: AuditFilter; readonly actions: readonly string[] };

/** A plain form: what is chosen is in the address, and it works before any script has run. */
export function AuditFilters({ filter, actions }: AuditFiltersProps) {
	const { q: _, ...others } = filter;
	const isNarrowed = Object.values(others).some((value) => value !== "");
	return (
		// biome-ignore lint/a11y/useSemanticElements: browsers before 2023 do not know <search>
		<form action="/audit" role="search" aria-label="Audit log" className="flex flex-col gap-3.5">
			<div className="flex flex-wrap items-end gap-2.5">
				<div className="min-w-0 flex-1 basis-60">
					<Text name="q" label="Search" value={filter.q} />
				</div>
				<Button type="submit" tone="primary">
					Show
				</Button>
				{(isNarrowed || filter.q !== "") && (
					<LinkButton href="/audit" tone="quiet">
						Clear
					</LinkButton>
				)}
			</div>
			<Disclosure summary="More conditions" defaultOpen={isNarrowed}>
				<div className="grid gap-x-4 gap-y-3 pt-1.5 sm:grid-cols-2 lg:grid-cols-4">
					<Text name="who" label="Who" value={filter.who} />
					<Text name="about" label="About" value={filter.about} />
					<Choice
						name="action"
						label="Action"
						value={filter.action}
						any="Any action"
						options={actionsOf(actions)}
					/>
					<Choice name="kind" label="Kind of actor" value={filter.kind} any="Anybody" options={KINDS} />
					<Choice
						name="outcome"
						label="Outcome"
						value={filter.outcome}
						any="Any outcome"
						options={OUTCOMES}
					/>
					<Text name="from" label="First day (UTC)" value={filter.from} type="date" />
					<Text name="to" label="Last day (UTC)" value={filter.to} type="date" />
				</div>
			</Disclosure>
		</form>
	);
}

const KINDS = ACTOR_KINDS.map((value) => ({ value, label: KIND_WORDS[value] }));
const OUTCOMES = AUDIT_OUTCOMES.map((value) => ({ value, label: OUTCOME_WORDS[value] }));

function actionsOf(actions: readonly string[]) {
	return actions
		.map((value) => ({ value, label: auditWords(value) }))
		.sort((a, b) => a.label.localeCompare(b.label, "en"));
}

type FieldProps = { readonly name: keyof AuditFilter; readonly label: string; readonly value: string };

function Text({ name, label, value, type = "text" }: FieldProps & { readonly type?: "text" | "date" }) {
	return (
		<Labelled label={label}>
			{(id) => (
				<input
					id={id}
					name={name}
					type={type}
					defaultValue={value}
					maxLength={type === "text" ? 200 : undefined}
					autoComplete="off"
					className="control"
				/>
			)}
		</Labelled>
	);
}

type ChoiceProps = FieldProps & {
	/** The entry that sets no condition. */
	readonly any: string;
	readonly options: readonly { readonly value: string; readonly label: string }[];
};

function Choice({ name, label, value, any, options }: ChoiceProps) {
	return (
		<Labelled label={label}>
			{(id) => (
				<span className="relative block">
					<select id={id} name={name} defaultValue={value} className="control appearance-none pr-9">
						<option value="">{any}</option>
						{options.map((option) => (
							<option key={option.value} value={option.value}>
								{option.label}
							</option>
						))}
					</select>
					<ChevronIcon className="pointer-events-none absolute top-1/2 right-3 -translate-y-1/2 rotate-90 text-ink-2" />
				</span>
			)}
		</Labelled>
	);
}

type LabelledProps = { readonly label: string; readonly children: (id: string) => ReactNode };

function Labelled({ label, children }: LabelledProps) {
	const id = useId();
	return (
		<div className="flex min-w-0 flex-col gap-1">
			<label htmlFor={id} className="font-medium">
				{label}
			</label>
			{children(id)}
		</div>
	);
}
