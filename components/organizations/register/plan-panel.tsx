"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { FailureByCode } from "#components/lifecycle/failure-by-code.tsx";
import { usePress } from "#components/offboard/use-press.ts";
import type { ActionAnswer } from "#components/setup/action-failure.ts";
import { ActionFailureNotice } from "#components/setup/action-failure-notice.tsx";
import { LiveErrorNotice } from "#components/setup/live-error-notice.tsx";
import { getLive } from "#components/setup/live-fetch.ts";
import { LiveProvider } from "#components/setup/live-provider.tsx";
import { useCan } from "#components/shell/abilities.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { ProgressBar } from "#components/ui/progress-bar.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { PlanAction } from "#lib/domain/rollout.ts";
import type { PlanView, RolloutPlanView } from "#lib/loaders/rollout-plan-view.ts";
import { PlanRows } from "./plan-rows.tsx";

const LOOK_MS = 1_500;

/** What the buttons do. */
export type PlanActs = {
	readonly start: (which: { readonly rolloutId: string }) => Promise<ActionAnswer<unknown>>;
	readonly apply: (which: { readonly planId: string }) => Promise<ActionAnswer<unknown>>;
	readonly retry: (which: {
		readonly operationId: string;
	}) => Promise<ActionAnswer<{ readonly operationId: string }>>;
};

export type PlanPanelProps = {
	readonly acts: PlanActs;
	/** How far an operation has come. */
	readonly progress: (operationId: string) => ReactNode;
	readonly rolloutId: string;
	readonly initial: RolloutPlanView;
	readonly hasKey: boolean;
	readonly requestsPerMinute: number;
};

/** The newest plan, and the buttons that make one and apply it. */
export function PlanPanel(props: PlanPanelProps) {
	return (
		<LiveProvider>
			<Live {...props} />
		</LiveProvider>
	);
}

export type RowsAsked = { readonly action: PlanAction | null; readonly after: string | null };

function Live({ acts, progress, rolloutId, initial, hasKey, requestsPerMinute }: PlanPanelProps) {
	const [asked, setAsked] = useState<RowsAsked>({ action: null, after: null });
	const [retried, setRetried] = useState<string | null>(null);
	const client = useQueryClient();
	const { data, error } = useQuery({
		queryKey: ["rollout-plan", rolloutId, asked],
		queryFn: ({ signal }) => getLive<RolloutPlanView>(pathOf(rolloutId, asked), signal),
		initialData: initial,
		refetchInterval: ({ state }) => (state.data?.plan?.state === "queued" ? LOOK_MS : false),
		placeholderData: (shown) => shown,
	});
	const refresh = () => void client.invalidateQueries({ queryKey: ["rollout-plan", rolloutId] });
	const { plan, now } = data;
	const operationId = retried ?? plan?.operationId ?? null;
	return (
		<>
			<LiveErrorNotice error={error} />
			<Card
				title="Plan"
				subtitle="What would be created, updated and left alone in Harness. Making a plan changes nothing."
			>
				<div className="flex flex-col gap-3">
					{plan !== null && <PlanState plan={plan} now={now} />}
					<Buttons
						acts={acts}
						rolloutId={rolloutId}
						plan={plan}
						canPlan={hasKey}
						requestsPerMinute={requestsPerMinute}
						onChanged={() => {
							setAsked({ action: null, after: null });
							setRetried(null);
							refresh();
						}}
					/>
				</div>
			</Card>
			{operationId !== null && (
				<Card label="Registering">
					{progress(operationId)}
					<Retry key={operationId} retry={acts.retry} operationId={operationId} onRetried={setRetried} />
				</Card>
			)}
			{plan?.state === "ready" && <PlanRows plan={plan} onAsk={setAsked} />}
		</>
	);
}

function pathOf(rolloutId: string, { action, after }: RowsAsked): string {
	const params = new URLSearchParams({
		...(action !== null && { action }),
		...(after !== null && { after }),
	});
	return `/api/live/rollouts/${rolloutId}/plan?${params}`;
}

