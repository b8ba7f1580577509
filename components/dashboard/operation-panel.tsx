"use client";

import { useQueryClient } from "@tanstack/react-query";
import { parseAsString, useQueryState } from "nuqs";
import { lazy, Suspense } from "react";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";

const OperationProgress = lazy(async () => ({
	default: (await import("#components/operations/operation-progress.tsx")).OperationProgress,
}));

/** What was started for many; it stays in the address, and so on the page, until it is put away. */
export function OperationPanel({ operationId }: { readonly operationId: string }) {
	const [, setOperation] = useQueryState(
		"operation",
		parseAsString.withOptions({ shallow: false, scroll: false }),
	);
	const client = useQueryClient();
	return (
		<Card label="Progress">
			<Suspense fallback={<p className="min-h-15 text-ink-2">Reading how far it has come…</p>}>
				<OperationProgress operationId={operationId} />
			</Suspense>
			<div className="mt-3 flex justify-end">
				<Button
					size="small"
					onClick={async () => {
						await setOperation(null);
						await client.invalidateQueries({ queryKey: ["dashboard"] });
					}}
				>
					Put away
				</Button>
			</div>
		</Card>
	);
}
