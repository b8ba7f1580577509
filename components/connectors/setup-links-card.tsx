import { Card } from "#components/ui/card.tsx";
import { CheckIcon, DashIcon } from "#components/ui/icons.tsx";
import { Link } from "#components/ui/link.tsx";
import type { Connector } from "#lib/domain/connector.ts";
import {
	canEnterPlatformStep,
	isPlatformStepDone,
	isPlatformStepSkipped,
	PLATFORM_STEP_TITLES,
	PLATFORM_STEPS,
} from "#lib/domain/platform/platform-setup.ts";
import { canEnter, isDone, isSkipped, STEP_TITLES, STEPS } from "#lib/domain/setup.ts";

type SetupLink = {
	readonly step: string;
	readonly title: string;
	readonly isDone: boolean;
	readonly canEnter: boolean;
};

/** The way into each step of the set-up, to read it or to change it. */
export function SetupLinksCard({ connector }: { readonly connector: Connector }) {
	if (connector.status === "offboarded") return null;
	const links =
		connector.destination === "harness-platform" ? platformLinks(connector) : costLinks(connector);
	return (
		<Card title="Set-up">
			<ol className="flex flex-col gap-1.5">
				{links.map((link) => (
					<li key={link.step} className="flex items-center gap-2">
						{link.isDone ? <CheckIcon className="text-ok" /> : <DashIcon className="text-none" />}
						<span className="sr-only">{link.isDone ? "Done:" : "Open:"}</span>
						{link.canEnter ? (
							<Link href={`/connectors/${connector.id}/setup/${link.step}`}>{link.title}</Link>
						) : (
							<span className="text-ink-3">{link.title}</span>
						)}
					</li>
				))}
			</ol>
		</Card>
	);
}

function costLinks(connector: Connector): readonly SetupLink[] {
	// In use, features change by a way of their own, which keeps the old ones true until the role has the new.
	const isInUse = connector.status === "registered";
	return STEPS.filter((step) => !isSkipped(step, connector) && !(isInUse && step === "features")).map(
		(step) => ({
			step,
			title: STEP_TITLES[step],
			isDone: isDone(step, connector),
			canEnter: canEnter(step, connector),
		}),
	);
}

function platformLinks(connector: Connector): readonly SetupLink[] {
	return PLATFORM_STEPS.filter((step) => !isPlatformStepSkipped(step, connector)).map((step) => ({
		step,
		title: PLATFORM_STEP_TITLES[step],
		isDone: isPlatformStepDone(step, connector),
		canEnter: canEnterPlatformStep(step, connector),
	}));
}
