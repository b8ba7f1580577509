"use client";

import { ActionFailureNotice } from "#components/setup/action-failure-notice.tsx";
import { Button } from "#components/ui/button.tsx";
import { useImport } from "./use-import.ts";

type ImportOneProps = { readonly identifier: string; readonly name: string };

export function ImportOne({ identifier, name }: ImportOneProps) {
	const { start, isPending, failure } = useImport();
	return (
		<>
			<Button
				size="small"
				aria-label={`Import ${name}`}
				pending={isPending}
				pendingLabel="Importing…"
				onClick={() => start({ identifiers: [identifier] })}
			>
				Import
			</Button>
			<ActionFailureNotice failure={failure} />
		</>
	);
}
