"use client";

import { useState } from "react";
import { useTrustAction } from "#components/account/confirm-its-you.tsx";
import { failureOf } from "#components/setup/action-failure.ts";
import { ActionFailureNotice } from "#components/setup/action-failure-notice.tsx";
import { Button } from "#components/ui/button.tsx";
import { CopyField } from "#components/ui/copy-field.tsx";
import { takeSecretAction } from "#lib/actions/trust-actions.ts";
import type { Failure } from "#lib/domain/failures.ts";

type Secret = { readonly label: string; readonly value: string };

/** What an approved change made, for whoever asked for it, the one time it is shown. */
export function ApprovalSecret({ id }: { readonly id: string }) {
	const takeSecret = useTrustAction(takeSecretAction);
	const [isTaking, setIsTaking] = useState(false);
	const [secret, setSecret] = useState<Secret | null>(null);
	const [failure, setFailure] = useState<Failure | "unreachable" | null>(null);

	async function take() {
		setIsTaking(true);
		const refused = await failureOf(async () => {
			const answer = await takeSecret({ id });
			if (answer.data?.ok) setSecret(answer.data.value);
			return answer;
		});
		setFailure(refused);
		setIsTaking(false);
	}

	if (secret !== null) {
		const value = secret.value.startsWith("/")
			? new URL(secret.value, window.location.origin).href
			: secret.value;
		return (
			<div className="mt-4">
				<CopyField label={secret.label} value={value} hint="It is shown this once." />
			</div>
		);
	}
	return (
		<div className="mt-4 flex flex-col items-start gap-3">
			<ActionFailureNotice failure={failure} />
			<Button pending={isTaking} pendingLabel="Fetching…" onClick={take}>
				Show what it made, once
			</Button>
		</div>
	);
}
