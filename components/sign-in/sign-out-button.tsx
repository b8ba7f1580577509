"use client";

import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { postToAuth } from "./post-to-auth.ts";

export function SignOutButton() {
	const [state, setState] = useState<"idle" | "leaving" | "failed">("idle");
	return (
		<>
			<Button
				tone="quiet"
				size="small"
				pending={state === "leaving"}
				pendingLabel="Signing out…"
				onClick={async () => {
					setState("leaving");
					const answer = await postToAuth("sign-out", {});
					// A full load: nothing of the session stays in this tab's memory.
					if (answer.ok) window.location.assign("/sign-in");
					else setState("failed");
				}}
			>
				Sign out
			</Button>
			<span role="status" className="text-sm text-bad">
				{state === "failed" && "You are still signed in: Rolebridge could not be reached."}
			</span>
		</>
	);
}