function PlanState({ plan, now }: { readonly plan: PlanView; readonly now: number }) {
	if (plan.state === "queued") return <ProgressBar label="Comparing every account with Harness" />;
	if (plan.failure !== null)
		return (
			<Notice tone="bad" title="No plan could be made">
				{plan.failure.detail !== "" && <p>{plan.failure.detail}</p>}
				<FailureByCode code={plan.failure.code} />
			</Notice>
		);
	return (
		<p className="text-sm text-ink-2">
			Made <RelativeTime at={plan.finishedAt ?? plan.createdAt} now={now} /> by {plan.actorName}.
			{plan.isTooOld && plan.operationId === null && " It is too old to be applied: make a new one."}
		</p>
	);
}

type ButtonsProps = {
	readonly acts: PlanActs;
	readonly rolloutId: string;
	readonly plan: PlanView | null;
	readonly canPlan: boolean;
	readonly requestsPerMinute: number;
	readonly onChanged: () => void;
};

function Buttons({ acts, rolloutId, plan, canPlan, requestsPerMinute, onChanged }: ButtonsProps) {
	const mayConnect = useCan("connector.connect");
	const planning = usePress();
	const applying = usePress();
	if (!mayConnect) return null;
	const writes = plan === null ? 0 : plan.counts.create + plan.counts.update + plan.counts.adopt;
	const mayApply = plan?.state === "ready" && plan.operationId === null && !plan.isTooOld && writes > 0;
	const isApplied = plan !== null && plan.operationId !== null;
	return (
		<>
			<div className="flex flex-wrap items-center gap-2.5">
				{mayApply && plan !== null && (
					<Button
						tone="primary"
						pending={applying.isPending}
						pendingLabel="Beginning…"
						onClick={() => applying.press(() => acts.apply({ planId: plan.id }), onChanged)}
					>
						{writes === 1 ? "Register 1 account" : `Register ${writes.toLocaleString("en")} accounts`}
					</Button>
				)}
				<Button
					tone={mayApply || !canPlan || isApplied ? "default" : "primary"}
					disabled={!canPlan || plan?.state === "queued"}
					pending={planning.isPending}
					pendingLabel="Asking…"
					onClick={() => planning.press(() => acts.start({ rolloutId }), onChanged)}
				>
					{plan === null ? "Make a plan" : "Make a new plan"}
				</Button>
			</div>
			{mayApply && (
				<p className="text-sm text-ink-2">
					{durationWords(writes, requestsPerMinute)} Each account's evidence is asked again right before it is
					written. You may close this page.
				</p>
			)}
			<ActionFailureNotice failure={applying.failure ?? planning.failure} />
		</>
	);
}

function durationWords(writes: number, perMinute: number): string {
	const minutes = Math.ceil(writes / Math.max(1, perMinute));
	return minutes <= 1
		? "It takes about a minute."
		: `At ${perMinute} requests a minute it takes about ${minutes} minutes.`;
}

/** What failed is tried again, and nothing else. */
function Retry({
	retry,
	operationId,
	onRetried,
}: {
	readonly retry: PlanActs["retry"];
	readonly operationId: string;
	readonly onRetried: (operationId: string) => void;
}) {
	const { press, isPending, failure } = usePress();
	const { data } = useQuery({
		queryKey: ["operation", operationId],
		queryFn: ({ signal }) =>
			getLive<{ state: string; counts: { failed: number } }>(`/api/live/operations/${operationId}`, signal),
		refetchInterval: ({ state }) =>
			state.data?.state === "running" || state.data?.state === "queued" ? 2_000 : false,
	});
	const mayConnect = useCan("connector.connect");
	const isOver = data?.state === "done" || data?.state === "stopped";
	if (!mayConnect || !isOver || data.counts.failed === 0) return null;
	return (
		<div className="mt-3 flex flex-col gap-2">
			<div>
				<Button
					tone="primary"
					pending={isPending}
					pendingLabel="Beginning…"
					onClick={() => {
						let next = operationId;
						return press(
							async () => {
								const answer = await retry({ operationId });
								if (answer.data?.ok === true) next = answer.data.value.operationId;
								return answer;
							},
							() => onRetried(next),
						);
					}}
				>
					Try the failed ones again
				</Button>
			</div>
			<ActionFailureNotice failure={failure} />
		</div>
	);
}
