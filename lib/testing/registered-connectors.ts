import type { Db } from "#lib/db/port.ts";
import { parseAccountId } from "#lib/domain/account-id.ts";
import type { CheckId, CheckResult, Outcome } from "#lib/domain/check.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { verifierExternalId } from "#lib/domain/external-id.ts";

let counter = 0;

/** Registered connectors, each of an account of its own, as the wizard leaves them; due at once. */
export async function registeredConnectors(db: Db, count: number): Promise<readonly Connector[]> {
	await db.harnessAccounts.save({
		ref: "h1",
		accountId: "EfOfrUbHTtupeZjUqxlHBg",
		baseUrl: "https://harness.invalid",
	});
	const made: Connector[] = [];
	for (let index = 0; index < count; index += 1) made.push(await registered(db));
	return made;
}

async function registered(db: Db): Promise<Connector> {
	counter += 1;
	const number = counter;
	const id = `registered${String(number).padStart(10, "0")}`;
	const account = parseAccountId(String(600_000_000_000 + number));
	if (!account.ok) throw new Error("not an account");
	const bytes = Uint8Array.from({ length: 20 }, (_, at) => (at * 31 + number * 7 + (number >> 8)) % 256);
	bytes[0] = number % 256;
	bytes[1] = (number >> 8) % 256;
	await db.connectors.insert({
		id,
		harnessAccountRef: "h1",
		requiresAutoStopping: false,
		verifierExternalId: verifierExternalId(bytes),
	});
	const saved = await db.connectors.save(id, 1, {
		overview: {
			name: `account-${number}`,
			identifier: `account_${number}`,
			awsAccountId: account.value,
			description: "",
			tags: {},
			isGovCloud: false,
		},
		requirements: {
			features: ["VISIBILITY"],
			autoStopping: [],
			governancePolicyArns: [],
			commitmentWrite: false,
		},
		status: "registered",
		registeredAt: new Date(),
	});
	if (saved === null || typeof saved === "string") throw new Error(`not saved: ${saved}`);
	return saved;
}

export function resultOf(checkId: CheckId, outcome: Outcome, checkedAt: Date): CheckResult {
	return {
		checkId,
		outcome,
		code: outcome === "failed" ? "ROLE_ACCESS_DENIED" : null,
		observed: `It ${outcome}.`,
		details: { kind: outcome },
		requestId: "r-1",
		region: "us-east-1",
		durationMs: 12,
		checkedAt,
	};
}
