import type { ReactNode } from "react";
import { WarningIcon } from "#components/ui/icons.tsx";
import { cn } from "#lib/cn.ts";

export type FieldText = {
	readonly label: string;
	readonly hint?: ReactNode;
	/** Shown beside the label; everything else is required. */
	readonly optional?: boolean;
};

type FieldFrameProps = FieldText & {
	readonly id: string;
	readonly error: string | undefined;
	/** Keeps the message's line free while there is none, so that nothing jumps when one comes. */
	readonly reserve?: boolean;
	readonly className?: string;
	readonly children: ReactNode;
};

/** Label above, hint below; an error takes the hint's place. */
export function FieldFrame({
	id,
	label,
	hint,
	optional,
	error,
	reserve,
	className,
	children,
}: FieldFrameProps) {
	return (
		<div className={cn("min-w-0", className)}>
			<div className="mb-1.5 flex items-baseline gap-2">
				<label htmlFor={id} className="font-medium">
					{label}
				</label>
				{optional && <span className="text-sm text-ink-3">optional</span>}
			</div>
			{children}
			<FieldMessage id={id} label={label} hint={hint} error={error} reserve={reserve} />
		</div>
	);
}

type FieldMessageProps = Pick<FieldFrameProps, "id" | "label" | "hint" | "error" | "reserve">;

export function FieldMessage({ id, label, hint, error, reserve = false }: FieldMessageProps) {
	return (
		<div id={messageId(id)} aria-live="polite" className={cn("text-sm", reserve && "min-h-6.5")}>
			{error === undefined && hint !== undefined && <div className="pt-1.5 text-ink-2">{hint}</div>}
			{error !== undefined && (
				<div className="flex gap-1.5 pt-1.5 text-bad">
					<WarningIcon className="mt-0.5 size-3.5" />
					<span>{nameField(label, error)}</span>
				</div>
			)}
		</div>
	);
}

/** The id of a field's hint or error, for aria-describedby. */
export function messageId(fieldId: string): string {
	return `${fieldId}-message`;
}

/** An error always names its field: "Name: at least 3 characters", unless the sentence already does. */
export function nameField(label: string, message: string): string {
	return message.toLowerCase().includes(label.toLowerCase()) ? message : `${label}: ${message}`;
}
