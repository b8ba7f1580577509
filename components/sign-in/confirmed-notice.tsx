"use client";

import { useEffect } from "react";
import { Notice } from "#components/ui/notice.tsx";
import { tellProved } from "./proof-channel.ts";

/** Tells the tab that asked, which then goes on by itself. */
export function ConfirmedNotice() {
	useEffect(() => tellProved(), []);
	return (
		<Notice tone="ok" title="Confirmed">
			The page that asked goes on by itself. You can close this tab.
		</Notice>
	);
}
