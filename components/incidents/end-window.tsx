"use client";

import { useState } from "react";
import { failureOf } from "#components/setup/action-failure.ts";
import { Button } from "#components/ui/button.tsx";
import { useToast } from "#components/ui/toast.tsx";
import { endWindowAction } from "#lib/actions/incident-actions.ts";

export function EndWindow({ id, about }: { readonly id: string; readonly about: string }) {
	const toast = useToast();
	const [isEnding, setIsEnding] = useState(false);

	async function end() {
		setIsEnding(true);
		const refused = await failureOf(() => endWindowAction({ id }));
		setIsEnding(false);
		toast(
			refused === null
				? { state: "ok", text: "The window has ended." }
				: { state: "bad", text: "The window could not be ended. Try again." },
		);
	}

	return (
		<Button
			size="small"
			aria-label={`End now: ${about}`}
			pending={isEnding}
			pendingLabel="Ending…"
			onClick={end}
		>
			End now
		</Button>
	);
}
