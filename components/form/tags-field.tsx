"use client";

import { type ReactNode, useCallback, useId, useRef } from "react";
import type { FieldPath, FieldValues } from "react-hook-form";
import { Button } from "#components/ui/button.tsx";
import { CrossIcon, PlusIcon } from "#components/ui/icons.tsx";
import { ChoiceGroup } from "./choice-group.tsx";
import { cleanLine } from "./clean.ts";
import { readEntries, type TagEntry } from "./tag-list.ts";
import { useTextBefore } from "./typed-before.ts";
import { useField } from "./use-field.ts";
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
	const field = useField(form, name);
	const entries = readEntries(field.value);
	const rows = useRef<HTMLDivElement>(null);

	function change(index: number, part: Partial<TagEntry>) {
		const now = readEntries(field.valueNow());
		field.change(now.map((entry, at) => (at === index ? { ...entry, ...part } : entry)));
	}

	function remove(index: number) {
		field.change(entries.filter((_, at) => at !== index));
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
				<Button data-add size="small" onClick={() => field.change([...entries, { key: "", value: "" }])}>
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
			<TagInput
				name="Key"
				number={number}
				text={entry.key}
				inputRef={inputRef}
				onChange={(key) => onChange({ key })}
				onBlur={onBlur}
			/>
			<TagInput
				name="Value"
				number={number}
				text={entry.value}
				onChange={(value) => onChange({ value })}
				onBlur={onBlur}
			/>
			<Button tone="quiet" size="small" aria-label={`Remove tag ${number}`} onClick={onRemove}>
				<CrossIcon className="size-3.5" />
			</Button>
		</div>
	);
}

type TagInputProps = Pick<TagRowProps, "number" | "onBlur"> & {
	readonly name: "Key" | "Value";
	readonly text: string;
	readonly inputRef?: TagRowProps["inputRef"];
	readonly onChange: (text: string) => void;
};

function TagInput({ name, number, text, inputRef, onChange, onBlur }: TagInputProps) {
	const id = useId();
	const element = useTextBefore<HTMLInputElement>({ id, text, onTyped: onChange });
	const ref = useCallback(
		(found: HTMLInputElement | null) => {
			element.current = found;
			inputRef?.(found);
		},
		[element, inputRef],
	);
	return (
		<input
			ref={ref}
			id={id}
			aria-label={`${name} ${number}`}
			placeholder={name}
			autoComplete="off"
			value={text}
			onChange={(event) => onChange(event.currentTarget.value)}
			onBlur={(event) => {
				const cleaned = cleanLine(event.currentTarget.value);
				if (cleaned !== text) onChange(cleaned);
				onBlur();
			}}
			className="control min-w-0"
		/>
	);
}
