"use client";

import { useRouter } from "next/navigation";
import { lazy, Suspense, useCallback, useEffect, useState } from "react";
import { failureOf } from "#components/setup/action-failure.ts";
import { useCan } from "#components/shell/abilities.tsx";
import { Button } from "#components/ui/button.tsx";
import { checkTemplateAction, checkVerifierAction } from "#lib/actions/settings-actions.ts";
import type { InstallationView } from "#lib/loaders/settings.ts";

export type CheckAgainProps = {
	readonly what: keyof InstallationView;
	/** When it was last looked at, as this page shows it; null: never. */
	readonly lastAt: number | null;
};

const InstallationWatcher = lazy(async () => ({
	default: (await import("./installation-watcher.tsx")).InstallationWatcher,
}));

/** Has the worker look anew, and shows the page again once it has. */
export function CheckAgain(props: CheckAgainProps) {
	return useCan("settings.change") ? <Asker {...props} /> : null;
}

const ASK = { verifier: checkVerifierAction, template: checkTemplateAction } as const;
const PATIENCE_MS = 60_000;

function Asker({ what, lastAt }: CheckAgainProps) {
	const router = useRouter();
	/** The server's clock when it was asked; a result from then on is the answer. */
	const [askedAt, setAskedAt] = useState<number | null>(null);
	const [message, setMessage] = useState("");
	// Where there is nothing yet, the first result is awaited without being asked for.
	const isWaiting = askedAt !== null || lastAt === null;
	const showAnswer = useCallback(() => {
		setAskedAt(null);
		setMessage("The check has finished.");
		router.refresh();
	}, [router]);

	useEffect(() => {
		if (askedAt === null) return;
		const timer = setTimeout(() => {
			setAskedAt(null);
			setMessage("No answer for a minute. Is the worker running? Its log would say.");
		}, PATIENCE_MS);
		return () => clearTimeout(timer);
	}, [askedAt]);

	return (
		<span className="flex flex-wrap items-center gap-2.5">
			{isWaiting && (
				<Suspense>
					<InstallationWatcher what={what} since={askedAt ?? 0} onSeen={showAnswer} />
				</Suspense>
			)}
			<span role="status" className={message === "" ? "sr-only" : "text-sm text-ink-2"}>
				{message}
			</span>
			<Button
				size="small"
				pending={askedAt !== null}
				pendingLabel="Checking…"
				onClick={async () => {
					setMessage("");
					setAskedAt(Number.POSITIVE_INFINITY);
					const failure = await failureOf(async () => {
						const answer = await ASK[what]();
						if (answer.data?.ok) setAskedAt(answer.data.value.askedAt);
						return answer;
					});
					if (failure === null) return;
					setAskedAt(null);
					setMessage(
						failure === "unreachable" ? "Rolebridge could not be reached." : "It could not be asked for.",
					);
				}}
			>
				Check again
			</Button>
		</span>
	);
}
