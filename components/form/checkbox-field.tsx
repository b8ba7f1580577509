"use client";

import { type ChangeEvent, type ReactNode, useCallback, useId, useRef } from "react";
import type { FieldPath, FieldValues } from "react-hook-form";
import { cn } from "#lib/cn.ts";
import { useFieldError } from "./field-error.ts";
import { FieldMessage, messageId } from "./field-frame.tsx";
import { useTypedBefore } from "./typed-before.ts";
import { listOf, useField } from "./use-field.ts";
import type { ZodForm } from "./zod-form.ts";

export type CheckboxFieldProps<Input extends FieldValues, Output> = {
	readonly form: ZodForm<Input, Output>;
	/** A boolean field; or, together with `value`, a list the value is in while the box is ticked. */
	readonly name: FieldPath<Input>;
	readonly value?: string;
	/** The whole accessible name. */
	readonly label: string;
	readonly hint?: ReactNode;
	/** Greyed out, for the reason that the hint then gives. */
	readonly disabled?: boolean;
	readonly className?: string;
};

export function CheckboxField<Input extends FieldValues, Output>({
	form,
	name,
	value,
	label,
	hint,
	disabled,
	className,
}: CheckboxFieldProps<Input, Output>) {
	const id = useId();
	const ownError = useFieldError(form, name);
	// One box of a list does not carry the list's error: its group does.
	const error = value === undefined ? ownError : undefined;
	const { isTicked, ...box } = useBox(form, name, value);
	return (
		<div className={cn("flex min-h-6 items-start gap-2.5", className)}>
			<input
				{...box}
				type="checkbox"
				id={id}
				checked={isTicked}
				value={value}
				disabled={disabled}
				aria-describedby={messageId(id)}
				aria-invalid={error !== undefined || undefined}
				className="mt-0.75 size-4 flex-none"
			/>
			<div className="min-w-0">
				<label htmlFor={id} className={cn("font-medium", disabled && "text-ink-3")}>
					{label}
				</label>
				<div className="-mt-1.5">
					<FieldMessage id={id} label={label} hint={hint} error={error} />
				</div>
			</div>
		</div>
	);
}

function useBox<Input extends FieldValues, Output>(
	form: ZodForm<Input, Output>,
	name: FieldPath<Input>,
	value: string | undefined,
) {
	const field = useField(form, name);
	const element = useRef<HTMLInputElement>(null);
	const focusRef = field.ref;

	function tick(isOn: boolean) {
		const others = listOf(field.valueNow()).filter((each) => each !== value);
		field.change(value === undefined ? isOn : isOn ? [...others, value] : others);
	}

	const isTicked = value === undefined ? field.value === true : listOf(field.value).includes(value);
	useTypedBefore(element, (found) => found.checked !== isTicked && tick(found.checked));
	return {
		isTicked,
		name: field.name,
		ref: useCallback(
			(found: HTMLInputElement | null) => {
				element.current = found;
				if (found !== null && isFirstOfItsName(found)) focusRef(found);
			},
			[focusRef],
		),
		onChange: (event: ChangeEvent<HTMLInputElement>) => tick(event.currentTarget.checked),
		onBlur: field.onBlur,
	};
}

/** Of several boxes of one list the first gets the focus when the list is wrong. */
function isFirstOfItsName(box: HTMLInputElement): boolean {
	const elements = [...(box.form?.elements ?? [])];
	return elements.find((each) => each.getAttribute("name") === box.name) === box;
}
