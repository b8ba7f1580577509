import type { APIRequestContext } from "@playwright/test";
import { expectNoSidewaysScroll, expectNothing } from "./axe.ts";
import { expect, test } from "./fixtures.ts";
import { administratorIn, type Person } from "./person.ts";

// Asked as a program asks: no cookie, only the key.
const NOBODY = { cookies: [], origins: [] };

test("a key is made in Settings, opens the API for a program, and is revoked", async ({
	browser,
	baseURL,
	playwright,
	accountId,
}) => {
	test.slow();
	const administrator = await administratorIn(browser, baseURL ?? "");
	const name = `CI ${accountId}`;
	const key = await makeKey(administrator, name);
	const program = await playwright.request.newContext({
		...(baseURL !== undefined && { baseURL }),
		storageState: NOBODY,
		extraHTTPHeaders: { authorization: `Bearer ${key}` },
	});
	expect(await (await program.get("/api/v1/key")).json()).toMatchObject({ name, role: "operator" });
	const id = await createsConnector(program, accountId);
	await createsOnce(program, id);
	await takesItAway(program, id);
	await refusesWhatIsWrong(program, id);
	await revokeKey(administrator, name);
	expect((await program.get("/api/v1/key")).status()).toBe(401);
	await administrator.context.close();
	await program.dispose();
});

async function makeKey({ page }: Person, name: string): Promise<string> {
	await page.goto("/settings/api-keys");
	await page.getByRole("button", { name: "New API key" }).click();
	await page.getByLabel("Name").fill(name);
	await page.getByRole("radio", { name: /^Operator/ }).check();
	await expectNothing(page);
	await page.getByRole("button", { name: "Create key" }).click();
	const field = page.getByLabel("API key", { exact: true });
	await expect(field).toHaveValue(/^rb_[a-z2-7]{20}_[\w-]{43}$/);
	const key = await field.inputValue();
	await expect(page.getByRole("row", { name: new RegExp(name) })).toContainText(key.slice(0, 9));
	await page.getByRole("button", { name: "I have copied it" }).click();
	await page.reload();
	await expect(page.getByRole("row", { name: new RegExp(name) })).toContainText("Accepted");
	expect(await page.content()).not.toContain(key.slice(24));
	await expectNothing(page);
	await expectNoSidewaysScroll(page);
	return key;
}

async function revokeKey({ page }: Person, name: string): Promise<void> {
	await page.getByRole("button", { name: `Revoke ${name}` }).click();
	await page.getByRole("button", { name: "Revoke key" }).click();
	await expect(page.getByRole("row", { name: new RegExp(name) })).toContainText("Revoked");
}

async function createsConnector(program: APIRequestContext, accountId: string): Promise<string> {
	const identifier = `api_${accountId}`;
	const created = await program.post("/api/v1/connectors", {
		data: {
			name: `api-${accountId}`,
			identifier,
			awsAccountId: accountId,
			costReport: { kind: "own", reportType: "CUR2.0", reportName: "reports", bucketName: "reports-bucket" },
			requirements: { features: ["BILLING", "VISIBILITY"] },
		},
	});
	expect(created.status(), await created.text()).toBe(201);
	const { id, health } = await created.json();
	expect(created.headers().location).toBe(`/api/v1/connectors/${id}`);
	expect(health.state).toBe("pending");
	const found = await (await program.get(`/api/v1/connectors?q=${accountId}`)).json();
	expect(found.items.map((item: { id: string }) => item.id)).toEqual([id]);
	const again = await program.post("/api/v1/connectors", {
		data: { name: "another", identifier: `${identifier}_2`, awsAccountId: accountId },
	});
	expect(again.status()).toBe(422);
	expect((await again.json()).code).toBe("CONNECTOR_ACCOUNT_TAKEN");
	return id;
}

