"use client";

import { OperationProgress } from "#components/operations/operation-progress.tsx";
import { applyPlanAction, retryFailedAction, startPlanAction } from "#lib/actions/rollout-plan-actions.ts";
import { type PlanActs, PlanPanel, type PlanPanelProps } from "./plan-panel.tsx";

const ACTS: PlanActs = { start: startPlanAction, apply: applyPlanAction, retry: retryFailedAction };

/** The plan with what its buttons really do. */
export function RegisterPlan(props: Omit<PlanPanelProps, "acts" | "progress">) {
	return (
		<PlanPanel
			{...props}
			acts={ACTS}
			progress={(operationId) => <OperationProgress key={operationId} operationId={operationId} />}
		/>
	);
}
