"use client";

import { unstable_rethrow } from "next/navigation";
import { useActionState } from "react";
import { failureOf } from "#components/setup/action-failure.ts";
import { ActionFailureNotice } from "#components/setup/action-failure-notice.tsx";
import { Button } from "#components/ui/button.tsx";
import { createRolloutAction } from "#lib/actions/rollout-actions.ts";
import type { Failure } from "#lib/domain/failures.ts";
import type { RolloutKind } from "#lib/domain/rollout.ts";

const LABELS = {
	organization: "Connect an organization",
	list: "Connect a list of accounts",
} as const satisfies Record<RolloutKind, string>;

/** The rollout is made when this is pressed, not by looking at the page. */
export function StartRollout({ kind }: { readonly kind: RolloutKind }) {
	const [failure, start, isStarting] = useActionState<Failure | "unreachable" | null>(
		() => createRollout(kind),
		null,
	);
	return (
		<form action={start} className="mt-4 flex flex-col gap-3">
			<ActionFailureNotice failure={failure} />
			<div>
				<Button
					type="submit"
					tone={kind === "organization" ? "primary" : "default"}
					size="big"
					pending={isStarting}
					pendingLabel="Starting…"
				>
					{LABELS[kind]}
				</Button>
			</div>
		</form>
	);
}

async function createRollout(kind: RolloutKind): Promise<Failure | "unreachable" | null> {
	try {
		const answer = await createRolloutAction({ kind });
		return await failureOf(async () => answer ?? {});
	} catch (error) {
		// The way on to the new rollout arrives as an error of the framework's own.
		unstable_rethrow(error);
		return "unreachable";
	}
}
