import type { DashboardRow, DashboardTotals } from "#lib/db/dashboard-port.ts";

/** A registered, proven connector; with what a test is about. */
export function dashboardRow(about: Partial<DashboardRow> = {}): DashboardRow {
	return {
		id: "abcdefghijklmnopqrst",
		name: "checkout-prod",
		identifier: "checkout_prod",
		awsAccountId: "445566778899",
		status: "registered",
		proof: "direct",
		partition: "aws",
		type: "CEAws",
		table: "resource",
		features: ["VISIBILITY"],
		tags: {},
		roleArn: null,
		health: "healthy",
		since: 0,
		reason: null,
		lastProofAt: 0,
		templateVersion: 3,
		isOffboarding: false,
		...about,
	};
}

export function dashboardTotals(
	byHealth: Partial<DashboardTotals["byHealth"]> = {},
	newestProofAt: number | null = null,
): DashboardTotals {
	const none = {
		healthy: 0,
		degraded: 0,
		failing: 0,
		quarantined: 0,
		pending: 0,
		reported: 0,
		paused: 0,
		unknown: 0,
	};
	const all = Object.values(byHealth).reduce((sum, count) => sum + count, 0);
	return {
		all,
		byTable: { billing: 0, resource: all },
		byHealth: { ...none, ...byHealth },
		drafts: 0,
		harnessProof: 0,
		newestProofAt,
	};
}
