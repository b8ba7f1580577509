import { lazy, Suspense } from "react";
import { Notice } from "#components/ui/notice.tsx";
import type { Failure } from "#lib/domain/failures.ts";

const FailureNotice = lazy(async () => ({ default: (await import("./failure-notice.tsx")).FailureNotice }));

/** Why something that was pressed did not happen. */
export function ActionFailureNotice({ failure }: { readonly failure: Failure | "unreachable" | null }) {
	if (failure === null) return null;
	if (failure === "unreachable") {
		return (
			<Notice tone="bad" live="alert" title="Rolebridge could not be reached">
				Nothing was changed. Check the connection, then press again.
			</Notice>
		);
	}
	return (
		<Suspense>
			<FailureNotice failure={failure} />
		</Suspense>
	);
}
