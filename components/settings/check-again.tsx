"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { failureOf } from "#components/setup/action-failure.ts";
import { getLive } from "#components/setup/live-fetch.ts";
import { LiveProvider } from "#components/setup/live-provider.tsx";
import { useCan } from "#components/shell/abilities.tsx";
import { Button } from "#components/ui/button.tsx";
import { checkTemplateAction, checkVerifierAction } from "#lib/actions/settings-actions.ts";
import type { InstallationView } from "#lib/loaders/settings.ts";

export type CheckAgainProps = {
	readonly what: keyof InstallationView;
	/** When it was last looked at, as this page shows it; null: never. */
	readonly lastAt: number | null;
};

/** Has the worker look anew, and shows the page again once it has. */
export function CheckAgain(props: CheckAgainProps) {
	if (!useCan("settings.change")) return null;
	return (
		<LiveProvider>
			<Asker {...props} />
		</LiveProvider>
	);
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
	const { data } = useQuery({
		queryKey: ["installation"],
		queryFn: ({ signal }) => getLive<InstallationView>("/api/live/installation", signal),
		enabled: isWaiting,
		refetchInterval: 1_000,
	});
	const seenAt = data?.[what] ?? null;
	const isNew = isWaiting && seenAt !== null && seenAt >= (askedAt ?? 0);

	useEffect(() => {
		if (!isNew) return;
		setAskedAt(null);
		setMessage("The check has finished.");
		router.refresh();
	}, [isNew, router]);

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
