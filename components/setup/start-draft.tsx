"use client";

import { unstable_rethrow } from "next/navigation";
import { useActionState } from "react";
import { Button } from "#components/ui/button.tsx";
import { createDraftAction } from "#lib/actions/setup-actions.ts";
import type { Destination } from "#lib/domain/destination.ts";
import type { Failure } from "#lib/domain/failures.ts";
import { failureOf } from "./action-failure.ts";
import { ActionFailureNotice } from "./action-failure-notice.tsx";

type StartDraftProps = {
	readonly destination: Destination;
	readonly requiresAutoStopping?: boolean;
	readonly label: string;
	readonly tone?: "primary";
};

/** The draft is made when this is pressed, not by looking at the page. */
export function StartDraft({ destination, requiresAutoStopping = false, label, tone }: StartDraftProps) {
	const [failure, start, isStarting] = useActionState<Failure | "unreachable" | null>(
		() => createDraft({ destination, requiresAutoStopping }),
		null,
	);
	return (
		<form action={start} className="mt-4 flex flex-col gap-3">
			<ActionFailureNotice failure={failure} />
			<div>
				<Button type="submit" {...(tone && { tone })} pending={isStarting} pendingLabel="Starting…">
					{label}
				</Button>
			</div>
		</form>
	);
}

async function createDraft(
	input: Parameters<typeof createDraftAction>[0],
): Promise<Failure | "unreachable" | null> {
	try {
		const answer = await createDraftAction(input);
		return await failureOf(async () => answer ?? {});
	} catch (error) {
		// The way on to the new draft arrives as an error of the framework's own.
		unstable_rethrow(error);
		return "unreachable";
	}
}
