"use client";

import { type FormEvent, type ReactNode, useRef } from "react";
import type { FieldPath, FieldValues } from "react-hook-form";
import { cn } from "#lib/cn.ts";
import type { ZodForm } from "./zod-form.ts";

/** What a server found wrong. Without a field, or with one this form does not have, it concerns the whole form. */
export type ServerError = {
	readonly field?: string;
	readonly message: string;
	/** Nothing is wrong: it happens once somebody else has agreed. */
	readonly isWaiting?: true;
};

/** What a submit came to; nothing, or no errors, means it went through. */
export type SubmitOutcome = { readonly errors: readonly ServerError[] } | undefined;

export type FormProps<Input extends FieldValues, Output> = {
	readonly form: ZodForm<Input, Output>;
	/** Gets the parsed values, and only valid ones. */
	readonly onSubmit: (values: Output) => Promise<SubmitOutcome> | SubmitOutcome;
	/** Names the form for screen readers. */
	readonly label?: string;
	readonly id?: string;
	readonly className?: string;
	readonly children: ReactNode;
};

/** Enter submits; a second submit while one is under way does nothing; the first wrong field gets the focus. */
export function Form<Input extends FieldValues, Output>({
	form,
	onSubmit,
	label,
	id,
	className,
	children,
}: FormProps<Input, Output>) {
	const element = useRef<HTMLFormElement>(null);
	const isUnderWay = useRef(false);

	async function submit(event: FormEvent) {
		event.preventDefault();
		if (isUnderWay.current) return;
		isUnderWay.current = true;
		try {
			await form.handleSubmit(async (values) => {
				const outcome = await onSubmit(values);
				if (outcome) showServerErrors(form, outcome.errors, fieldNames(element.current));
			})();
		} finally {
			isUnderWay.current = false;
		}
	}

	return (
		// method="post" keeps what was typed out of the address bar, should the script not have run yet;
		// autoComplete="off" keeps a browser from putting in what this page held before a reload.
		<form
			ref={element}
			id={id}
			method="post"
			autoComplete="off"
			noValidate
			aria-label={label}
			onSubmit={submit}
			className={cn("flex flex-col gap-4", className)}
		>
			{children}
		</form>
	);
}

function showServerErrors<Input extends FieldValues, Output>(
	form: ZodForm<Input, Output>,
	errors: readonly ServerError[],
	names: ReadonlySet<string>,
): void {
	const general = errors.filter((error) => error.field === undefined || !names.has(error.field));
	if (general.length > 0) {
		const type = general.some((error) => error.isWaiting) ? "waiting" : "server";
		form.setError("root", { type, message: general.map((error) => error.message).join(" ") });
	}
	const ofFields = errors.filter((error) => !general.includes(error));
	for (const [index, error] of ofFields.entries()) {
		form.setError(
			asPath<Input>(error.field),
			{ type: "server", message: error.message },
			{ shouldFocus: index === 0 },
		);
	}
}

/** Sound because the caller has found an element of this very form that was registered under the name. */
function asPath<Input extends FieldValues>(name: string | undefined): FieldPath<Input> {
	return name as FieldPath<Input>;
}

function fieldNames(form: HTMLFormElement | null): ReadonlySet<string> {
	const names = new Set<string>();
	for (const element of form?.elements ?? []) {
		const name = element.getAttribute("name");
		if (name !== null && name !== "") names.add(name);
	}
	return names;
}
