"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { ResultList } from "#components/ui/result-row.tsx";
import { StatusRegion } from "#components/ui/status-region.tsx";
import { StepFoot } from "#components/ui/step-layout.tsx";
import { finishAction } from "#lib/actions/setup-actions.ts";
import type { Failure } from "#lib/domain/failures.ts";
import type { HarnessLinks } from "#lib/domain/harness-links.ts";
import type { ChecksView } from "#lib/loaders/checks-view.ts";
import { failureOf } from "./action-failure.ts";
import { ActionFailureNotice } from "./action-failure-notice.tsx";
import { LiveErrorNotice } from "./live-error-notice.tsx";
import { TestCheckRow } from "./test-check-row.tsx";
import { TestDone } from "./test-done.tsx";
import { type Accept, TestFinish } from "./test-finish.tsx";
import { TestQuarantine } from "./test-quarantine.tsx";
import { summaryWords } from "./test-row-look.ts";
import { useChecksView } from "./use-checks-view.ts";

export type TestBodyProps = {
	readonly connectorId: string;
	readonly name: string;
	readonly accountId: string;
	readonly live: ChecksView;
	readonly correctedTrustPolicy: string | null;
	readonly harnessLinks: HarnessLinks | null;
	readonly hasCosts: boolean;
	readonly hasAutoStopping: boolean;
	/** Whom the role is for. */
	readonly vendor?: string;
	/** What a person does at the vendor at last; null: it is done from here. */
	readonly handOver?: ReactNode;
	readonly backHref: string;
};

export function TestBody(props: TestBodyProps) {
	const { connectorId, correctedTrustPolicy, backHref, vendor = "Harness", handOver = null } = props;
	const router = useRouter();
	const { view, error, ask } = useChecksView(connectorId, props.live);
	const [doing, setDoing] = useState<"nothing" | "asking" | "finishing">("nothing");
	const [failure, setFailure] = useState<Failure | "unreachable" | null>(null);
	const summary = summaryWords(view.rows.map(({ state }) => state));
	const isRegistered = view.status === "registered";

	async function runAgain() {
		setDoing("asking");
		setFailure(null);
		await ask().catch(() => setFailure("unreachable"));
		setDoing("nothing");
	}

	async function finish(accept: Accept): Promise<boolean> {
		setDoing("finishing");
		const why = await failureOf(() => finishAction({ connectorId, version: view.version, accept }));
		setFailure(why);
		setDoing("nothing");
		if (why === null) {
			router.refresh();
			// What it came to stands at the top, far from the button that was pressed.
			document.getElementById("step-heading")?.focus();
		}
		await ask().catch(() => undefined);
		return why === null;
	}

	return (
		<>
			<LiveErrorNotice error={error} />
			{view.finish.kind === "quarantined" && (
				<TestQuarantine view={view} correctedTrustPolicy={correctedTrustPolicy} vendor={vendor} />
			)}
			{isRegistered && view.finish.kind !== "quarantined" && (
				<TestDone
					{...props}
					byHandAt={handOver === null ? null : vendor}
					view={view}
					isFinishing={doing === "finishing"}
					onFinish={finish}
				/>
			)}
			<Card
				title="Checks"
				subtitle={<span data-testid="summary">{summary}</span>}
				aside={
					<Button
						size="small"
						pending={doing === "asking" || view.isRunning}
						pendingLabel="Running checks…"
						onClick={() => void runAgain()}
					>
						Run checks again
					</Button>
				}
				flush
			>
				<ResultList label="Checks">
					{view.rows.map((row) => (
						<TestCheckRow key={row.checkId} row={row} now={view.now} />
					))}
				</ResultList>
			</Card>
			{!isRegistered && view.finish.kind !== "quarantined" && handOver}
			<StatusRegion>
				{view.isRunning ? "The checks are running." : `The checks are done: ${summary}.`}
			</StatusRegion>
			<ActionFailureNotice failure={failure} />
			<StepFoot back={<LinkButton href={backHref}>Back</LinkButton>}>
				<LinkButton href="/" tone="quiet">
					{isRegistered ? "All connectors" : "Save and exit"}
				</LinkButton>
				{!isRegistered && (
					<TestFinish
						finish={view.finish}
						byHandAt={handOver === null ? null : vendor}
						isFinishing={doing === "finishing"}
						onFinish={finish}
					/>
				)}
			</StepFoot>
		</>
	);
}
