"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { Button } from "#components/ui/button.tsx";
import { Mono } from "#components/ui/mono.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";

export type DashboardErrorProps = {
	/** Under which the server's log has the details. */
	readonly digest: string | undefined;
	readonly onRetry: () => void;
};

/** The list could not be read. The checks go on in the background, which is what one wants to know first. */
export function DashboardError({ digest, onRetry }: DashboardErrorProps) {
	const router = useRouter();
	const [isPending, startTransition] = useTransition();
	return (
		<>
			<PageHeader title="Connectors" />
			<Notice
				tone="bad"
				live="alert"
				title="The connectors could not be read"
				action={
					<Button
						tone="primary"
						pending={isPending}
						pendingLabel="Reading…"
						onClick={() =>
							startTransition(() => {
								router.refresh();
								onRetry();
							})
						}
					>
						Try again
					</Button>
				}
			>
				The database may be restarting. Checks go on in the background as soon as it answers; nothing is lost.
				{digest !== undefined && (
					<>
						{" "}
						The server&rsquo;s log has the details under <Mono>{digest}</Mono>.
					</>
				)}
			</Notice>
		</>
	);
}
