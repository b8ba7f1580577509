"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useState, useTransition } from "react";
import { type ActionAnswer, failureOf } from "#components/setup/action-failure.ts";
import { ActionFailureNotice } from "#components/setup/action-failure-notice.tsx";
import { Button } from "#components/ui/button.tsx";
import type { ButtonTone } from "#components/ui/button-class.ts";
import type { Failure } from "#lib/domain/failures.ts";

type ActButtonProps = {
	readonly connectorId: string;
	readonly version: number;
	readonly act: (input: {
		readonly connectorId: string;
		readonly version: number;
	}) => Promise<ActionAnswer<unknown>>;
	readonly pendingLabel: string;
	readonly tone?: ButtonTone;
	/** What a screen reader hears once it is done. */
	readonly done?: string;
	readonly children: ReactNode;
};

/** One act on the connector as it is on the page; a refusal is explained beside it. */
export function ActButton({ connectorId, version, act, pendingLabel, tone, done, children }: ActButtonProps) {
	const router = useRouter();
	const [failure, setFailure] = useState<Failure | "unreachable" | null>(null);
	const [isDone, setIsDone] = useState(false);
	const [isPending, start] = useTransition();

	function onClick() {
		start(async () => {
			const why = await failureOf(() => act({ connectorId, version }));
			setFailure(why);
			setIsDone(why === null);
			if (why === null) router.refresh();
		});
	}

	return (
		<>
			<Button
				{...(tone !== undefined && { tone })}
				pending={isPending}
				pendingLabel={pendingLabel}
				onClick={onClick}
			>
				{children}
			</Button>
			{done !== undefined && (
				<span role="status" className="text-sm text-ink-2">
					{isDone && done}
				</span>
			)}
			{failure !== null && (
				<div className="basis-full">
					<ActionFailureNotice failure={failure} />
				</div>
			)}
		</>
	);
}
