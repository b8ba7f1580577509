"use client";

import { useId, useState } from "react";
import { ActionFailureNotice } from "#components/setup/action-failure-notice.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import type { DashboardFilter } from "#lib/domain/dashboard-query.ts";
import { ACT_WORDS, type BulkAct, connectorsWords } from "./act-words.ts";
import { numberWords } from "./chart-words.ts";
import type { Selection } from "./selection.ts";
import { type StartableAct, type StartOperation, useStartAct } from "./use-start-act.ts";

export type ActDialogProps = {
	readonly act: BulkAct;
	readonly startOperation: StartOperation;
	readonly selection: Selection;
	readonly filter: DashboardFilter;
	readonly matching: string;
	readonly onClose: () => void;
	readonly onStarted: () => void;
};

/** Without this the act means nothing. */
const NEEDS: Partial<Record<BulkAct, { readonly label: string; readonly missing: string }>> = {
	"add-tag": { label: "Tag key", missing: "Name the tag by its key." },
	"remove-tag": { label: "Tag key", missing: "Name the tag by its key." },
	pause: { label: "Reason", missing: "Say why, for those who wonder later." },
};

/** Says what the act does to how many and what is lost by it, and asks for what it needs. */
export function ActDialog({
	act,
	startOperation,
	selection,
	filter,
	matching,
	onClose,
	onStarted,
}: ActDialogProps) {
	const { start, isStarting, failure } = useStartAct(startOperation, selection, filter);
	const [first, setFirst] = useState("");
	const [second, setSecond] = useState("");
	const [isIncomplete, setIncomplete] = useState(false);
	const needs = NEEDS[act];
	const formId = useId();
	const words = ACT_WORDS[act];
	const count = selection.kind === "all" ? 0 : selection.ids.size;
	const connectors = connectorsWords(
		count,
		selection.kind === "all",
		selection.kind === "all" ? matching : numberWords(count),
	);
	return (
		<Dialog
			open
			onClose={onClose}
			title={words.title(connectors)}
			actions={
				<>
					<Button onClick={onClose}>Cancel</Button>
					<Button
						type="submit"
						form={formId}
						tone={act === "offboard" ? "danger" : "primary"}
						pending={isStarting}
						pendingLabel="Starting…"
					>
						{words.go}
					</Button>
				</>
			}
		>
			<form
				id={formId}
				noValidate
				className="flex flex-col gap-3"
				onSubmit={async (event) => {
					event.preventDefault();
					const isMissing = needs !== undefined && first.trim() === "";
					setIncomplete(isMissing);
					if (!isMissing && (await start(actOf(act, first, second)))) onStarted();
				}}
			>
				<p>{words.consequence}</p>
				{needs !== undefined && (
					<Field
						label={needs.label}
						value={first}
						onChange={setFirst}
						error={isIncomplete ? needs.missing : undefined}
					/>
				)}
				{act === "add-tag" && <Field label="Value" value={second} onChange={setSecond} />}
				<ActionFailureNotice failure={failure} />
			</form>
		</Dialog>
	);
}

function actOf(act: BulkAct, first: string, second: string): StartableAct {
	switch (act) {
		case "add-tag":
			return { kind: act, input: { key: first.trim(), value: second.trim() } };
		case "remove-tag":
			return { kind: act, input: { key: first.trim() } };
		case "pause":
			return { kind: act, input: { reason: first.trim() } };
		default:
			return { kind: act, input: {} };
	}
}

type FieldProps = {
	readonly label: string;
	readonly value: string;
	readonly onChange: (value: string) => void;
	readonly error?: string | undefined;
};

function Field({ label, value, onChange, error }: FieldProps) {
	const id = useId();
	return (
		<div>
			<label htmlFor={id} className="mb-1 block font-medium text-ink">
				{label}
			</label>
			<input
				id={id}
				value={value}
				maxLength={128}
				autoComplete="off"
				aria-invalid={error !== undefined}
				aria-describedby={`${id}-message`}
				onChange={(event) => onChange(event.target.value)}
				className="control"
			/>
			<p id={`${id}-message`} className="mt-1 text-sm text-bad empty:hidden">
				{error}
			</p>
		</div>
	);
}
