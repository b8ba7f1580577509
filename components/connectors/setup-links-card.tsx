import Link from "next/link";
import { Card } from "#components/ui/card.tsx";
import { CheckIcon, DashIcon } from "#components/ui/icons.tsx";
import type { Connector } from "#lib/domain/connector.ts";
import { canEnter, isDone, isSkipped, STEP_TITLES, STEPS } from "#lib/domain/setup.ts";

/** The way into each step of the set-up, to read it or to change it. */
export function SetupLinksCard({ connector }: { readonly connector: Connector }) {
	if (connector.status === "offboarded") return null;
	// In use, features change by a way of their own, which keeps the old ones true until the role has the new.
	const isInUse = connector.status === "registered";
	const steps = STEPS.filter((step) => !isSkipped(step, connector) && !(isInUse && step === "features"));
	return (
		<Card title="Set-up">
			<ol className="flex flex-col gap-1.5">
				{steps.map((step) => {
					const done = isDone(step, connector);
					return (
						<li key={step} className="flex items-center gap-2">
							{done ? <CheckIcon className="text-ok" /> : <DashIcon className="text-none" />}
							<span className="sr-only">{done ? "Done:" : "Open:"}</span>
							{canEnter(step, connector) ? (
								<Link href={`/connectors/${connector.id}/setup/${step}`}>{STEP_TITLES[step]}</Link>
							) : (
								<span className="text-ink-3">{STEP_TITLES[step]}</span>
							)}
						</li>
					);
				})}
			</ol>
		</Card>
	);
}
