"use client";

import { useState } from "react";
import type { Accept } from "#components/setup/test-finish.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";

type PlatformFinishProps = {
	readonly isQuarantined: boolean;
	readonly hasRole: boolean;
	/** Our own side is known, so that the role can be made to trust it. */
	readonly canAddProof: boolean;
	readonly isFinishing: boolean;
	/** Resolves to whether it went through. */
	readonly onFinish: (accept: Accept) => Promise<boolean>;
};

/** The button that ends the set-up. That Harness's word is all there is has to be read first. */
export function PlatformFinish(props: PlatformFinishProps) {
	const { isQuarantined, hasRole, canAddProof, isFinishing, onFinish } = props;
	const [isAsked, setIsAsked] = useState(false);
	const close = () => setIsAsked(false);
	if (isQuarantined) {
		return <p className="text-sm text-bad">In quarantine: this connector cannot be finished.</p>;
	}
	return (
		<>
			<Button
				tone="primary"
				pending={isFinishing}
				pendingLabel="Registering in Harness…"
				onClick={() => setIsAsked(true)}
			>
				Finish…
			</Button>
			<Dialog
				open={isAsked}
				onClose={close}
				title="Register it on Harness's word?"
				actions={
					<>
						<Button onClick={close}>Go back</Button>
						<Button
							tone="primary"
							onClick={() => {
								close();
								void onFinish("harness-proof");
							}}
						>
							Finish with Harness's word
						</Button>
					</>
				}
			>
				<p>
					The connector is made in Harness, and Harness tests it. Its health is then at best "reported": what
					Harness's own test says.
				</p>
				<p className="mt-2">
					{hasRole
						? "Nobody here checks that the role refuses strangers."
						: "These credentials cannot be checked from here, because only Harness or its delegate has them."}{" "}
					{canAddProof && "Proof can be added later, by letting the role trust Rolebridge too. "}
					That you accepted this is written to the audit log.
				</p>
			</Dialog>
		</>
	);
}
