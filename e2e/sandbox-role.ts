import type { Page } from "@playwright/test";
import { nearMisses, parseExternalId } from "../lib/domain/external-id.ts";
import { FEATURE_INFO } from "../lib/domain/feature-info.ts";
import { FEATURES } from "../lib/domain/features.ts";
import { expect } from "./fixtures.ts";
import type { Sandbox } from "./sandbox.ts";
import { callAction, testStepOf } from "./test-step.ts";
import { wizardOf } from "./wizard.ts";

export type Statement = {
	readonly Sid: string;
	readonly Principal: { readonly AWS: string | readonly string[] };
	readonly Condition: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
};
export type TrustPolicy = { readonly Statement: readonly Statement[] };
type Condition = Statement["Condition"];
export type Entry = "Harness" | "Rolebridge";

const EVERYTHING = { Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] };
export const ROLE_NAME = "HarnessCERole";

export type SetUp = {
	readonly accountId: string;
	readonly name?: string;
	readonly report?: { readonly name: string; readonly bucket: string; readonly type?: "CUR 1.0" | "CUR 2.0" };
	readonly features?: readonly string[];
	/** From the policy that the page asks for to the one that the role gets; null: no role. */
	readonly trust?: (asked: TrustPolicy) => object;
};

export const REPORT = { name: "hourly-costs", bucket: "cost-reports" } as const;

/** To step 4 by the server actions of the first three: other specs walk their pages. */
export async function walkToRole(page: Page, { accountId, name, report, features = [] }: SetUp) {
	await page.goto("/connectors/new");
	const { bucket, type, ...reported } = report ?? { ...REPORT, bucket: `${REPORT.bucket}-${accountId}` };
	const connectorId = await newDraft(page);
	let version = 1;
	const saves = async (action: string, input: object) => {
		const answer = await callAction(page, action, { connectorId, version, ...input });
		version = JSON.parse(answer).data?.value?.version;
		expect(version, answer).toBeGreaterThan(1);
	};
	const overview = { awsAccountId: accountId, description: "", tags: {}, isGovCloud: false };
	const names = { name: name ?? `test-${accountId}`, identifier: `test_${accountId}` };
	await saves("saveOverviewAction", { overview: { ...overview, ...names } });
	const reportType = type === "CUR 1.0" ? "CUR1.0" : "CUR2.0";
	const costReport = { kind: "own", reportType, reportName: reported.name, bucketName: bucket };
	await saves("saveCostReportAction", { costReport });
	const chosen = FEATURES.filter((key) => key === "BILLING" || features.includes(FEATURE_INFO[key].title));
	const options = { autoStopping: [], governancePolicyArns: [], commitmentWrite: false };
	await saves("saveRequirementsAction", { requirements: { features: chosen, ...options } });
	await page.goto(`/connectors/${connectorId}/setup/role`);
	await wizardOf(page).onStep("Create cross-account role");
}

async function newDraft(page: Page): Promise<string> {
	const answer = await callAction(page, "createDraftAction", { requiresAutoStopping: false });
	return /connectors\/([a-z0-9]{20})\//.exec(answer)?.[1] ?? answer;
}

/** The trust policy that step 4 asks of a role that exists. */
export async function askedTrust(page: Page): Promise<TrustPolicy> {
	await page.getByRole("tab", { name: "I already have a role" }).click();
	const text = await page.getByRole("region", { name: "Trust policy that the role needs" }).textContent();
	return JSON.parse(text ?? "");
}

export function putTrust(sandbox: Sandbox, account: string, trustPolicy: object): Promise<unknown> {
	return sandbox.putRole({
		account,
		name: ROLE_NAME,
		trustPolicy,
		inline: { everything: EVERYTHING },
		propagationDelayMs: 0,
	});
}

/** A set-up whose role somebody made by hand, at its connection test, with the first verification done. */
export async function connectByHand(page: Page, sandbox: Sandbox, setUp: SetUp) {
	const { accountId, trust = (asked) => asked } = setUp;
	await walkToRole(page, setUp);
	const asked = await askedTrust(page);
	await putTrust(sandbox, accountId, trust(asked));
	await page.getByRole("button", { name: "Continue", exact: true }).click({ timeout: 30_000 });
	const step = testStepOf(page);
	await step.done();
	return { accountId, asked, step, page };
}

export type Connected = Awaited<ReturnType<typeof connectByHand>>;

/** The same policy with one entry's condition changed. */
export function withCondition(
	policy: TrustPolicy,
	entry: Entry,
	change: (condition: Condition, externalId: string) => Condition,
): TrustPolicy {
	expect(policy.Statement.map(({ Sid }) => Sid)).toContain(entry);
	return {
		...policy,
		Statement: policy.Statement.map((statement) => {
			if (statement.Sid !== entry) return statement;
			const externalId = String(statement.Condition.StringEquals?.["sts:ExternalId"]);
			return { ...statement, Condition: change(statement.Condition, externalId) };
		}),
	};
}

/** A condition that takes any external ID, or none. */
export function withoutExternalId({ StringEquals: _, ...others }: Condition): Condition {
	return others;
}

/** A condition that takes every ID with the right beginning. */
export function withWildcard({ StringEquals: _, ...others }: Condition, externalId: string): Condition {
	const beginning = externalId.startsWith("rb-")
		? "rb-"
		: externalId.slice(0, externalId.lastIndexOf(":") + 1);
	const like = { ...others.StringLike, "sts:ExternalId": `${beginning}*` };
	return { ...others, StringLike: like };
}

/** A condition that takes every near miss beside the right ID. */
export function withNearMisses(condition: Condition, externalId: string): Condition {
	const parsed = parseExternalId(externalId);
	if (!parsed.ok) throw new Error(`${externalId} is no external ID.`);
	const misses = nearMisses(parsed.value).map((miss) => miss.externalId);
	return { ...condition, StringEquals: { "sts:ExternalId": [externalId, ...misses] } };
}
