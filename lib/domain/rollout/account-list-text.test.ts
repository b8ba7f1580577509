import fc from "fast-check";
import { expect, test } from "vitest";
import { parseAccountId } from "../account-id.ts";
import { type ListedAccount, parseAccountList } from "./account-list.ts";
import { accountListText } from "./account-list-text.ts";

function account(number: number, rest: Partial<ListedAccount> = {}): Omit<ListedAccount, "line"> {
	const parsed = parseAccountId(String(number).padStart(12, "0"));
	if (!parsed.ok) throw new Error(parsed.failure.message);
	return { accountId: parsed.value, name: "", unitName: "", tags: {}, ...rest };
}

test("accounts of which nothing else is known are their IDs, one a line", () => {
	expect(accountListText([account(12), account(7)])).toBe("000000000012\n000000000007\n");
	expect(accountListText([])).toBe("");
});

/** What a list can carry: trimmed, and in tags none of the signs that separate them. */
const text = fc.string({ maxLength: 40 }).map((typed) => typed.replaceAll(/[\r\n]/g, " ").trim());
const word = fc.stringMatching(/^[A-Za-z0-9 ._:/"-]{1,20}$/).map((typed) => typed.trim());

test("a list read, written and read again is the same list", () => {
	const accounts = fc
		.uniqueArray(fc.integer({ min: 0, max: 999_999_999_999 }), { maxLength: 20 })
		.chain((ids) =>
			fc.tuple(
				...ids.map((id) =>
					fc
						.record({
							name: text,
							unitName: text,
							tags: fc.dictionary(
								word.filter((key) => key !== ""),
								word,
							),
						})
						.map((rest) => account(id, { ...rest, tags: { ...rest.tags } })),
				),
			),
		);
	fc.assert(
		fc.property(accounts, (listed) => {
			const read = parseAccountList(accountListText(listed));
			expect(read.problems).toEqual([]);
			expect(read.accounts.map(({ line: _, ...rest }) => rest)).toEqual(listed);
		}),
	);
});
