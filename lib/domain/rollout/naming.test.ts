import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { parseConnectorIdentifier, parseConnectorName, RESERVED_IDENTIFIERS } from "../connector-name.ts";
import { DEFAULT_NAMING } from "../rollout.ts";
import {
	collisionsOf,
	connectorNames,
	namePreview,
	parseIdentifierPattern,
	parseNamePattern,
} from "./naming.ts";

const account = (name: string, unitName: string | null = null, accountId = "123456789012") => ({
	accountId,
	name,
	unitName,
});
const byName = { connectorName: "{accountName}", identifier: "{accountName}" };

describe("names by pattern", () => {
	it("are the document's by default", () => {
		expect(connectorNames(DEFAULT_NAMING, account("Payer"))).toEqual({
			name: "AWSConnector-123456789012",
			identifier: "AWSConnector_123456789012",
		});
	});

	it.each([
		["  data-lake prod ", "data_lake_prod"],
		["Zürich – Café", "Zurich___Cafe"],
		["R&D (eu)", "R_D__eu_"],
		["日本", "__"],
		["a/b:c", "a_b_c"],
	])("clean %j as Harness's document does", (name, cleaned) => {
		expect(connectorNames(byName, account(name))).toEqual({ name: cleaned, identifier: cleaned });
	});

	it("are never empty, never begin with a digit as identifiers, and are no reserved word", () => {
		expect(connectorNames(byName, account("  "))).toEqual({
			name: "123456789012",
			identifier: "_123456789012",
		});
		expect(connectorNames(byName, account("2nd account")).identifier).toBe("_2nd_account");
		for (const word of RESERVED_IDENTIFIERS) {
			expect(connectorNames(byName, account(word)).identifier).toBe(`${word}_`);
		}
	});

	it("keep dots in a name, which an identifier cannot have", () => {
		expect(connectorNames(byName, account("acme.eu"))).toEqual({ name: "acme.eu", identifier: "acme_eu" });
	});

	it("cut long names of accounts and units before the account's ID", () => {
		const naming = {
			connectorName: "{ou}.{accountName}-{accountId}",
			identifier: "{ou}_{accountName}_{accountId}",
		};
		const names = connectorNames(naming, account("n".repeat(300), "u".repeat(300)));
		expect(names.name).toMatch(/^u{50,}\.n{50,}-123456789012$/);
		expect(names.identifier).toMatch(/^u{50,}_n{50,}_123456789012$/);
		expect(names.name.length).toBeLessThanOrEqual(128);
	});

	test("whatever accounts and units are called, Harness takes what comes out", () => {
		const literal = fc.stringMatching(/^[A-Za-z0-9_]{0,60}$/);
		const placeholder = fc.constantFrom("{accountId}", "{accountName}", "{ou}");
		const pattern = fc
			.array(fc.oneof(literal, placeholder), { maxLength: 5 })
			.map((parts) => parts.join(""))
			.filter((text) => parseIdentifierPattern(text).ok);
		const text = fc.oneof(fc.string({ unit: "binary", maxLength: 300 }), fc.constantFrom("", "$", "-", "or"));
		fc.assert(
			fc.property(pattern, text, text, (identifier, name, unitName) => {
				const made = connectorNames({ connectorName: identifier, identifier }, account(name, unitName));
				expect(parseConnectorIdentifier(made.identifier)).toEqual({ ok: true, value: made.identifier });
				expect(parseConnectorName(made.name)).toEqual({ ok: true, value: made.name });
				expect(connectorNames({ connectorName: identifier, identifier }, account(name, unitName))).toEqual(
					made,
				);
				if (identifier.includes("{accountId}")) expect(made.identifier).toContain("123456789012");
			}),
			{ numRuns: 200 },
		);
	});
});

describe("a pattern", () => {
	it.each([
		["", "empty"],
		["AWS-{accountID}", "unknown-placeholder"],
		["AWS-{}", "unknown-placeholder"],
		["AWS-{ou}", "same-for-all"],
		["AWS", "same-for-all"],
		["AWS/{accountId}", "wrong-characters"],
		["Ü{accountId}", "wrong-characters"],
		["{{accountId}}", "wrong-characters"],
		["{accountId", "wrong-characters"],
		[`${"x".repeat(128)}{accountId}`, "wrong-characters"],
	])("%j is refused: %s", (text, kind) => {
		expect(parseNamePattern(text)).toMatchObject({ ok: false, failure: { kind } });
	});

	it("of an identifier takes no hyphen, and that of a name no dollar", () => {
		expect(parseIdentifierPattern("AWS-{accountId}")).toMatchObject({ ok: false });
		expect(parseIdentifierPattern("AWS_{accountId}$")).toEqual({ ok: true, value: "AWS_{accountId}$" });
		expect(parseNamePattern("AWS{accountId}$")).toMatchObject({ ok: false });
		expect(parseNamePattern(" AWS 1.{accountName} ")).toEqual({ ok: true, value: "AWS 1.{accountName}" });
	});

	it("by default is one", () => {
		expect(parseNamePattern(DEFAULT_NAMING.connectorName).ok).toBe(true);
		expect(parseIdentifierPattern(DEFAULT_NAMING.identifier).ok).toBe(true);
	});
});

describe("collisions", () => {
	const planned = [
		{ accountId: "111111111111", identifier: "data" },
		{ accountId: "222222222222", identifier: "data" },
		{ accountId: "333333333333", identifier: "Data" },
	];

	it("are found among the rollout's own, where Harness tells cases apart", () => {
		expect(collisionsOf(planned, [])).toEqual([
			{
				identifier: "data",
				accountIds: ["111111111111", "222222222222"],
				count: 2,
				with: "each-other",
				takenFor: null,
			},
		]);
	});

	it("are found with what another account has, here or in Harness; the same account is adopted", () => {
		const taken = [
			{ identifier: "Data", accountId: "333333333333", where: "here" },
			{ identifier: "Data", accountId: "999999999999", where: "harness" },
			{ identifier: "Data", accountId: null, where: "harness" },
			{ identifier: "other", accountId: "999999999999", where: "harness" },
		] as const;
		const found = collisionsOf(planned.slice(2), taken);
		expect(found).toMatchObject([
			{ with: "harness", takenFor: "999999999999", accountIds: ["333333333333"] },
			{ with: "harness", takenFor: null, accountIds: ["333333333333"] },
		]);
	});

	it("name ten accounts and count them all, quickly", () => {
		const many = Array.from({ length: 10_000 }, (_, index) => ({
			accountId: String(index).padStart(12, "0"),
			identifier: "same",
		}));
		const [found] = collisionsOf(many, []);
		expect(found?.count).toBe(10_000);
		expect(found?.accountIds).toHaveLength(10);
	});
});

test("the preview shows the first names, in the list's order", () => {
	const accounts = ["111111111111", "222222222222"].map((id) => account("x", null, id));
	expect(namePreview(DEFAULT_NAMING, accounts, 1)).toEqual([
		{
			accountId: "111111111111",
			name: "AWSConnector-111111111111",
			identifier: "AWSConnector_111111111111",
		},
	]);
});
