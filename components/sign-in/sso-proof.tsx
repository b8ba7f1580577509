"use client";

import { useEffect } from "react";
import { LinkButton } from "#components/ui/link-button.tsx";
import { providerName } from "#lib/domain/single-sign-on.ts";
import { onProved } from "./proof-channel.ts";

export type SsoProofProps = {
	readonly label: string;
	/** The provider asked anew who the person is, in another tab. */
	readonly onDone: () => void;
};

const HREF = "/api/auth/sso/start?intent=prove";

/** Proves anew who somebody is by their provider, in a tab of its own, so that what was typed here stays. */
export function SsoProof({ label, onDone }: SsoProofProps) {
	useEffect(() => onProved(onDone), [onDone]);
	return (
		<LinkButton href={HREF} external>
			Confirm with {providerName(label)}
		</LinkButton>
	);
}
