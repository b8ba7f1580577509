"use client";

import { useState } from "react";
import { type ActionAnswer, failureOf } from "#components/setup/action-failure.ts";
import type { Failure } from "#lib/domain/failures.ts";

/** One press of a button that calls an action: whether it is under way, and why it did not go through. */
export function usePress() {
	const [isPending, setIsPending] = useState(false);
	const [failure, setFailure] = useState<Failure | "unreachable" | null>(null);

	async function press<T>(run: () => Promise<ActionAnswer<T>>, onDone: () => void): Promise<void> {
		setIsPending(true);
		setFailure(null);
		const problem = await failureOf(run);
		setFailure(problem);
		setIsPending(false);
		if (problem === null) onDone();
	}
	return { press, isPending, failure };
}
