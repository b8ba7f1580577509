"use client";

import { useRouter } from "next/navigation";
import { lazy, Suspense, useState } from "react";
import { ActionFailureNotice } from "#components/setup/action-failure-notice.tsx";
import { Button } from "#components/ui/button.tsx";
import { useToast } from "#components/ui/toast.tsx";
import {
	beginAuthenticatorAction,
	makeBackupCodesAction,
	removeAuthenticatorAction,
} from "#lib/actions/account-actions.ts";
import type { NewAuthenticator } from "#lib/auth/own-second-factor.ts";
import { useTrustAction } from "./confirm-its-you.tsx";
import { RemoveDialog } from "./remove-dialog.tsx";
import { SettingRow } from "./setting-row.tsx";
import { useOwnAct } from "./use-own-act.ts";

const AuthenticatorDialog = lazy(async () => ({
	default: (await import("./authenticator-dialog.tsx")).AuthenticatorDialog,
}));
const BackupCodesDialog = lazy(async () => ({
	default: (await import("./backup-codes-dialog.tsx")).BackupCodesDialog,
}));

export type AuthenticatorPartProps = { readonly hasApp: boolean; readonly codesLeft: number };

export function AuthenticatorPart({ hasApp, codesLeft }: AuthenticatorPartProps) {
	const router = useRouter();
	const { isActing, failure, act } = useOwnAct();
	const begin = useTrustAction(beginAuthenticatorAction);
	const renew = useTrustAction(makeBackupCodesAction);
	const [begun, setBegun] = useState<NewAuthenticator | null>(null);
	const [codes, setCodes] = useState<readonly string[] | null>(null);

	return (
		<div>
			<SettingRow
				title="Authenticator app"
				state={hasApp ? "ok" : "none"}
				word={hasApp ? "On" : "Not set up"}
				actions={
					hasApp ? (
						<>
							<Button
								size="small"
								pending={isActing}
								pendingLabel="Making codes…"
								onClick={async () => {
									const made = await act(renew);
									if (made.done) setCodes(made.value);
								}}
							>
								New backup codes
							</Button>
							<RemoveApp />
						</>
					) : (
						<Button
							size="small"
							pending={isActing}
							pendingLabel="Preparing…"
							onClick={async () => {
								const answer = await act(begin);
								if (answer.done) setBegun(answer.value);
							}}
						>
							Set up an app
						</Button>
					)
				}
			>
				{hasApp ? (
					<p>Its code is asked for each time you sign in. {backupWords(codesLeft)}</p>
				) : (
					<p>An app on your phone shows six digits that change every half minute.</p>
				)}
			</SettingRow>
			{failure !== null && (
				<div className="px-4.5 pb-4">
					<ActionFailureNotice failure={failure} />
				</div>
			)}
			<Suspense>
				{begun !== null && (
					<AuthenticatorDialog
						authenticator={begun}
						onClose={(made) => {
							setBegun(null);
							setCodes(made);
							if (made === null) router.refresh();
						}}
					/>
				)}
				{codes !== null && (
					<BackupCodesDialog
						codes={codes}
						onClose={() => {
							setCodes(null);
							router.refresh();
						}}
					/>
				)}
			</Suspense>
		</div>
	);
}

function RemoveApp() {
	const toast = useToast();
	const remove = useTrustAction(removeAuthenticatorAction);
	return (
		<RemoveDialog
			label="Remove"
			title="Remove the authenticator app"
			run={() => remove()}
			onDone={() => toast({ state: "ok", text: "The authenticator app is removed." })}
		>
			The code is then no longer asked for, and the backup codes stop working. Changes of whom Rolebridge
			trusts may ask for another second factor.
		</RemoveDialog>
	);
}

function backupWords(left: number): string {
	if (left === 0) return "No backup code is left: make new ones.";
	return `${left} backup ${left === 1 ? "code is" : "codes are"} left.`;
}
