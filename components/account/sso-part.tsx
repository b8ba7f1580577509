"use client";

import { ActionFailureNotice } from "#components/setup/action-failure-notice.tsx";
import { Button } from "#components/ui/button.tsx";
import { beginConnectAction } from "#lib/actions/sign-in-actions.ts";
import { providerName } from "#lib/domain/single-sign-on.ts";
import { useTrustAction } from "./confirm-its-you.tsx";
import { SettingRow } from "./setting-row.tsx";
import { useOwnAct } from "./use-own-act.ts";

export type SsoPartProps = {
	/** What the company calls its provider, often nothing. */
	readonly label: string;
	readonly isConnected: boolean;
};

const HREF = `/api/auth/sso/start?${new URLSearchParams({ intent: "link", next: "/account" })}`;

/** Whether one comes in by the company's provider as well. */
export function SsoPart({ label, isConnected }: SsoPartProps) {
	const { isActing, failure, act } = useOwnAct();
	const begin = useTrustAction(beginConnectAction);

	async function connect(): Promise<void> {
		const { done } = await act(begin);
		// A full load: the server sends the browser on to the provider.
		if (done) window.location.assign(HREF);
	}

	const name = providerName(label);
	return (
		<div>
			<SettingRow
				title="Single sign-on"
				state={isConnected ? "ok" : "none"}
				word={isConnected ? "Connected" : "Not connected"}
				actions={
					!isConnected && (
						<Button size="small" pending={isActing} pendingLabel="Preparing…" onClick={connect}>
							Connect
						</Button>
					)
				}
			>
				{isConnected
					? `You come in with ${name}. Your role follows your groups there at each sign-in.`
					: `Connect your account with ${name}, to come in without a password. Your role then follows your groups there.`}
			</SettingRow>
			{failure !== null && (
				<div className="px-4.5 pb-4">
					<ActionFailureNotice failure={failure} />
				</div>
			)}
		</div>
	);
}
