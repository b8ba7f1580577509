import { Disclosure } from "#components/ui/disclosure.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { FAILURES, type Failure } from "#lib/domain/failures.ts";

/** Why something that was pressed did not happen; the outside system's own words behind "Details". */
export function ActionFailureNotice({ failure }: { readonly failure: Failure | "unreachable" | null }) {
	if (failure === null) return null;
	if (failure === "unreachable") {
		return (
			<Notice tone="bad" live="alert" title="Rolebridge could not be reached">
				Nothing was changed. Check the connection, then press again.
			</Notice>
		);
	}
	const { title, cause, fixes } = FAILURES[failure.code];
	return (
		<Notice tone="bad" live="alert" title={title}>
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
