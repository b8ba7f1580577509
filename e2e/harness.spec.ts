import { SANDBOX_HARNESS_ACCOUNT_ID, SANDBOX_HARNESS_API_KEY } from "../lib/sandbox/harness/constants.ts";
import { validateConnectorRequest } from "../lib/schemas/harness-connector-request.ts";
import { expect, test } from "./fixtures.ts";
import { type Connected, connectByHand, REPORT } from "./sandbox-role.ts";

const STAMP = String(Date.now() % 10_000_000).padStart(8, "0");
const ACCOUNTS = ["00", "01", "02"].map((last) => `73${STAMP}${last}`);
const [, , THREE = ""] = ACCOUNTS;
const bucketOf = (account: string) => `${REPORT.bucket}-${account}`;

type Stored = {
	readonly connector: {
		readonly identifier: string;
		readonly name: string;
		readonly spec: { readonly awsAccountId: string; readonly featuresEnabled: readonly string[] };
	};
};

/** What Finish is told, and the words that explain it. */
const REFUSALS = [
	[{ down: true }, "Harness did not answer properly", "could not be reached"],
	[{ unauthorized: true }, "Harness refuses the API key", "wrong, expired or deleted"],
	[{ forbidden: true }, "The API key may not do this", "lacks a permission on connectors"],
	[{ rateLimited: true }, "Harness asked to slow down", "Too many requests were made with this API key"],
	[{ rejectSaves: true }, "Harness refused what was sent", "Harness's own reason is shown under Details."],
	[{ garbage: true }, "Harness gave an unexpected answer", "does not have the shape that Harness documents"],
	[{ html: true }, "Harness gave an unexpected answer", "a proxy or sign-in page may have answered"],
	[{ latencyMs: 20_000 }, "Harness took too long to answer", "the connector is not created twice"],
] as const;

