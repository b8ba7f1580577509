"use client";

import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { usePress } from "#components/offboard/use-press.ts";
import { ActionFailureNotice } from "#components/setup/action-failure-notice.tsx";
import { LiveErrorNotice } from "#components/setup/live-error-notice.tsx";
import { getLive } from "#components/setup/live-fetch.ts";
import { useCan } from "#components/shell/abilities.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { ProgressBar } from "#components/ui/progress-bar.tsx";
import { StatusRegion } from "#components/ui/status-region.tsx";
import { askPermissionsAction } from "#lib/actions/permission-actions.ts";
import type { LibraryChoice } from "#lib/domain/policy/compose.ts";
import type { QuestionView } from "#lib/loaders/permission-questions.ts";
import type { OfferedConnector, RoleCheckView } from "#lib/loaders/permissions.ts";
import { TaskAnswers } from "./task-answers.tsx";

const LOOK_MS = 750;

type LiveQuestionProps = RoleCheckView & { readonly choice: LibraryChoice };

/** Asks IAM, as a connector's own role, whether it has what the chosen tasks take. */
export function LiveQuestion({ connectors, pickedId, choice }: LiveQuestionProps) {
	const mayAsk = useCan("connector.check");
	const askable = connectors.filter(({ canBeAsked }) => canBeAsked);
	const [connectorId, setConnectorId] = useState(startOf(askable, pickedId));
	const { press, isPending, failure } = usePress();
	const [questionId, setQuestionId] = useState<string | null>(null);
	const { data: question, error } = useQuestion(questionId);
	const waits = questionId !== null && question?.state !== "done" && error === null;

	async function ask() {
		let id: string | null = null;
		await press(
			async () => {
				const answer = await askPermissionsAction({ connectorId, choice: askedOf(choice) });
				if (answer.data?.ok) id = answer.data.value.id;
				return answer;
			},
			() => setQuestionId(id),
		);
	}

	if (!mayAsk) return <OnlyOperators />;
	return (
		<Card title="Ask AWS" subtitle="By simulation in IAM, as the role itself; nothing is changed" flush>
			<div className="flex flex-col gap-4 px-4.5 py-4">
				<Which connectors={askable} value={connectorId} onChange={setConnectorId} />
				<LeftOut count={connectors.length - askable.length} />
				<div>
					<Button
						tone="primary"
						disabled={connectorId === "" || choice.entries.length === 0}
						pending={isPending || waits}
						pendingLabel="Asking AWS…"
						onClick={ask}
					>
						Ask AWS
					</Button>
					{choice.entries.length === 0 && <p className="mt-1.5 text-sm text-ink-2">Choose a task first.</p>}
				</div>
				<ActionFailureNotice failure={failure} />
				<LiveErrorNotice error={error} />
				{waits && <ProgressBar label="The worker asks IAM; this takes a few seconds" />}
			</div>
			<StatusRegion>{question?.state === "done" ? "AWS has answered." : ""}</StatusRegion>
			{question?.state === "done" && <Answer question={question} />}
		</Card>
	);
}

function useQuestion(id: string | null) {
	return useQuery({
		queryKey: ["permission-question", id],
		queryFn: ({ signal }) => getLive<QuestionView>(`/api/live/permission-questions/${id}`, signal),
		enabled: id !== null,
		refetchInterval: ({ state }) => (state.data?.state === "done" ? false : LOOK_MS),
	});
}

function Answer({ question: { answers, code } }: { readonly question: QuestionView }) {
	if (answers !== null) return <TaskAnswers label="Answers from AWS" answers={answers} />;
	return (
		<div className="px-4.5 pb-4">
			<ActionFailureNotice failure={{ code: code ?? "UNEXPECTED" }} />
		</div>
	);
}

type WhichProps = {
	readonly connectors: readonly OfferedConnector[];
	readonly value: string;
	readonly onChange: (id: string) => void;
};

function Which({ connectors, value, onChange }: WhichProps) {
	const id = useId();
	return (
		<div>
			<label htmlFor={id} className="mb-1.5 block font-medium">
				Connector
			</label>
			<select
				id={id}
				value={value}
				onChange={(event) => onChange(event.currentTarget.value)}
				className="control"
			>
				<option value="">Choose a connector</option>
				{connectors.map((connector) => (
					<option key={connector.id} value={connector.id}>
						{connector.name} ({connector.awsAccountId})
					</option>
				))}
			</select>
		</div>
	);
}

function LeftOut({ count }: { readonly count: number }) {
	if (count === 0) return null;
	return (
		<p className="text-sm text-ink-2">
			{count} {count === 1 ? "connector is" : "connectors are"} not offered: their roles trust Harness alone,
			and Rolebridge never uses an external ID that was given to somebody else. Add proof on the connector's
			page, or paste the role's policies.
		</p>
	);
}

function OnlyOperators() {
	return (
		<Card title="Ask AWS">
			<p className="text-ink-2">
				Whoever may run checks can ask AWS about a connector's role here. Paste the role's policies instead.
			</p>
		</Card>
	);
}

function startOf(askable: readonly OfferedConnector[], pickedId: string | null): string {
	return askable.find(({ id }) => id === pickedId)?.id ?? "";
}

/** Partition and regions are the connector's own. */
function askedOf({ entries, bucketNames, accountIds, otherAccountId }: LibraryChoice) {
	return {
		entries: entries.map(({ id }) => id),
		bucketNames: [...bucketNames],
		accountIds: [...accountIds],
		otherAccountId: otherAccountId ?? null,
	};
}
