import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createPasswordRules } from "./password-rules.ts";

const rules = createPasswordRules(null);
const owner = { email: "ann.lovelace@example.com", name: "Ann Lovelace" };

describe("a new password", () => {
	it.each([
		"correct-horse-battery",
		"seven quiet otters swim",
		"xk7Qm2vR9tLp4w",
		"ein Satz mit Umlauten: öäü",
	])("%j is taken, with or without digits and capitals", async (password) => {
		expect(await rules.judge(password, owner)).toBeNull();
	});

	it.each([
		["too short", "short-one"],
		["a common one", "passwordpassword"],
		["a common one in disguise", "P@ssw0rd1234"],
		["a row of keys", "qwertyuiopas"],
		["digits in order", "123456789012"],
		["one letter over and over", "aaaaaaaaaaaaaaaaaaaa"],
		["a common word over and over", "letmeinletmeinletmein"],
		["one's own name", "AnnLovelace2026!"],
		["one's own e-mail address", "ann.lovelace@example.com"],
		["the product's name", "rolebridge-2026"],
	])("is refused with a sentence when it is %s", async (_, password) => {
		expect(await rules.judge(password, owner)).toMatch(/^[A-Z].+\.$/);
	});
});

describe("the list of breached passwords", () => {
	const password = "seven quiet otters swim";
	const hash = createHash("sha1").update(password).digest("hex").toUpperCase();
	const withAnswer = (answer: string | null | Error) => {
		const asked: string[] = [];
		const judge = createPasswordRules(async (prefix) => {
			asked.push(prefix);
			if (answer instanceof Error) throw answer;
			return answer;
		}).judge;
		return { asked, judged: () => judge(password, owner) };
	};

	it("is told five digits of the hash and nothing more", async () => {
		const { asked, judged } = withAnswer("");
		await judged();
		expect(asked).toEqual([hash.slice(0, 5)]);
	});

	it("refuses what it knows", async () => {
		expect(await withAnswer(`${"0".repeat(35)}:3\r\n${hash.slice(5)}:12`).judged()).toContain("data breach");
	});

	it("is not misled by the lines that pad its answer", async () => {
		expect(await withAnswer(`${hash.slice(5)}:0`).judged()).toBeNull();
	});

	it.each([[null], [new Error("away")]])(
		"keeps nobody from a new password when it is away",
		async (answer) => {
			expect(await withAnswer(answer).judged()).toBeNull();
		},
	);
});
