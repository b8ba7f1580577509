"use client";

import { useState } from "react";
import { type ActionAnswer, failureOf } from "#components/setup/action-failure.ts";
import type { Failure } from "#lib/domain/failures.ts";

type Acted<T> = { readonly done: true; readonly value: T } | { readonly done: false };

/** Runs what a button does: that it is under way, and why it did not happen. */
export function useOwnAct() {
	const [isActing, setIsActing] = useState(false);
	const [failure, setFailure] = useState<Failure | "unreachable" | null>(null);

	async function act<T>(run: () => Promise<ActionAnswer<T>>): Promise<Acted<T>> {
		setIsActing(true);
		let answer: ActionAnswer<T> = {};
		const found = await failureOf(async () => {
			answer = await run();
			return answer;
		});
		setIsActing(false);
		setFailure(found);
		return answer.data?.ok ? { done: true, value: answer.data.value } : { done: false };
	}

	return { isActing, failure, act };
}
