import { expect, it } from "vitest";
import type { Requirements } from "../features.ts";
import { actionsOf, permissionSummary } from "./summary.ts";

const requirements: Requirements = {
	features: [],
	autoStopping: [],
	governancePolicyArns: [],
	commitmentWrite: false,
};

it("counts Resource Inventory Management as nineteen reads", () => {
	expect(permissionSummary("VISIBILITY", requirements, null)).toEqual({
		read: 19,
		change: 0,
		spend: 0,
		escalate: 0,
		total: 19,
	});
});

it("counts purchases only where Commitment Orchestration may write", () => {
	const spend = (commitmentWrite: boolean) =>
		permissionSummary("COMMITMENT_ORCHESTRATOR", { ...requirements, commitmentWrite }, null).spend;
	expect([spend(false), spend(true)]).toEqual([0, 4]);
});

it("shows the riskiest actions first and none twice", () => {
	const actions = actionsOf(
		"OPTIMIZATION",
		{ ...requirements, autoStopping: ["EC2", "SPOT", "PROXY", "ALB"] },
		null,
	);
	expect(actions[0]?.risk).toBe("escalate");
	expect(actions.at(-1)?.risk).toBe("read");
	expect(new Set(actions.map(({ action }) => action)).size).toBe(actions.length);
});
