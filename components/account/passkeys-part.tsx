"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { ActionFailureNotice } from "#components/setup/action-failure-notice.tsx";
import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { useToast } from "#components/ui/toast.tsx";
import { beginPasskeyAction, removePasskeyAction } from "#lib/actions/account-actions.ts";
import { browserName } from "#lib/domain/browser-name.ts";
import { useTrustAction } from "./confirm-its-you.tsx";
import { RemoveDialog } from "./remove-dialog.tsx";
import { RenamePasskey } from "./rename-passkey.tsx";
import { SettingRow } from "./setting-row.tsx";
import { useOwnAct } from "./use-own-act.ts";

type Passkey = {
	readonly id: string;
	readonly name: string;
	readonly createdAt: number | null;
	readonly isBackedUp: boolean;
};

export type PasskeysPartProps = { readonly passkeys: readonly Passkey[]; readonly now: number };

export function PasskeysPart({ passkeys, now }: PasskeysPartProps) {
	const router = useRouter();
	const toast = useToast();
	const { isActing, failure, act } = useOwnAct();
	const begin = useTrustAction(beginPasskeyAction);
	const [isAdding, setIsAdding] = useState(false);
	const [refusal, setRefusal] = useState<string | null>(null);

	async function add(): Promise<void> {
		setRefusal(null);
		const { done } = await act(begin);
		if (!done) return;
		setIsAdding(true);
		const { addPasskey } = await import("#components/sign-in/passkey.ts");
		const answer = await addPasskey(browserName(navigator.userAgent));
		setIsAdding(false);
		if (!answer.ok) return setRefusal(answer.message);
		toast({ state: "ok", text: "Passkey added." });
		router.refresh();
	}

	return (
		<div>
			<SettingRow
				title="Passkeys"
				state={passkeys.length > 0 ? "ok" : "none"}
				word={passkeys.length > 0 ? String(passkeys.length) : "None"}
				actions={
					<Button
						size="small"
						pending={isActing || isAdding}
						pendingLabel={isAdding ? "Waiting for the browser…" : "Preparing…"}
						onClick={add}
					>
						Add a passkey
					</Button>
				}
			>
				<p>
					Your device signs you in by fingerprint, face or PIN, without password and code. It cannot be given
					away to a page that only looks like this one.
				</p>
			</SettingRow>
			{(failure !== null || refusal !== null) && (
				<div className="px-4.5 pb-4">
					<ActionFailureNotice failure={failure} />
					{refusal !== null && (
						<Notice tone="bad" live="alert" title="No passkey was added">
							{refusal}
						</Notice>
					)}
				</div>
			)}
			{passkeys.length > 0 && (
				<ul aria-label="Passkeys" className="divide-y divide-line border-t border-line">
					{passkeys.map((passkey) => (
						<PasskeyRow key={passkey.id} passkey={passkey} now={now} />
					))}
				</ul>
			)}
		</div>
	);
}

function PasskeyRow({ passkey, now }: { readonly passkey: Passkey; readonly now: number }) {
	const toast = useToast();
	const remove = useTrustAction(removePasskeyAction);
	const { id, name, createdAt, isBackedUp } = passkey;
	return (
		<li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1.5 px-4.5 py-2.5">
			<span className="min-w-0">
				<span id={`passkey-${id}`} className="font-medium">
					{name}
				</span>
				<span className="block text-sm text-ink-2">
					{createdAt !== null && (
						<>
							Added <RelativeTime at={createdAt} now={now} />.{" "}
						</>
					)}
					{isBackedUp ? "Kept by your password manager." : "On this one device only."}
				</span>
			</span>
			<span className="flex flex-wrap items-center gap-2.5">
				<RenamePasskey id={id} name={name} describedBy={`passkey-${id}`} />
				<RemoveDialog
					label="Remove"
					describedBy={`passkey-${id}`}
					title={`Remove the passkey “${name}”`}
					run={() => remove({ id })}
					onDone={() => toast({ state: "ok", text: "The passkey is removed." })}
				>
					It no longer signs you in here. Your device may go on offering it until you remove it there as well.
				</RemoveDialog>
			</span>
		</li>
	);
}
