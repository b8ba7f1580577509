import * as seed from "../seed.ts";
import { putOrganization, putPolicy } from "./admin-organizations.ts";
import { makeCur2 } from "./cost-reports.ts";
import { accountOf, type World } from "./world.ts";

const production = (team: string) => ({ environment: "production", team });
const trial = (team: string) => ({ environment: "test", team });

/** Three levels of units and some forty accounts, so that a rollout can be tried at once. */
const TREE = {
	account: seed.SANDBOX_ORGANIZATION_ACCOUNT_ID,
	id: "o-northwind1",
	name: "northwind-management",
	firstAccount: seed.SANDBOX_ORGANIZATION_FIRST_MEMBER_ID,
	units: [
		{
			name: "Security",
			accounts: [
				{ name: "log-archive", tags: production("security") },
				{ name: "audit", tags: production("security") },
			],
		},
		{
			name: "Infrastructure",
			units: [
				{
					name: "Network",
					accounts: [
						{ name: "network-prod", tags: production("network") },
						{ name: "network-test", tags: trial("network") },
					],
				},
				{
					name: "Shared services",
					accounts: [
						{ name: "shared-services", tags: production("platform") },
						{ name: "backup", tags: production("platform") },
						{ name: "container-registry", tags: production("platform") },
						{ name: "build-agents", tags: trial("platform") },
					],
				},
			],
		},
		{
			name: "Workloads",
			units: [
				{ name: "Production", units: ["Payments", "Retail", "Data"].map((name) => workloads(name, "prod")) },
				{ name: "Test", units: ["Payments", "Retail", "Data"].map((name) => workloads(name, "test")) },
			],
		},
		{
			name: "Sandboxes",
			accounts: ["ada", "grace", "linus", "margaret"].map((name) => ({
				name: `sandbox-${name}`,
				tags: { environment: "sandbox", team: name },
			})),
		},
		{
			name: "Suspended",
			accounts: [{ name: "legacy-intranet", state: "SUSPENDED", tags: { team: "none" } }],
		},
	],
};

function workloads(area: string, environment: "prod" | "test") {
	const names = {
		Payments: ["payments", "billing", "fraud-detection", "ledger"],
		Retail: ["web-shop", "search", "checkout", "inventory"],
		Data: ["data-lake", "analytics", "reporting", "machine-learning"],
	};
	const list = area === "Payments" ? names.Payments : area === "Retail" ? names.Retail : names.Data;
	const team = area.toLowerCase();
	return {
		name: area,
		accounts: list.map((name) => ({
			name: `${name}-${environment}`,
			tags: environment === "prod" ? production(team) : trial(team),
		})),
	};
}

/** Also a cost report for the management account's own connector. */
export function seedOrganization(world: World): void {
	putOrganization(world, TREE);
	putPolicy(world, {
		management: seed.SANDBOX_ORGANIZATION_ACCOUNT_ID,
		name: "DenyLeavingTheOrganization",
		denies: ["organizations:LeaveOrganization"],
	});
	const management = accountOf(world, "aws", seed.SANDBOX_ORGANIZATION_ACCOUNT_ID);
	makeCur2(world, management, {
		name: seed.SANDBOX_ORGANIZATION_EXPORT,
		bucket: seed.SANDBOX_ORGANIZATION_BUCKET,
		prefix: "cur2",
		region: "us-east-1",
		isDelivered: true,
	});
}

export function isOrganizationSeeded(world: World): boolean {
	return accountOf(world, "aws", seed.SANDBOX_ORGANIZATION_ACCOUNT_ID).organization !== null;
}
