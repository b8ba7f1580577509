import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { csvLine } from "../csv.ts";
import { ACCOUNT_LIST_MAX_LENGTH, parseAccountList } from "./account-list.ts";

const idsIn = (text: string) => parseAccountList(text).accounts.map(({ accountId }) => accountId);
const messagesIn = (text: string) => parseAccountList(text).problems.map(({ message }) => message);

describe("a list of accounts", () => {
	it.each([
		["one a line", "111111111111\n222222222222\n"],
		["in one line", "111111111111, 222222222222"],
		["in one line with semicolons", "111111111111; 222222222222;"],
		["with dashes and spaces", "1111-1111-1111\r\n2222 2222 2222\r\n"],
		["with an empty line and a mark of byte order", "\uFEFF111111111111\n\n , \n222222222222"],
		["quoted", '"111111111111"\n"222222222222"'],
		["with tabs", "111111111111\tone\n222222222222\ttwo"],
		["under a heading", "Account ID\n111111111111\n222222222222"],
	])("is read %s", (_, text) => {
		expect(parseAccountList(text)).toMatchObject({ problems: [], problemCount: 0, repeated: [] });
		expect(idsIn(text)).toEqual(["111111111111", "222222222222"]);
	});

	it("keeps zeros at the beginning", () => {
		expect(idsIn("001234567890")).toEqual(["001234567890"]);
	});

	it("has a name, a unit and tags in its further columns", () => {
		const { accounts } = parseAccountList('111111111111,"Data, EU",Production,"env=prod; team=data"');
		expect(accounts).toEqual([
			{
				accountId: "111111111111",
				name: "Data, EU",
				unitName: "Production",
				tags: { env: "prod", team: "data" },
				line: 1,
			},
		]);
	});

	it("may have semicolons between tags without quotes, after commas", () => {
		expect(parseAccountList("111111111111,Data,Production,env=prod;team=data").accounts).toMatchObject([
			{ name: "Data", tags: { env: "prod", team: "data" } },
		]);
	});

	it("takes columns by their headings, in any order, and leaves others alone", () => {
		const text =
			"Name;Email;AWS Account ID;Tags;Organizational Unit\nPayer;a@b.example;111111111111;a=1|b=2=3;Root";
		expect(parseAccountList(text).accounts).toMatchObject([
			{ accountId: "111111111111", name: "Payer", unitName: "Root", tags: { a: "1", b: "2=3" } },
		]);
	});

	it("takes the export of AWS Organizations as it is", () => {
		const text =
			"Account ID,ARN,Email,Name,Status,Joined method,Joined timestamp\n111111111111,arn:aws:organizations::1:account/o-1/111111111111,a@b.example,Payer,ACTIVE,CREATED,2020-01-01";
		expect(parseAccountList(text).accounts).toMatchObject([{ accountId: "111111111111", name: "Payer" }]);
	});

	it("takes a name behind the ID, as one copies it from a page", () => {
		expect(parseAccountList("1111 1111 1111 Data lake\n222222222222 Web").accounts).toMatchObject([
			{ accountId: "111111111111", name: "Data lake" },
			{ accountId: "222222222222", name: "Web" },
		]);
	});

	it("keeps line breaks and quotes inside quotes, and still counts lines", () => {
		const { accounts, problems } = parseAccountList('111111111111,"a ""b""\nc"\n12,x');
		expect(accounts[0]?.name).toBe('a "b"\nc');
		expect(problems).toMatchObject([{ line: 3 }]);
	});

	it("counts an account once, the first line's", () => {
		const list = parseAccountList("111111111111,one\n222222222222,two\n1111-1111-1111,other");
		expect(list.accounts.map(({ name }) => name)).toEqual(["one", "two"]);
		expect(list.repeated).toEqual(["111111111111"]);
	});

	it("may be empty", () => {
		expect(parseAccountList(" \n\n")).toEqual({ accounts: [], problems: [], problemCount: 0, repeated: [] });
		expect(parseAccountList("Account ID,Name\n").accounts).toEqual([]);
	});
});

describe("what is wrong with a list", () => {
	it("is named with its line, and the rest is read all the same", () => {
		const list = parseAccountList("111111111111\n12345\nabc\n222222222222");
		expect(list.accounts).toHaveLength(2);
		expect(list.problems.map(({ line }) => line)).toEqual([2, 3]);
		expect(list.problems[0]?.message).toContain("5 digits");
	});

	it("is told from what spreadsheets do to numbers", () => {
		expect(messagesIn("1.23457E+11")[0]).toContain("Format the column as text");
		expect(messagesIn("id\n12345678901")[0]).toContain("drops zeros");
	});

	it("is a tag without a value, a name that is too long, and too many tags", () => {
		expect(messagesIn("111111111111,a,b,prod")[0]).toContain("key=value");
		expect(messagesIn(`111111111111,${"n".repeat(257)}`)[0]).toContain("256");
		const tags = Array.from({ length: 51 }, (_, index) => `k${index}=v`).join(";");
		expect(messagesIn(`111111111111,a,b,${tags}`)[0]).toContain("51");
	});

	it("is shown fifty times and counted in full", () => {
		const list = parseAccountList("x\n".repeat(120));
		expect(list.problems).toHaveLength(50);
		expect(list.problemCount).toBe(120);
	});

	it("is its size: 10,000 accounts are read, one more is not, nor is a text of any length", () => {
		const lines = (count: number) =>
			Array.from({ length: count }, (_, index) => String(index).padStart(12, "0")).join("\n");
		expect(parseAccountList(lines(10_000)).accounts).toHaveLength(10_000);
		const tooMany = parseAccountList(lines(10_001));
		expect(tooMany).toMatchObject({ accounts: [], problemCount: 1, problems: [{ line: null }] });
		expect(tooMany.problems[0]?.message).toContain("10,001");
		expect(parseAccountList("1".repeat(ACCOUNT_LIST_MAX_LENGTH + 1)).problems).toMatchObject([
			{ line: null },
		]);
	});
});

test("what a CSV file holds comes back unchanged", () => {
	// What our own writer leaves as it is: no formula, no tag separators.
	const name = fc
		.string({ unit: "grapheme", maxLength: 40 })
		.map((text) => text.replace(/[\r\0]/g, "").trim())
		.filter((text) => !/^[=+\-@\t\n\uFF1D\uFF0B\uFF0D\uFF20]/u.test(text) && text.length <= 256);
	const tag = fc.stringMatching(/^[A-Za-z0-9:/ ]{1,20}$/).map((text) => text.trim() || "x");
	const row = fc.record({
		accountId: fc.bigInt({ min: 0n, max: 999_999_999_999n }).map((id) => String(id).padStart(12, "0")),
		name,
		unitName: name,
		tags: fc.dictionary(tag, tag, { maxKeys: 5, noNullPrototype: true }),
	});
	const rows = fc.uniqueArray(row, { minLength: 1, maxLength: 20, selector: ({ accountId }) => accountId });
	fc.assert(
		fc.property(rows, (wanted) => {
			const lines = wanted.map(({ accountId, name: called, unitName, tags }) => {
				const cell = Object.entries(tags).map(([key, value]) => `${key}=${value}`);
				return csvLine([accountId, called, unitName, cell.join(";")]);
			});
			const text = csvLine(["account id", "name", "ou", "tags"]) + lines.join("");
			const read = parseAccountList(text).accounts.map(({ line: _, ...rest }) => rest);
			expect(read).toEqual(wanted);
		}),
		{ numRuns: 100 },
	);
});
