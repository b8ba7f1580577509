"use client";

import { useState } from "react";
import { Button } from "#components/ui/button.tsx";

export type PasskeySignInProps = {
	readonly onDone: () => void;
	readonly label?: string;
};

/** One button that asks the browser for a passkey, and says what came of it. */
export function PasskeySignIn({ onDone, label = "Use a passkey" }: PasskeySignInProps) {
	const [isAsking, setIsAsking] = useState(false);
	const [message, setMessage] = useState<string | null>(null);
	return (
		<div className="flex min-w-0 flex-col items-start gap-2">
			<Button
				pending={isAsking}
				pendingLabel="Waiting for the passkey…"
				onClick={async () => {
					setIsAsking(true);
					setMessage(null);
					// Seldom needed, and only once somebody asks for it.
					const { signInByPasskey } = await import("./passkey.ts");
					const answer = await signInByPasskey();
					setIsAsking(false);
					if (answer.ok) onDone();
					else setMessage(answer.message);
				}}
			>
				{label}
			</Button>
			<p role="status" className="text-sm text-bad empty:hidden">
				{message}
			</p>
		</div>
	);
}
