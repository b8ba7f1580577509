"use client";

import { useId } from "react";
import { FieldFrame, type FieldText, messageId } from "#components/form/field-frame.tsx";
import { useTextBefore } from "#components/form/typed-before.ts";
import { cn } from "#lib/cn.ts";

type PlainFieldProps = FieldText & {
	readonly value: string;
	readonly onChange: (text: string) => void;
	readonly error?: string | undefined;
	readonly placeholder?: string;
	/** Several lines. */
	readonly rows?: number;
	readonly className?: string;
};

/** A text field whose value lives outside of any form: what is entered shows its effect at once. */
export function PlainField({
	label,
	hint,
	optional = true,
	error,
	value,
	onChange,
	placeholder,
	rows,
	className,
}: PlainFieldProps) {
	const id = useId();
	const ref = useTextBefore<HTMLInputElement & HTMLTextAreaElement>({ id, text: value, onTyped: onChange });
	const attributes = {
		...{ ref, id, value, placeholder },
		spellCheck: false,
		autoComplete: "off",
		"aria-describedby": messageId(id),
		"aria-invalid": error !== undefined,
		onChange: ({ currentTarget }: { readonly currentTarget: { readonly value: string } }) =>
			onChange(currentTarget.value),
	};
	return (
		<FieldFrame id={id} label={label} hint={hint} optional={optional} error={error} className={className}>
			{rows === undefined ? (
				<input {...attributes} type="text" className="control mono" />
			) : (
				<textarea {...attributes} rows={rows} className={cn("control mono block whitespace-pre-wrap!")} />
			)}
		</FieldFrame>
	);
}
