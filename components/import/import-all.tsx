"use client";

import { ActionFailureNotice } from "#components/setup/action-failure-notice.tsx";
import { Button } from "#components/ui/button.tsx";
import { useImport } from "./use-import.ts";

/** Everything that nothing stands in the way of. */
export function ImportAll({ count }: { readonly count: number }) {
	const { start, isPending, failure } = useImport();
	return (
		<>
			<Button
				tone="primary"
				pending={isPending}
				pendingLabel="Starting the import…"
				onClick={() => start({ all: true })}
			>
				{count === 1 ? "Import it" : `Import all ${count.toLocaleString("en")}`}
			</Button>
			<ActionFailureNotice failure={failure} />
		</>
	);
}
