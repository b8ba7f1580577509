"use client";

import { lazy, Suspense, useId, useState } from "react";

const StackErrorExplained = lazy(async () => ({
	default: (await import("./stack-error-explained.tsx")).StackErrorExplained,
}));

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
			<div role="status">
				{text.trim() !== "" && (
					<Suspense>
						<StackErrorExplained text={text} />
					</Suspense>
				)}
			</div>
		</div>
	);
}
