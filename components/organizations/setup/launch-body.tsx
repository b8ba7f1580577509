"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useState, useTransition } from "react";
import { failureOf } from "#components/setup/action-failure.ts";
import { ActionFailureNotice } from "#components/setup/action-failure-notice.tsx";
import { Button } from "#components/ui/button.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { StepFoot } from "#components/ui/step-layout.tsx";
import { markRolloutLaunchedAction } from "#lib/actions/rollout-actions.ts";
import type { Failure } from "#lib/domain/failures.ts";
import type { LaunchWay, RolloutKind } from "#lib/domain/rollout.ts";
import type { Preflights } from "#lib/organizations/launch-preflight.ts";
import type { LaunchView } from "#lib/organizations/launch-view.ts";
import { ExceptionSteps } from "./exception-steps.tsx";
import { LaunchWays } from "./launch-ways.tsx";
import { PreflightCard } from "./preflight-card.tsx";

type LaunchBodyProps = {
	readonly rolloutId: string;
	readonly kind: RolloutKind;
	/** The way that was taken, or that most take. */
	readonly way: LaunchWay;
	readonly launchedAt: number | null;
	readonly view: LaunchView;
	/** So many exceptions were said in step 2. */
	readonly exceptionCount: number;
	readonly preflights: Preflights;
	readonly ticks: readonly string[];
	readonly backHref: string;
	/** The way to hand this step to somebody else. */
	readonly send: ReactNode;
};

export function LaunchBody(props: LaunchBodyProps) {
	const { rolloutId, kind, launchedAt, view, exceptionCount, preflights, ticks, backHref, send } = props;
	const router = useRouter();
	const [way, setWay] = useState(props.way);
	const [failure, setFailure] = useState<Failure | "unreachable" | null>(null);
	const [isGoing, startGoing] = useTransition();
	const [isPressed, setIsPressed] = useState(false);
	const isLaunched = launchedAt !== null || isPressed;

	/** The link was pressed: from here on AWS is looked at. The page stays for what is still to do on it. */
	async function onLaunch() {
		const why = await failureOf(() => markRolloutLaunchedAction({ rolloutId, way }));
		setFailure(why);
		if (why === null) setIsPressed(true);
	}

	function goOn() {
		startGoing(async () => {
			const mark = () => failureOf(() => markRolloutLaunchedAction({ rolloutId, way }));
			const why = isLaunched ? null : await mark();
			setFailure(why);
			if (why === null) router.push(`/organizations/${rolloutId}`);
		});
	}

	return (
		<>
			<PreflightCard items={preflights[way]} isLaunched={isLaunched} />
			<LaunchWays
				rolloutId={rolloutId}
				kind={kind}
				initial={props.way}
				view={view}
				ticks={ticks}
				isLaunched={isLaunched}
				onWay={setWay}
				onLaunch={() => void onLaunch()}
			/>
			{kind === "organization" && (
				<ExceptionSteps steps={view.exceptions} count={exceptionCount} isDelegated={view.isDelegated} />
			)}
			{send}
			<ActionFailureNotice failure={failure} />
			{isLaunched && (
				<Notice tone="wait" live="status" title="AWS is looked at from now on">
					{launchedAt !== null && (
						<>
							Launched <RelativeTime at={launchedAt} />.{" "}
						</>
					)}
					The next page shows how many accounts have their role, answer, and are proven.
				</Notice>
			)}
			<div>
				<StepFoot back={<LinkButton href={backHref}>Back</LinkButton>}>
					<LinkButton href="/organizations" tone="quiet">
						Save and exit
					</LinkButton>
					<Button
						// One stack has its own next thing: its link.
						tone={isLaunched || way !== "stack" || view.listStacks.length > 1 ? "primary" : "default"}
						pending={isGoing}
						pendingLabel="Opening…"
						onClick={goOn}
					>
						{isLaunched ? "Watch it" : "I have launched it"}
					</Button>
				</StepFoot>
			</div>
		</>
	);
}
