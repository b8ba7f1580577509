import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { FAILURES, type FailureCode } from "#lib/domain/failures.ts";

type LaunchRefusedProps = { readonly code: FailureCode; readonly onAskAgain: () => void };

/** Why no link is handed out, and what to do. */
export function LaunchRefused({ code, onAskAgain }: LaunchRefusedProps) {
	const { title, cause, fixes } = FAILURES[code];
	return (
		<Notice
			tone="bad"
			live="status"
			title={title}
			action={
				<Button size="small" onClick={onAskAgain}>
					Check again
				</Button>
			}
		>
			<p>{cause} Until this is right no link is handed out.</p>
			<ul className="mt-1 list-disc pl-5">
				{fixes.map((fix) => (
					<li key={fix}>{fix}</li>
				))}
			</ul>
		</Notice>
	);
}
