"use client";

import { type ChangeEvent, useDeferredValue, useMemo, useRef } from "react";
import { useWatch } from "react-hook-form";
import { TextAreaField } from "#components/form/text-area-field.tsx";
import type { ZodForm } from "#components/form/zod-form.ts";
import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { StatusRegion } from "#components/ui/status-region.tsx";
import { useToast } from "#components/ui/toast.tsx";
import { type AccountList, parseAccountList } from "#lib/domain/rollout/account-list.ts";
import {
	LIST_TEXT_MAX_LENGTH,
	type OrganizationStep,
	type OrganizationForm as Values,
} from "#lib/schemas/rollout-organization-schema.ts";

const PROBLEMS_SHOWN = 8;

type AccountListFieldProps = {
	readonly form: ZodForm<Values, OrganizationStep>;
	/** The list was left, or taken from a file. */
	readonly onSettled: () => void;
};

/** The accounts as text: typed, pasted, or from a file. What was read of it stands below. */
export function AccountListField({ form, onSettled }: AccountListFieldProps) {
	const text = useDeferredValue(useWatch({ control: form.control, name: "accounts" }));
	const list = useMemo(() => parseAccountList(text), [text]);
	return (
		// biome-ignore lint/a11y/noStaticElementInteractions: leaving the list only asks about its names again
		<div className="flex flex-col gap-2" onBlur={onSettled}>
			<TextAreaField
				form={form}
				name="accounts"
				label="AWS accounts"
				mono
				rows={9}
				placeholder={"123456789012\n210987654321, payments-prod, Production, stage=prod"}
				hint="One a line: the ID, then a name, a unit and tags, if you like. 2 to 10,000 accounts."
			/>
			<FromFile form={form} onTaken={onSettled} />
			<Counted list={list} isEmpty={text.trim() === ""} />
		</div>
	);
}

function FromFile({
	form,
	onTaken,
}: {
	readonly form: AccountListFieldProps["form"];
	readonly onTaken: () => void;
}) {
	const toast = useToast();
	const input = useRef<HTMLInputElement>(null);

	function take(text: string) {
		form.setValue("accounts", text, { shouldValidate: true });
		onTaken();
	}

	async function onChoose({ currentTarget }: ChangeEvent<HTMLInputElement>) {
		const file = currentTarget.files?.[0];
		if (file === undefined) return;
		if (file.size > LIST_TEXT_MAX_LENGTH) {
			toast({ state: "bad", text: "This file is too large: a list of 10,000 accounts stays below 800 kB." });
			return;
		}
		const before = form.getValues("accounts");
		take(await file.text());
		// The same file may be chosen again after it was put right.
		if (input.current !== null) input.current.value = "";
		const undo = { label: "Undo", onPress: () => take(before) };
		toast({
			state: "ok",
			text: before.trim() === "" ? `${file.name} was read.` : `${file.name} took the place of the list.`,
			...(before.trim() !== "" && { action: undo }),
		});
	}

	return (
		<div>
			<input
				ref={input}
				type="file"
				accept=".csv,.txt,.tsv,text/csv,text/plain"
				aria-label="CSV file with accounts"
				tabIndex={-1}
				className="sr-only"
				onChange={(event) => void onChoose(event)}
			/>
			<Button size="small" onClick={() => input.current?.click()}>
				Upload a CSV file
			</Button>
		</div>
	);
}

/** What was read: counts, and every line that could not be. */
function Counted({ list, isEmpty }: { readonly list: AccountList; readonly isEmpty: boolean }) {
	const { accounts, problems, problemCount, repeated } = list;
	return (
		<>
			<StatusRegion visible className="text-sm text-ink-2">
				{!isEmpty && (
					<>
						{count(accounts.length, "account", "accounts")} read
						{repeated.length > 0 && `, ${repeated.length.toLocaleString("en")} of them listed more than once`}
						{problemCount > 0 && `, ${count(problemCount, "line", "lines")} not`}.
					</>
				)}
			</StatusRegion>
			{problemCount > 0 && (
				<Notice tone="bad" title={`${count(problemCount, "line", "lines")} cannot be read`}>
					<ul className="list-disc pl-5">
						{problems.slice(0, PROBLEMS_SHOWN).map(({ line, message }) => (
							<li key={`${line} ${message}`}>
								{line !== null && <b>Line {line}: </b>}
								{message}
							</li>
						))}
					</ul>
					{problemCount > PROBLEMS_SHOWN && <p className="mt-1">And {problemCount - PROBLEMS_SHOWN} more.</p>}
				</Notice>
			)}
		</>
	);
}

function count(number: number, one: string, many: string): string {
	return `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
}
