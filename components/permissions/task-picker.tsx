"use client";

import { useId, useState } from "react";
import { Card } from "#components/ui/card.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { Mono } from "#components/ui/mono.tsx";
import { cn } from "#lib/cn.ts";
import { LIBRARY } from "#lib/domain/policy/library.ts";
import {
	LIBRARY_GROUP_TITLES,
	LIBRARY_GROUPS,
	type LibraryEntry,
	type LibraryGroup,
} from "#lib/domain/policy/library-types.ts";
import type { ChoiceState } from "./use-choice.ts";

/** Every task of the library by its service; what each needs and where its policy comes from is one press away. */
export function TaskPicker({ state }: { readonly state: Pick<ChoiceState, "choice" | "toggle"> }) {
	return (
		<Card title="Tasks" subtitle="What Harness is to do in the account" flush>
			{LIBRARY_GROUPS.map((group) => (
				<Group key={group} group={group} state={state} />
			))}
		</Card>
	);
}

type GroupProps = {
	readonly group: LibraryGroup;
	readonly state: Pick<ChoiceState, "choice" | "toggle">;
};

function Group({ group, state }: GroupProps) {
	const entries = LIBRARY.filter((entry) => entry.group === group);
	const [wasChosen] = useState(() =>
		state.choice.entries.some(({ id }) => entries.some((entry) => entry.id === id)),
	);
	if (entries.length === 0) return null;
	const title = LIBRARY_GROUP_TITLES[group];
	if (entries.length <= MOST_SHOWN) return <Tasks title={title} entries={entries} state={state} isTitled />;
	return (
		<Disclosure row summary={title} aside={`${entries.length} tasks`} defaultOpen={wasChosen}>
			<div className="-mr-4.5 -ml-10.5">
				<Tasks title={title} entries={entries} state={state} />
			</div>
		</Disclosure>
	);
}

/** A longer list is folded: it would push everything else off the page. */
const MOST_SHOWN = 6;

type TasksProps = {
	readonly title: string;
	readonly entries: readonly LibraryEntry[];
	readonly state: GroupProps["state"];
	readonly isTitled?: boolean;
};

function Tasks({ title, entries, state, isTitled = false }: TasksProps) {
	return (
		<fieldset
			className={cn(
				"min-w-0 px-4.5 py-3",
				isTitled && "border-t border-line first:border-t-0 [header+&]:border-t-0",
			)}
		>
			<legend className={isTitled ? "float-left mb-1.5 w-full font-semibold" : "sr-only"}>{title}</legend>
			<ul className="clear-left flex flex-col gap-1.5">
				{entries.map((entry) => (
					<li key={entry.id}>
						<Task entry={entry} state={state} />
					</li>
				))}
			</ul>
		</fieldset>
	);
}

function Task({ entry, state }: { readonly entry: LibraryEntry; readonly state: GroupProps["state"] }) {
	const id = useId();
	const isOn = entry.isAlwaysIn || state.choice.entries.some((chosen) => chosen.id === entry.id);
	return (
		<div className="flex items-start gap-2.5">
			<input
				type="checkbox"
				id={id}
				checked={isOn}
				disabled={entry.isAlwaysIn}
				aria-describedby={`${id}-about`}
				onChange={({ currentTarget }) => state.toggle(entry.id, currentTarget.checked)}
				className="mt-0.75 size-4 flex-none"
			/>
			<div className="min-w-0 flex-1">
				<label htmlFor={id} className="font-medium">
					{entry.title}
				</label>
				<p id={`${id}-about`} className="text-sm text-ink-2">
					{entry.description}
					{entry.isAlwaysIn && " Part of every policy."}
				</p>
				<Disclosure
					summary={
						<span className="text-sm">
							Policy and source<span className="sr-only"> of {entry.title}</span>
						</span>
					}
				>
					<About entry={entry} />
				</Disclosure>
			</div>
		</div>
	);
}

function About({ entry: { source, statements, notes, managedPolicyArn } }: { readonly entry: LibraryEntry }) {
	return (
		<div className="flex flex-col gap-2 text-sm text-ink-2">
			<p>
				Source:{" "}
				<a href={source.url} target="_blank" rel="noreferrer">
					{source.title}
				</a>
				{managedPolicyArn !== undefined && (
					<>
						. The source attaches <Mono wrap>{managedPolicyArn}</Mono>
					</>
				)}
			</p>
			{notes.map((note) => (
				<p key={note}>{note}</p>
			))}
			<ul className="flex flex-col gap-1">
				{statements.map((statement) => (
					<li key={JSON.stringify(statement)}>
						<Mono wrap>{statement.Action.join(", ")}</Mono> on{" "}
						<Mono wrap>{statement.Resource.join(", ")}</Mono>
					</li>
				))}
			</ul>
		</div>
	);
}
