import { Disclosure } from "#components/ui/disclosure.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { FAILURES, type Failure } from "#lib/domain/failures.ts";

/** A failure in full; the outside system's own words behind "Details". Loaded only when something fails. */
export function FailureNotice({ failure }: { readonly failure: Failure }) {
	const { title, cause, fixes } = FAILURES[failure.code];
	// Not refused: it happens once another administrator agrees.
	const isWaiting = failure.code === "WAITING_FOR_APPROVAL";
	return (
		<Notice tone={isWaiting ? "wait" : "bad"} live="alert" title={title}>
			<p>{cause}</p>
			{fixes.map((fix) => (
				<p key={fix}>{fix}</p>
			))}
			{failure.detail !== undefined && (
				<Disclosure summary="Details">
					<p className="[overflow-wrap:anywhere]">{failure.detail}</p>
				</Disclosure>
			)}
		</Notice>
	);
}
