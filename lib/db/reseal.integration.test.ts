import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { createSecretBox, parseKeyRing } from "#lib/crypto.ts";
import { type OwnDatabase, ownDatabase } from "#lib/testing/own-database.ts";
import { createDb } from "./create-db.ts";
import { resealAll, SEALED_COLUMNS } from "./reseal.ts";
import { sealedSecondFactors } from "./sealed-second-factors.ts";

const key = (factor: number) =>
	Buffer.from(Array.from({ length: 32 }, (_, index) => (index * factor + 3) % 256)).toString("base64");
const OLD = `old:${key(7)}`;
const NEW = `new:${key(11)}`;
/** Before the rotation, while the new key only opens, and once it seals. */
const before = createSecretBox(parseKeyRing(OLD));
const knowing = createSecretBox(parseKeyRing(`${OLD},${NEW}`));
const after = createSecretBox(parseKeyRing(`${NEW},${OLD}`));
const onlyNew = createSecretBox(parseKeyRing(NEW));

describe("rotating the keys of stored secrets", () => {
	let own: OwnDatabase;
	const refs = Array.from({ length: 450 }, (_, index) => `h${String(index).padStart(4, "0")}`);

	beforeAll(async () => {
		own = await ownDatabase();
		const { harnessAccounts } = createDb(own.prisma, before);
		for (const ref of refs) {
			const account = { ref, accountId: `account-${ref}`, baseUrl: "https://app.harness.io" };
			await harnessAccounts.save({ ...account, apiKey: `first ${ref}` });
		}
	});

	it("knows every column that is named as sealed", () => {
		const named = readFileSync("prisma/schema.prisma", "utf8").match(/\w+_ciphertext/g) ?? [];
		const known = SEALED_COLUMNS.map(({ column }) => column).filter((column) =>
			column.endsWith("_ciphertext"),
		);
		expect(known.sort()).toEqual([...named].sort());
	});

	it("seals everything anew while others read and save, and loses nothing that was saved in between", async () => {
		const reader = createDb(own.prisma, knowing);
		const writer = createDb(own.prisma, knowing);
		const expected = new Map(refs.map((ref) => [ref, `first ${ref}`]));
		let isDone = false;
		let reads = 0;
		const load = Array.from({ length: 3 }, async (_, lane) => {
			for (let turn = 0; !isDone; turn += 1) {
				const ref = refs[(turn * 7 + lane * 150) % refs.length] ?? "";
				const found = await reader.harnessAccounts.apiKey(ref);
				reads += 1;
				if (lane !== 0) {
					expect(found).toMatch(new RegExp(`^(first|later \\d+) ${ref}$`));
					continue;
				}
				// One lane alone writes, so it knows what must be there.
				expect(found).toBe(expected.get(ref));
				const account = { ref, accountId: `account-${ref}`, baseUrl: "https://app.harness.io" };
				await writer.harnessAccounts.save({ ...account, apiKey: `later ${turn} ${ref}` });
				expected.set(ref, `later ${turn} ${ref}`);
			}
		});
		await resealAll(own.prisma, after);
		isDone = true;
		await Promise.all(load);
		expect(reads).toBeGreaterThan(20);
		// What a process with the old order sealed meanwhile is left for a second run.
		await resealAll(own.prisma, after);
		const [account] = await resealAll(own.prisma, after);
		expect(account?.count).toBe(0);
		const later = createDb(own.prisma, onlyNew);
		for (const ref of refs) expect(await later.harnessAccounts.apiKey(ref)).toBe(expected.get(ref));
	});

	it("finds every kind of secret under the row it is bound to", async () => {
		const target = { kind: "webhook", url: "https://hooks.example.com/x", secret: "signing key" } as const;
		const subject = { issuer: "https://login.example.com", subject: "s1" };
		const sealed = createDb(own.prisma, before);
		const at = new Date("2026-11-22T12:00:00Z");
		const expiresAt = new Date("2099-01-01T00:00:00Z");
		await sealed.notificationChannels.insert({
			id: "channel",
			name: "Pager",
			isEnabled: true,
			selector: { kind: "all" },
			includesDegraded: false,
			targetLabel: "hooks.example.com",
			target,
		});
		await sealed.auditStream.save(null, { isEnabled: true, at, target: { ...target, label: "hooks" } });
		const requestedBy = { id: "p1", name: "One" };
		for (const id of ["waits", "ran"]) {
			const change = { id, action: "saveLimitsAction", what: [], requestedBy, requestedAt: at, expiresAt };
			await sealed.trustChanges.insert({ ...change, input: { apiKey: "given" } });
		}
		await sealed.trustChanges.finish("ran", { failureCode: null, secret: { label: "key", value: "made" } });
		const { version, hasClientSecret: _, ...settings } = await sealed.signInSettings.get();
		await sealed.signInSettings.save(version, { ...settings, clientSecret: "client secret" });
		const person = { id: "p1", name: "One", email: "one@example.com", isEmailVerified: true };
		const access = { role: "viewer", scope: { harnessAccountRefs: [], tags: [] } } as const;
		await sealed.sso.insertPerson({ ...person, ...access }, subject, at);
		await sealed.sso.saveIdToken(subject, "id token");
		const factor = { id: "f1", userId: "p1", secret: "seed", backupCodes: "codes" };
		await sealedSecondFactors(own.prisma, before).twoFactor.create({ data: factor });

		const counts = await resealAll(own.prisma, after);
		expect(counts.slice(1).map(({ count }) => count)).toEqual(counts.slice(1).map(() => 1));
		const later = createDb(own.prisma, onlyNew);
		expect(await later.notificationChannels.target("channel")).toEqual(target);
		expect(await later.auditStream.target()).toEqual({ url: target.url, secret: target.secret });
		expect(await later.trustChanges.input("waits")).toEqual({ apiKey: "given" });
		expect(await later.trustChanges.takeSecret("ran")).toEqual({ label: "key", value: "made" });
		expect(await later.signInSettings.clientSecret()).toBe("client secret");
		expect(await later.sso.idToken(subject.issuer, "p1")).toBe("id token");
		expect(await sealedSecondFactors(own.prisma, onlyNew).twoFactor.findMany()).toMatchObject([factor]);
	});
});