/** A launch link, asked for twice by one Idempotency-Key: the same link, made once. */
async function createsOnce(program: APIRequestContext, id: string): Promise<void> {
	const links = `/api/v1/connectors/${id}/launch-links`;
	const ask = () => program.post(links, { data: { note: "By API" }, headers: { "idempotency-key": id } });
	const [one, two] = [await ask(), await ask()];
	expect(one.status(), await one.text()).toBe(201);
	expect(await two.json()).toEqual(await one.json());
	const { url, id: linkId, checkWords } = await one.json();
	expect(new URL(url).hash.length).toBeGreaterThan(40);
	expect(checkWords.length).toBeGreaterThan(1);
	const listed = await (await program.get(links)).json();
	expect(listed.items).toHaveLength(1);
	expect(JSON.stringify(listed)).not.toContain(new URL(url).hash.slice(1));
	const revoked = await program.delete(`${links}/${linkId}`);
	expect((await revoked.json()).state).toBe("revoked");
}

async function takesItAway(program: APIRequestContext, id: string): Promise<void> {
	const signs = {
		terraform: 'resource "harness_platform_connector_awscc"',
		curl: "x-api-key: $HARNESS_API_KEY",
		cli: "aws cloudformation create-stack",
		cloudformation: '"CAPABILITY_NAMED_IAM"',
		json: '"type": "CEAws"',
	};
	for (const [format, sign] of Object.entries(signs)) {
		const exported = await program.get(`/api/v1/connectors/${id}/exports/${format}`);
		expect(await exported.text(), format).toContain(sign);
	}
	const link = await program.post("/api/v1/quick-create-links", { data: { connectorId: id } });
	expect(link.status()).toBe(201);
	expect((await link.json()).url).toContain("#/stacks/create/review?templateURL=");
}

async function refusesWhatIsWrong(program: APIRequestContext, id: string): Promise<void> {
	const refused = [
		[await program.get("/api/v1/nothing-here"), 404, "API_ADDRESS_UNKNOWN"],
		[await program.put(`/api/v1/connectors/${id}`), 405, "API_METHOD_NOT_ALLOWED"],
		[await program.get("/api/v1/connectors?limit=0"), 400, "INPUT_INVALID"],
		[
			await program.post("/api/v1/operations", { data: { long: "x".repeat(70_000) } }),
			413,
			"REQUEST_TOO_LARGE",
		],
		[await program.get(`/api/v1/connectors/${"z".repeat(20)}`), 404, "CONNECTOR_NOT_FOUND"],
		[await program.post(`/api/v1/connectors/${id}/verify`), 422, "CONNECTOR_INCOMPLETE"],
	] as const;
	for (const [response, status, code] of refused) {
		expect([response.status(), (await response.json()).code]).toEqual([status, code]);
		expect(response.headers()["content-type"]).toBe("application/problem+json");
	}
	expect(refused[1][0].headers().allow).toBe("GET, HEAD");
}

test.describe("for a stranger", () => {
	test.use({ storageState: NOBODY });

	test("the API's description can be read, and the API itself asks for a key", async ({ page, request }) => {
		const blocked: string[] = [];
		page.on("console", (message) => {
			if (message.type() === "error") blocked.push(message.text());
		});
		await page.goto("/docs/api");
		await expect(page.getByRole("heading", { level: 1, name: "API" })).toBeVisible();
		await expect(page.getByText("List connectors", { exact: true })).toBeVisible({ timeout: 30_000 });
		await page.getByRole("button", { name: "Authorize" }).click();
		await expect(page.getByText("apiKey")).toBeVisible();
		expect(blocked).toEqual([]);
		const document = await (await request.get("/api/v1/openapi.json")).json();
		expect(document.openapi).toBe("3.1.0");
		const refused = await request.get("/api/v1/connectors");
		expect(refused.status()).toBe(401);
		expect(refused.headers()["www-authenticate"]).toMatch(/^Bearer/);
		expect(refused.headers()["access-control-allow-origin"]).toBeUndefined();
	});
});