test.describe("Harness", () => {
	test.describe.configure({ mode: "serial", timeout: 120_000 });
	const connected: Connected[] = [];
	const at = (index: number): Connected => {
		const found = connected[index];
		if (found === undefined) throw new Error("The connector was not made.");
		return found;
	};

	async function storedFor(state: unknown, accountId: string): Promise<readonly Stored[]> {
		const { connectors } = state as { readonly connectors: readonly Stored[] };
		return connectors.filter(({ connector }) => connector.spec.awsAccountId === accountId);
	}

	test.beforeAll(async ({ browser, signedInState, sandbox, baseURL }) => {
		test.setTimeout(180_000);
		const made = await Promise.all(
			ACCOUNTS.map(async (accountId) => {
				// Harness's test reads the first five definitions only: ours is the seventh.
				const type = accountId === THREE ? "CUR 1.0" : "CUR 2.0";
				const bucket = bucketOf(accountId);
				const names = accountId === THREE ? ["a", "b", "c", "d", "e", "f", REPORT.name] : [REPORT.name];
				for (const name of names) await sandbox.putReport({ account: accountId, type, name, bucket });
				const context = await browser.newContext({
					storageState: signedInState,
					...(baseURL !== undefined && { baseURL }),
				});
				return connectByHand(await context.newPage(), sandbox, {
					accountId,
					report: { name: REPORT.name, bucket, type },
					features: ["Resource Inventory Management"],
				});
			}),
		);
		connected.push(...made);
	});
	test.afterAll(() => Promise.all(connected.map(({ page }) => page.context().close())));

	for (const [faults, title, words] of REFUSALS) {
		test(`Finish says why it did not happen, and keeps the draft: ${JSON.stringify(faults)}`, async ({
			sandbox,
		}) => {
			const { step, accountId } = at(0);
			await sandbox.harnessFaults(faults);
			await step.finishEitherWay();
			await expect(step.failure(title)).toContainText(words, { timeout: 40_000 });
			await expect(step.failure(title)).not.toContainText(SANDBOX_HARNESS_API_KEY);
			// A verification that the fault holds up may be under way: it ends with its own time limit.
			await expect(step.finishButton()).toBeEnabled({ timeout: 60_000 });
			expect(await storedFor(await sandbox.harnessState(), accountId)).toEqual([]);
		});
	}

	test("after a reload nothing is lost", async () => {
		const { step, accountId, page } = at(0);
		await page.reload();
		await step.done();
		await page.getByRole("link", { name: /^Overview/ }).click();
		await expect(page.getByLabel("Connector name")).toHaveValue(`test-${accountId}`);
		await page.goBack();
		await step.done();
	});

	test("an identifier that another account's connector has in Harness is not taken over", async ({
		sandbox,
	}) => {
		const { step, accountId } = at(2);
		const identifier = `test_${accountId}`;
		const foreign = {
			name: "somebody-elses",
			identifier,
			type: "CEAws",
			spec: {
				awsAccountId: "999988887777",
				featuresEnabled: ["VISIBILITY"],
				crossAccountAccess: { crossAccountRoleArn: "arn:aws:iam::999988887777:role/Theirs" },
				curAttributes: { reportName: "", s3BucketName: "" },
			},
		};
		await sandbox.callHarness("POST", "", { connector: foreign });
		await step.finishEitherWay();
		await expect(step.failure("The identifier is taken")).toContainText("Choose another identifier.");
		const [kept] = await storedFor(await sandbox.harnessState(), "999988887777");
		expect(kept?.connector.name).toBe("somebody-elses");
		await sandbox.callHarness("DELETE", `/${identifier}`);
	});

	test("a create that was carried out and never answered registers one connector", async ({ sandbox }) => {
		const { step, accountId } = at(1);
		await sandbox.harnessFaults({ resetAfter: 1, onlyMethod: "POST" });
		await step.finishEitherWay();
		await step.registered();
		expect(await storedFor(await sandbox.harnessState(), accountId)).toHaveLength(1);
	});

	test("slowed down a few times, Finish goes through, and finishing again changes nothing", async ({
		sandbox,
	}) => {
		const { step, accountId, page } = at(0);
		await expect(step.button("Finish")).toBeEnabled({ timeout: 100_000 });
		await sandbox.harnessFaults({ rateLimited: 2 });
		await step.button("Finish").click();
		await step.registered();
		const [before, ...others] = await storedFor(await sandbox.harnessState(), accountId);
		expect(others).toEqual([]);
		expect(await step.replayFinish("nothing")).toContain('"ok":true');
		const after = await storedFor(await sandbox.harnessState(), accountId);
		expect(after).toHaveLength(1);
		expect(after[0]?.connector).toMatchObject(before?.connector ?? { name: "none" });
		await expect(page.getByRole("link", { name: "Connect the next account" })).toBeVisible();
	});

	test("Harness's own faults are told as Harness's, and fail nothing", async ({ sandbox }) => {
		await at(2).step.finishEitherWay();
		await at(2).step.registered();
		await retest(sandbox.harnessFaults, [
			[
				at(0),
				{ monthStart: true },
				/Harness's test (overlooked the report's files|looks only in the new month)/,
			],
			[at(1), { dataJob: true }, "Harness's own data job did not succeed in the last day."],
			[at(2), {}, "Harness's test reads only the first five cost reports"],
		]);
		await retest(sandbox.harnessFaults, [
			[at(0), { onlyCur1: true }, "may not know data exports. Our own check found the report."],
			[at(1), { unknownError: true }, "Harness's test broke off without naming a reason."],
			[at(2), { deniesAction: "eks:ListClusters'" }, "asks for an action that AWS does not have"],
		]);
		const row = at(2).step.row("harness");
		await row.getByText("Details", { exact: true }).click();
		await expect(row.getByRole("table", { name: /Harness said/ })).toContainText("eks:ListClusters'");
		await at(0).page.goto("/");
		for (const accountId of ACCOUNTS) {
			const listed = at(0).page.getByRole("row", { name: new RegExp(`test-${accountId}`) });
			await expect(listed).toContainText(/Degraded|Healthy|Pending/);
		}
		await at(0).page.goBack();
	});

	type SetFaults = (faults: object) => Promise<unknown>;
	type Retest = readonly [Connected, object, string | RegExp];

	/** Harness tests each connector with its own fault set; then all are verified here. */
	async function retest(setFaults: SetFaults, tests: readonly Retest[]) {
		const calm = {
			monthStart: false,
			dataJob: false,
			onlyCur1: false,
			unknownError: false,
			deniesAction: "",
		};
		for (const [{ step }, validator] of tests) {
			await setFaults({ validator: { ...calm, ...validator } });
			expect(await step.replayFinish("failing-checks")).toContain('"ok":true');
		}
		await Promise.all(tests.map(([{ step }]) => step.runAgain()));
		for (const [{ step }, , words] of tests) {
			await step.expectRow("harness", "Warning", words, "one that Harness's test reports wrongly");
		}
	}

	test("what somebody changed in Harness meanwhile is not overwritten", async ({ sandbox }) => {
		const { step, accountId, page } = at(1);
		const [stored] = await storedFor(await sandbox.harnessState(), accountId);
		if (stored === undefined) throw new Error("The connector is not in Harness.");
		const { connector } = stored;
		const spec = { ...connector.spec, featuresEnabled: [...connector.spec.featuresEnabled, "GOVERNANCE"] };
		await sandbox.callHarness("PUT", "", { connector: { ...connector, spec } });
		await step.runAgain();
		await step.expectRow("harness", "Warning", "Harness's connector differs from this one in");
		await page.getByRole("button", { name: "Register in Harness again" }).click();
		await expect(step.failure("The connector was changed in Harness")).toContainText(
			"Somebody changed it there since it was last read, so it was not overwritten.",
		);
		const [kept] = await storedFor(await sandbox.harnessState(), accountId);
		expect(kept?.connector.spec.featuresEnabled).toContain("GOVERNANCE");
	});

	test("an external ID of another Harness account is refused with its explanation", async ({
		sandbox,
		page,
	}) => {
		await page.goto("/settings");
		await sandbox.harnessFaults({ otherExternalId: true });
		const panel = page.getByRole("region", { name: "Harness account" });
		await panel.getByRole("button", { name: "Check again" }).click();
		await expect(panel.getByRole("alert")).toContainText("Harness names another external ID");
		await expect(panel.getByRole("alert")).toContainText("Do not launch a stack until both agree.");
		await sandbox.calm();
		await panel.getByRole("button", { name: "Check again" }).click();
		await expect(panel.getByText("Answers", { exact: true })).toBeVisible();
		await expect(panel.getByRole("alert")).toHaveCount(0);
	});

	test("every request of the product was valid by Harness's schema, and no key is in any", async ({
		sandbox,
	}) => {
		const { requests } = (await sandbox.harnessRequests()) as {
			readonly requests: readonly { method: string; path: string; body: unknown; query: object }[];
		};
		const saves = requests.filter(
			({ method, path }) => path.endsWith("/api/connectors") && (method === "POST" || method === "PUT"),
		);
		expect(saves.length).toBeGreaterThan(6);
		for (const { body } of saves) expect(validateConnectorRequest(body)).toEqual([]);
		expect(JSON.stringify(requests)).not.toContain(SANDBOX_HARNESS_API_KEY);
		for (const { query } of requests)
			expect(query).toMatchObject({ accountIdentifier: SANDBOX_HARNESS_ACCOUNT_ID });
	});
});
