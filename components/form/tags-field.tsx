"use client";

import { type ReactNode, useRef } from "react";
import { type FieldPath, type FieldValues, useController } from "react-hook-form";
import { Button } from "#components/ui/button.tsx";
import { CrossIcon, PlusIcon } from "#components/ui/icons.tsx";
import { ChoiceGroup } from "./choice-group.tsx";
import { cleanLine } from "./clean.ts";
import { readEntries, type TagEntry } from "./tag-list.ts";
import type { ZodForm } from "./zod-form.ts";

export type TagsFieldProps<Input extends FieldValues, Output> = {
	readonly form: ZodForm<Input, Output>;
	/** A field whose value is a list of `{ key, value }`. */
	readonly name: FieldPath<Input>;
	readonly label: string;
	readonly hint?: ReactNode;
	readonly className?: string;
};

export function TagsField<Input extends FieldValues, Output>({
	form,
	name,
	label,
	hint,
	className,
}: TagsFieldProps<Input, Output>) {
	const { field } = useController<Input, FieldPath<Input>, Output>({ control: form.control, name });
	const entries = readEntries(field.value);
	const rows = useRef<HTMLDivElement>(null);

	function change(index: number, part: Partial<TagEntry>) {
		field.onChange(entries.map((entry, at) => (at === index ? { ...entry, ...part } : entry)));
	}

	function remove(index: number) {
		field.onChange(entries.filter((_, at) => at !== index));
		// The pressed button goes away: the focus must not fall to the top of the page.
		rows.current?.querySelector<HTMLElement>("[data-add]")?.focus();
	}

	return (
		<ChoiceGroup form={form} name={name} legend={label} hint={hint} className={className}>
			<div ref={rows} className="flex flex-col items-start gap-2">
				{entries.map((entry, index) => (
					<TagRow
						// biome-ignore lint/suspicious/noArrayIndexKey: a row is its place; its key is what is being typed
						key={index}
						entry={entry}
						number={index + 1}
						inputRef={index === 0 ? field.ref : undefined}
						onChange={(part) => change(index, part)}
						onBlur={field.onBlur}
						onRemove={() => remove(index)}
					/>
				))}
				<Button data-add size="small" onClick={() => field.onChange([...entries, { key: "", value: "" }])}>
					<PlusIcon className="size-3.5" />
					Add tag
				</Button>
			</div>
		</ChoiceGroup>
	);
}

type TagRowProps = {
	readonly entry: TagEntry;
	readonly number: number;
	readonly inputRef: ((element: HTMLInputElement | null) => void) | undefined;
	readonly onChange: (part: Partial<TagEntry>) => void;
	readonly onBlur: () => void;
	readonly onRemove: () => void;
};

function TagRow({ entry, number, inputRef, onChange, onBlur, onRemove }: TagRowProps) {
	return (
		<div className="flex w-full max-w-120 items-center gap-2">
			<input
				ref={inputRef}
				aria-label={`Key ${number}`}
				placeholder="Key"
				autoComplete="off"
				value={entry.key}
				onChange={(event) => onChange({ key: event.target.value })}
				onBlur={(event) => {
					const key = cleanLine(event.target.value);
					if (key !== entry.key) onChange({ key });
					onBlur();
				}}
				className="control min-w-0"
			/>
			<input
				aria-label={`Value ${number}`}
				placeholder="Value"
				autoComplete="off"
				value={entry.value}
				onChange={(event) => onChange({ value: event.target.value })}
				onBlur={(event) => {
					const value = cleanLine(event.target.value);
					if (value !== entry.value) onChange({ value });
					onBlur();
				}}
				className="control min-w-0"
			/>
			<Button tone="quiet" size="small" aria-label={`Remove tag ${number}`} onClick={onRemove}>
				<CrossIcon className="size-3.5" />
			</Button>
		</div>
	);
}
