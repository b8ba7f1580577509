"use client";

import { useRouter } from "next/navigation";
import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";

/** What was typed stays on screen until the person asks for the other version. */
export function StaleNotice({ isStale }: { readonly isStale: boolean }) {
	const router = useRouter();
	if (!isStale) return null;
	return (
		<Notice
			tone="warn"
			live="alert"
			title="Somebody saved these settings meanwhile"
			action={
				<Button size="small" onClick={() => router.refresh()}>
					Load their version
				</Button>
			}
		>
			Nothing of yours was saved. Loading their version replaces what you entered here.
		</Notice>
	);
}
