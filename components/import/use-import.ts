"use client";

import { useRouter } from "next/navigation";
import { usePress } from "#components/offboard/use-press.ts";
import { importAction } from "#lib/actions/lifecycle-actions.ts";

type What = { readonly identifiers: string[] } | { readonly all: true };

/** Starts an import and shows its progress, which the address keeps. */
export function useImport() {
	const router = useRouter();
	const { press, isPending, failure } = usePress();
	async function start(what: What): Promise<void> {
		let id: string | null = null;
		await press(
			async () => {
				const answer = await importAction(what);
				if (answer.data?.ok) id = answer.data.value.id;
				return answer;
			},
			() => router.push(`/connectors/import?operation=${id}`),
		);
	}
	return { start, isPending, failure };
}
