"use client";

import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import type { FinishView } from "#lib/loaders/checks-view.ts";

export type Accept = "nothing" | "failing-checks" | "harness-proof";

type TestFinishProps = {
	readonly finish: FinishView;
	/** The vendor at which a person enters the connection; null: it is registered in Harness from here. */
	readonly byHandAt?: string | null;
	readonly isFinishing: boolean;
	/** Resolves to whether it went through. */
	readonly onFinish: (accept: Accept) => Promise<boolean>;
};

/** The buttons that end the set-up. What is not proven is never passed over: it has to be read first. */
export function TestFinish({ finish, byHandAt = null, isFinishing, onFinish }: TestFinishProps) {
	const [asked, setAsked] = useState<"failing-checks" | "harness-proof" | null>(null);
	const { kind, isProven, mayRestOnHarness } = finish;
	const close = () => setAsked(null);
	const confirm = async (accept: Accept) => {
		close();
		await onFinish(accept);
	};

	if (kind === "quarantined") {
		return <p className="text-sm text-bad">In quarantine: this connector cannot be finished.</p>;
	}
	const isReady = kind === "ready";
	const isOpen = kind === "failing" || kind === "waiting";
	return (
		<>
			{isOpen && mayRestOnHarness && (
				<Button pending={isFinishing} onClick={() => setAsked("harness-proof")}>
					Finish with Harness's word only…
				</Button>
			)}
			{isOpen && (
				<Button
					tone={kind === "failing" && isProven ? "primary" : "default"}
					pending={isFinishing}
					pendingLabel="Registering…"
					onClick={() => setAsked("failing-checks")}
				>
					Finish anyway…
				</Button>
			)}
			{!isOpen && (
				<Button
					tone={isReady ? "primary" : "default"}
					disabled={!isReady}
					pending={isFinishing}
					pendingLabel={byHandAt === null ? "Registering in Harness…" : "Saving…"}
					onClick={() => void onFinish("nothing")}
				>
					{byHandAt === null ? "Finish" : `I have entered it at ${byHandAt}`}
				</Button>
			)}
			<Dialog
				open={asked === "failing-checks"}
				onClose={close}
				title="Finish without these checks?"
				actions={
					<>
						<Button onClick={close}>Go back</Button>
						<Button tone="danger" onClick={() => void confirm("failing-checks")}>
							Finish anyway
						</Button>
					</>
				}
			>
				<p>
					{byHandAt === null
						? "The connector is registered in Harness although this is not proven:"
						: `The connection is kept as entered at ${byHandAt} although this is not proven:`}
				</p>
				<OpenChecks finish={finish} />
				<p>That you finished it so is written to the audit log.</p>
			</Dialog>
			<Dialog
				open={asked === "harness-proof"}
				onClose={close}
				title="Rest on Harness's word only?"
				actions={
					<>
						<Button onClick={close}>Go back</Button>
						<Button tone="danger" onClick={() => void confirm("harness-proof")}>
							Finish with Harness's word
						</Button>
					</>
				}
			>
				<p>
					Choose this when the role trusts Harness and not Rolebridge. The connector is registered, and from
					then on its health is at best "reported": what Harness's own test says.
				</p>
				<p className="mt-2">
					Nobody then checks that the role refuses a missing or wrong external ID. You can add proof later by
					updating the stack with Rolebridge's template; the role keeps its ARN. This is written to the audit
					log.
				</p>
			</Dialog>
		</>
	);
}

function OpenChecks({ finish }: { readonly finish: FinishView }) {
	return (
		<ul className="my-2 list-disc pl-5">
			{finish.open.map(({ checkId, title, observed }) => (
				<li key={checkId}>
					<b className="text-ink">{title}</b>
					<br />
					{observed}
				</li>
			))}
		</ul>
	);
}
