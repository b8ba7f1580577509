import { Mono } from "#components/ui/mono.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { FAILURES } from "#lib/domain/failures.ts";
import { explainStackError } from "#lib/domain/stack-error.ts";

/** What CloudFormation meant, and what to do. Loaded when the first error is pasted. */
export function StackErrorExplained({ text }: { readonly text: string }) {
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
