"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { usePress } from "#components/offboard/use-press.ts";
import { ActionFailureNotice } from "#components/setup/action-failure-notice.tsx";
import { LiveErrorNotice } from "#components/setup/live-error-notice.tsx";
import { type Accept, TestFinish } from "#components/setup/test-finish.tsx";
import { summaryWords } from "#components/setup/test-row-look.ts";
import { useChecksView } from "#components/setup/use-checks-view.ts";
import { LinkButton } from "#components/ui/link-button.tsx";
import { StatusRegion } from "#components/ui/status-region.tsx";
import { StepFoot } from "#components/ui/step-layout.tsx";
import { finishPlatformAction } from "#lib/actions/platform-actions.ts";
import type { PlatformScope } from "#lib/domain/platform/platform-settings.ts";
import type { ChecksView } from "#lib/loaders/checks-view.ts";
import { PlatformChecks } from "./platform-checks.tsx";
import { PlatformDone } from "./platform-done.tsx";
import { PlatformFinish } from "./platform-finish.tsx";
import { type TaskGroup, TasksCard } from "./tasks-card.tsx";
import { TestTrouble } from "./test-trouble.tsx";
import { VerifierCard } from "./verifier-card.tsx";

export type TestBodyProps = {
	readonly connectorId: string;
	readonly name: string;
	readonly identifier: string;
	readonly accountId: string;
	readonly scopeKind: PlatformScope["kind"];
	readonly live: ChecksView;
	/** Null: a delegate or a key has the permissions, and there is no role that could be asked. */
	readonly roleArn: string | null;
	/** What the role's trust policy needs for checks of our own; null: there is no role, or our side is not known. */
	readonly verifierStatement: string | null;
	readonly tasks: readonly string[];
	readonly taskBuckets: readonly string[];
	readonly taskGroups: readonly TaskGroup[];
	readonly backHref: string;
};

export function TestBody(props: TestBodyProps) {
	const { connectorId, roleArn, verifierStatement, backHref } = props;
	const router = useRouter();
	const client = useQueryClient();
	const { view, error, ask } = useChecksView(connectorId, props.live);
	const { press, isPending, failure } = usePress();
	const [isAsking, setIsAsking] = useState(false);
	const isRegistered = view.status === "registered";
	const hasFailed = view.rows.some((row) => row.checkId === "harness-connector" && row.state === "failed");
	const askQuietly = () => ask().catch(() => undefined);

	/** What is pressed next has to name the version that was just saved. */
	async function onTasksSaved() {
		router.refresh();
		await client.invalidateQueries({ queryKey: ["checks", connectorId] });
		void askQuietly();
	}

	async function runAgain() {
		setIsAsking(true);
		await askQuietly();
		setIsAsking(false);
	}

	async function finish(accept: Accept): Promise<boolean> {
		let isDone = false;
		await press(
			() => finishPlatformAction({ connectorId, version: view.version, accept }),
			() => {
				isDone = true;
				router.refresh();
				// What it came to stands at the top, far from the button that was pressed.
				document.getElementById("step-heading")?.focus();
			},
		);
		await askQuietly();
		return isDone;
	}

	return (
		<>
			<LiveErrorNotice error={error} />
			{isRegistered && <PlatformDone {...props} view={view} isFinishing={isPending} onFinish={finish} />}
			<TasksCard
				connectorId={connectorId}
				version={view.version}
				tasks={props.tasks}
				buckets={props.taskBuckets}
				groups={props.taskGroups}
				isChecked={view.proof === "direct"}
				onSaved={onTasksSaved}
			/>
			<PlatformChecks
				view={view}
				isAsking={isAsking}
				hasRole={roleArn !== null}
				onAsk={() => void runAgain()}
			/>
			<StatusRegion>
				{view.isRunning
					? "The checks are running."
					: `The checks are done: ${summaryWords(view.rows.map(({ state }) => state))}.`}
			</StatusRegion>
			{view.proof === "harness" && roleArn !== null && (
				<VerifierCard
					connectorId={connectorId}
					statement={verifierStatement}
					roleArn={roleArn}
					isRegistered={isRegistered}
				/>
			)}
			<TestTrouble hasFailed={hasFailed} />
			<ActionFailureNotice failure={failure} />
			<StepFoot back={<LinkButton href={backHref}>Back</LinkButton>}>
				<LinkButton href="/" tone="quiet">
					{isRegistered ? "All connectors" : "Save and exit"}
				</LinkButton>
				{!isRegistered &&
					(view.proof === "harness" ? (
						<PlatformFinish
							isQuarantined={view.finish.kind === "quarantined"}
							hasRole={roleArn !== null}
							canAddProof={roleArn !== null && verifierStatement !== null}
							isFinishing={isPending}
							onFinish={finish}
						/>
					) : (
						<TestFinish finish={view.finish} isFinishing={isPending} onFinish={finish} />
					))}
			</StepFoot>
		</>
	);
}
