"use client";

import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { CopyField } from "#components/ui/copy-field.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { ScopeChoice } from "#lib/loaders/people.ts";
import { KeyForm } from "./key-form.tsx";

type NewKeyProps = { readonly harnessAccounts: readonly ScopeChoice[] };

/** The button, the form behind it, and the key itself the one time it is shown. */
export function NewKey({ harnessAccounts }: NewKeyProps) {
	const [step, setStep] = useState<"button" | "form" | { readonly secret: string }>("button");
	if (step === "button") {
		return (
			<div>
				<Button tone="primary" onClick={() => setStep("form")}>
					New API key
				</Button>
			</div>
		);
	}
	if (step === "form") {
		return (
			<Card title="New API key">
				<KeyForm
					harnessAccounts={harnessAccounts}
					onCreated={(secret) => setStep({ secret })}
					onCancel={() => setStep("button")}
				/>
			</Card>
		);
	}
	return <KeyShown secret={step.secret} onDone={() => setStep("button")} />;
}

function KeyShown({ secret, onDone }: { readonly secret: string; readonly onDone: () => void }) {
	return (
		<Card title="New API key">
			<div ref={takeFocus} tabIndex={-1} className="flex flex-col gap-4 outline-none">
				<Notice tone="warn" live="status" title="Copy the key now">
					It is shown this once: only its hash is kept. Whoever has it may do what it may do, so put it where
					secrets are kept.
				</Notice>
				<CopyField
					label="API key"
					value={secret}
					hint="Sent as the header Authorization: Bearer, then the key."
				/>
				<div>
					<Button tone="primary" onClick={onDone}>
						I have copied it
					</Button>
				</div>
			</div>
		</Card>
	);
}

/** The button that was pressed may be far below: what must not be missed comes into view. */
function takeFocus(element: HTMLElement | null) {
	element?.focus();
}
