"use client";

import { useId, useState } from "react";
import { Mono } from "#components/ui/mono.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { FAILURES } from "#lib/domain/failures.ts";
import { explainStackError } from "#lib/domain/stack-error.ts";

/** Paste what CloudFormation said; the cause and the fix appear at once, and nothing is sent anywhere. */
export function RoleStackError() {
	const id = useId();
	const [text, setText] = useState("");
	return (
		<div className="flex flex-col gap-3">
			<div>
				<label htmlFor={id} className="mb-1.5 block font-medium">
					AWS's error
				</label>
				<textarea
					id={id}
					rows={4}
					value={text}
					spellCheck={false}
					aria-describedby={`${id}-hint`}
					onChange={(event) => setText(event.target.value)}
					className="control mono block whitespace-pre-wrap!"
				/>
				<p id={`${id}-hint`} className="mt-1.5 text-sm text-ink-2">
					Paste the message, or the whole list from the stack's Events tab. It stays in your browser.
				</p>
			</div>
			<div role="status">{text.trim() !== "" && <Explained text={text} />}</div>
		</div>
	);
}

function Explained({ text }: { readonly text: string }) {
	const { code, subject, quote } = explainStackError(text);
	const { title, cause, fixes } = FAILURES[code];
	return (
		<Notice tone={code === "STACK_FAILED" ? "info" : "warn"} title={title}>
			<p>{cause}</p>
			{subject !== null && (
				<p className="mt-1">
					It is about <Mono wrap>{subject}</Mono>.
				</p>
			)}
			<p className="mt-2">
				<b>What to do, the likeliest first</b>
			</p>
			<ol className="list-decimal pl-5">
				{fixes.map((fix) => (
					<li key={fix}>{fix}</li>
				))}
			</ol>
			{quote !== null && (
				<p className="mt-2 [overflow-wrap:anywhere]">
					Told by: <q>{quote}</q>
				</p>
			)}
		</Notice>
	);
}
